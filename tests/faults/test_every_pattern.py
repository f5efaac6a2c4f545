"""Every regular expression of the tree has a name, and takes time in proportion to its text, whatever the text."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows
import schemas
import tasks
from tasks.clean import profiling
from tasks.clean.cues import table
from tasks.grammar import agencies, citations, date_labels, date_subjects, datelines, datelines_cjk
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
MEGABYTE = 1_000_000
SHORT = {
    "tasks.enrich.keywords.NONE",
    "tasks.enrich.owners.FORM",
    "tasks.enrich.rubrics.TEMPLATE",
    "tasks.grammar.addresses.HOST",
    "tasks.grammar.bylines.LEAD",
    "tasks.grammar.clock.AFTER",
    "tasks.grammar.datelines.PLACED_SECOND",
    "tasks.grammar.datelines.DATED",
    "tasks.grammar.rights.STOCK",
}
"""Patterns that need over a second for a megabyte, and never see one: they read a line, an address or a name, cut to
some hundred characters. Four kilobytes are more than any of them is given."""
CLOSED = {"tasks.clean.segmenting.pieces.TAG", "tasks.clean.segmenting.pieces.COMMENT"}
"""Patterns of markup whose comments are all closed: tests/faults/test_hostile_sizes.py has pages of others."""
ALLOWED = 0.05
"""Seconds that need no comparison: of so short a text any measurement is noise."""
ROOT = Path(tasks.__path__[0]).parent
SOURCES = sorted(path for package in (flows, tasks, schemas) for path in Path(package.__path__[0]).rglob("*.py"))
MADE_OF_DATA = {
    "tasks/clean/cues/table.py": lambda: tuple(pattern for pattern, _ in table.TABLE()._counting),
    "tasks/clean/decoder/cues.py": lambda: (),  # made once, and kept by name
    "tasks/clean/profiling.py": lambda: (profiling._pattern("© * The Example, printed by *"),),
    "tasks/grammar/agencies.py": lambda: (agencies._words(tuple(agencies._citable())),),
    "tasks/grammar/citations.py": lambda: (citations._words("before"), citations._words("after")),
    "tasks/grammar/date_labels.py": lambda: (date_labels._labels(),),
    "tasks/grammar/date_subjects.py": lambda: (
        *map(date_subjects._ending, ("bounds", "joints")),
        *map(date_subjects._any, ("verbs", "nouns")),
    ),
    "tasks/grammar/datelines.py": lambda: (datelines._signature(),),
    "tasks/grammar/datelines_cjk.py": datelines_cjk._patterns,
}
"""Where a function makes a pattern of data, and what it makes."""


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = [
        (f"{module}.{name}", pattern)
        for module in modules()
        for name, value in vars(importlib.import_module(module)).items()
        for pattern in kept_in(value)
        if isinstance(pattern.pattern, str)
    ]
    found += [(path, pattern) for path, made in MADE_OF_DATA.items() for pattern in made()]
    assert len(found) > 100, "the modules have moved: this test looks at nothing"
    return list({pattern.pattern: (name, pattern) for name, pattern in found}.values())


def modules() -> Iterator[str]:
    for package in (tasks, schemas):
        for module in sorted(each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")):
            if not module.endswith(".step"):  # these import Prefect, and hold nothing
                yield module
    for path in SOURCES:  # of flows only those that hold patterns: to import all of them takes long
        if path.is_relative_to(ROOT / "flows") and "re.compile(" in path.read_text(encoding="utf-8"):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


def uses(source: str) -> Iterator[str]:
    """Yield how functions call `re` themselves: a pattern in there has no name by which this test could find it."""
    for function in ast.walk(ast.parse(source)):
        for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
            known = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"
            if known and node.attr not in ("Pattern", "Match", "escape"):
                yield f"re.{node.attr} in {function.name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_pattern_has_a_name(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in MADE_OF_DATA:
        assert list(uses(path.read_text(encoding="utf-8"))) == []


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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "pattern"),
    [each for each in patterns() if each[0] not in SHORT | CLOSED],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_pattern_takes_linear_time_on_a_megabyte(name: str, pattern: re.Pattern[str]) -> None:
    for unit in UNITS:
        text = unit * (MEGABYTE // len(unit))
        four = seconds(pattern, text, 1)
        if four >= ALLOWED:
            once = seconds(pattern, text[: MEGABYTE // 4], 1)
            assert four < 10 * once, f"{name} on {unit!r}: {once, four}"
