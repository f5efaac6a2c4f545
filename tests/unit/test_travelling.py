"""What goes to a worker process comes back as it was, every field of it."""

import pickle
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import TypeVar

import pytest

from schemas.capture import Capture
from schemas.outcome import Filed
from tasks.clean.pipeline import clean
from tasks.enrich.pipeline import enrich
from tasks.extract.pipeline import extract

SEED = min((Path(__file__).parents[2] / "seeds").glob("*.html"))

T = TypeVar("T")


def values(record: object) -> list[object]:
    """Return every field, also those that an equality leaves out."""
    return [getattr(record, field.name) for field in fields(record)]  # type: ignore[arg-type]


def capture() -> Capture:
    (unit,) = extract([SEED])
    assert isinstance(unit, Capture)
    return unit


def travelled(record: T) -> T:
    back: T = pickle.loads(pickle.dumps(record))  # noqa: S301 - our own bytes
    return back


def test_a_capture_its_page_and_its_article_survive_the_trip() -> None:
    cleaned = clean(capture())
    sent = cleaned.page.capture
    for record in (sent, sent.place, cleaned, cleaned.page, Filed(sent, enrich(cleaned), 1.5)):
        assert values(travelled(record)) == values(record)


def test_what_arrives_is_as_frozen_as_what_left() -> None:
    with pytest.raises(FrozenInstanceError):
        travelled(capture()).data = b""  # type: ignore[misc]
