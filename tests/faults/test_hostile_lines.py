"""Lines made to be slow or to lie: every grammar answers in bounded time and stays out of the record."""

import time
from collections.abc import Callable

import pytest

from tasks.grammar.citations import cited_agencies
from tasks.grammar.date_labels import label_before
from tasks.grammar.datelines import read_dateline
from tasks.grammar.dates import find_dates, is_date_line
from tasks.grammar.rights import claims_rights, read_copyright, read_credit
from tasks.grammar.stamps import read_stamp, url_date

GRAMMARS: tuple[Callable[[str], object], ...] = (
    find_dates,
    is_date_line,
    read_dateline,
    cited_agencies,
    read_copyright,
    read_credit,
    claims_rights,
    read_stamp,
    url_date,
    lambda line: label_before(line, len(line)),
)
PIECES = (
    *(
        "1",
        " ",
        "1 ",
        "June 1 ",
        "1 June ",
        "15 June 2017 15:25 ",
        "2017-06-15 ",
        "1月1日",
        "A, ",
        "(A",
        "/2017/06/",
        "© 2017 ",
        "Photo: ",
    ),
    *(
        "(TASS) ",
        "told the the the ",
        "sagte a der ",
        "published ",
        "MOSCOW, ",
        "【新华社",
        "according to ",
        "\u00a0",
        "a",
        "-",
        "., ",
    ),
)
SIZE = 1_000_000
SECONDS = 2.0
"""Far above what the slowest takes (0.1 s), far below what a quadratic one would (hours)."""


@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_a_million_characters_costs_a_moment(piece: str) -> None:
    line = piece * (SIZE // len(piece))
    for grammar in GRAMMARS:
        started = time.process_time()
        grammar(line)
        assert time.process_time() - started < SECONDS, grammar


def test_digits_of_other_scripts_are_digits_and_other_signs_are_none() -> None:
    assert [each.value for each in find_dates("١٥ يونيو ٢٠١٧")] == ["2017-06-15"]
    assert find_dates("⑮ June ²⁰¹⁷") == ()


@pytest.mark.parametrize("mark", ["\u202e", "\x00", "\x1b", "\u200b", "\ud800"])
def test_marks_that_nobody_sees_do_not_crash(mark: str) -> None:
    for grammar in GRAMMARS:
        grammar(f"MOSCOW, June{mark} 15, 2017 15:25 {mark}UTC+3 /TASS/{mark}. © 2017 Example{mark}")
