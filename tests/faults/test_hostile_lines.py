"""Lines made to hurt cost the rules of the clean stage time in proportion."""

import time
from collections.abc import Callable

import pytest

from tasks.clean.cues.table import TABLE, folded, remainder
from tasks.clean.headline import fold
from tasks.clean.judging.kind import PRICE, PRICE_IN_ASCII, TYPE
from tasks.clean.shapes import CREDIT, RESIDUE, TRAIL_MARK, ends_sentence, is_counter, is_residue, words

SIZE = 200_000
LINES = [
    "{{" * SIZE,
    "${" * SIZE,
    " » " * SIZE,
    "»" * SIZE,
    " " * SIZE,
    "1 " * SIZE,
    '"@type":' * SIZE,
    "©" * SIZE,
    "漢" * SIZE,
    "." * SIZE,
    "<%" * SIZE,
]
RULES: list[Callable[[str], object]] = [
    CREDIT.fullmatch,
    PRICE.findall,
    PRICE_IN_ASCII.findall,
    RESIDUE.findall,
    TABLE().match,
    TRAIL_MARK.split,
    TYPE.findall,
    ends_sentence,
    fold,
    folded,
    is_counter,
    is_residue,
    remainder,
    words,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: getattr(rule, "__name__", "") + str(RULES.index(rule)))
def test_twice_the_line_does_not_cost_four_times_the_time(rule: Callable[[str], object]) -> None:
    for line in LINES:
        half, whole = cost(rule, line[: len(line) // 2]), cost(rule, line)
        assert whole < 3.2 * half + 0.05, line[:4]


def cost(rule: Callable[[str], object], line: str) -> float:
    """Return the processor seconds of a call, the least of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        rule(line)
        times.append(time.process_time() - start)
    return min(times)
