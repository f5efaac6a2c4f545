"""Which stored captures a run is about: what people write, and how the run's receipt names it."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from tasks.load.store import EVERYTHING, Selection


def _expect_day(words: str) -> str:
    if words:
        date.fromisoformat(words)
    return words


Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$"), AfterValidator(_expect_day)]
"""A day as in 2017-06-15, or nothing: a form of Prefect's shows an optional date badly."""


def day(words: str) -> date | None:
    """Return the day that a `Day` names."""
    return date.fromisoformat(words) if words else None


def parameters(selection: Selection) -> dict[str, str]:
    """Return what narrows a selection, in words."""
    every = asdict(EVERYTHING)
    return {name: str(value) for name, value in asdict(selection).items() if value != every[name]}
