"""Every pattern of the metadata modules takes time in proportion to its text, whatever the text."""

import importlib
import re

import pytest

from tests.growth import seconds

MODULES = [
    "tasks.grammar.addresses",
    "tasks.enrich.author_places",
    "tasks.enrich.byline_lines",
    "tasks.enrich.dating.line",
    "tasks.enrich.dating.local",
    "tasks.enrich.dating.markup",
    "tasks.enrich.enrichers.publisher",
    "tasks.enrich.enrichers.quality",
    "tasks.enrich.enrichers.related",
    "tasks.enrich.enrichers.section",
    "tasks.enrich.enrichers.topics",
    "tasks.enrich.enrichers.words",
    "tasks.enrich.lenient_json",
    "tasks.enrich.lines",
    "tasks.enrich.stems",
    "tasks.grammar.bylines",
    "tasks.grammar.names",
    "tasks.grammar.openings",
    "tasks.grammar.titles",
]
UNITS = [
    "a",
    " ",
    "a ",
    "A.",
    "-",
    " - ",
    "(",
    "&",
    "&#1",
    "<a ",
    '"',
    '\\"',
    ",",
    ", ",
    "1",
    "{{",
    "© ",
    "by ",
    "é",
    "a@",
    ".",
    "\n",
    "·",
]
SIZE = 2_000


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = [
        (f"{module.removeprefix('tasks.')}.{name}", value)
        for module in MODULES
        for name, value in vars(importlib.import_module(module)).items()
        if isinstance(value, re.Pattern)
    ]
    assert len(found) > 25, "the modules have moved: this test looks at nothing"
    return found


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_pattern_takes_linear_time(name: str, pattern: re.Pattern[str]) -> None:
    for unit in UNITS:
        text = unit * (4 * SIZE // len(unit))
        spent = [seconds(pattern, text[: times * SIZE]) for times in (1, 4)]
        assert spent[1] < 0.05 or spent[1] < 10 * spent[0], f"{name} on {unit!r}: {spent}"
