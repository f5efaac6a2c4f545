"""Which stored captures a run is about: what people write, and how the run's receipt names it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from flows.patterns import in_words
from schemas.errors import ConfigurationError
from tasks.load.exchange import EVERYTHING, Selection

GIVEN_LENGTH = 2000
"""Letters of a query's parameter; a longer one is no name."""


def _expect_day(words: str) -> str:
    if words:
        date.fromisoformat(words)
    return words


Day = Annotated[
    str,
    Field(
        pattern=r"^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$",
        json_schema_extra=in_words("a day, as in 2017-06-15"),
    ),
    AfterValidator(_expect_day),
]
"""A day as in 2017-06-15, or nothing: a form of Prefect's shows an optional date badly."""


def day(words: str) -> date | None:
    """Return the day that a `Day` names."""
    return date.fromisoformat(words) if words else None


def parameters(selection: Selection) -> dict[str, str]:
    """Return what narrows a selection, in words."""
    every = asdict(EVERYTHING)
    return {name: _said(value) for name, value in asdict(selection).items() if value != every[name]}


def keyed(given: Iterable[str]) -> dict[str, str]:
    """Return what KEY=VALUE arguments say.

    Raises:
        ConfigurationError: one is not of that form, too long, or given twice.
    """
    found: dict[str, str] = {}
    for each in given:
        key, mark, value = each.partition("=")
        if not mark or not key.isidentifier() or len(each) > GIVEN_LENGTH:
            raise ConfigurationError(f"a parameter is written key=value, at most {GIVEN_LENGTH} letters: {each[:40]!r}")
        if key in found:
            raise ConfigurationError(f"the parameter {key} is given twice")
        found[key] = value
    return found


def _said(value: object) -> str:
    return " ".join(f"{key}={each}" for key, each in value.items()) if isinstance(value, Mapping) else str(value)
