"""Every regular expression kept in the tree takes time in proportion to its text, whatever the text."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import schemas
import tasks
from tests.growth import seconds

UNITS = [
    "a",
    " ",
    "A.",
    "1 ",
    "-",
    "<a ",
    "<!--",
    '="',
    '\\"',
    "&#1",
    "{{",
    "« ",
    ", ",
    "by ",
    "\u4e00",
    "\n",
    "12/",
    "é.",
]
SIZE = 1_000
ALLOWED = 0.05
"""Seconds that need no comparison: of so short a text any measurement is noise."""


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = [
        (f"{module}.{name}", pattern)
        for package in (tasks, schemas)
        for module in sorted(each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
        if not module.endswith(".step")  # these import Prefect, and hold nothing
        for name, value in vars(importlib.import_module(module)).items()
        for pattern in kept_in(value)
        if isinstance(pattern.pattern, str)
    ]
    assert len(found) > 100, "the modules have moved: this test looks at nothing"
    return list({pattern.pattern: (name, pattern) for name, pattern in found}.values())


def kept_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (each for each in value.values() if isinstance(each, re.Pattern))
    elif isinstance(value, (list, tuple)):
        yield from (each for each in value if isinstance(each, re.Pattern))


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_pattern_takes_linear_time(name: str, pattern: re.Pattern[str]) -> None:
    for unit in UNITS:
        text = unit * (4 * SIZE // len(unit))
        once, twice, four = (seconds(pattern, text[: times * SIZE]) for times in (1, 2, 4))
        assert four < ALLOWED or (twice < 3.5 * once and four < 10 * once), f"{name} on {unit!r}: {once, twice, four}"
