"""The articles whose record is little to be trusted, the newest first."""

from typing import Literal

from pydantic import Field

from schemas.terms import quality
from tasks.load.query import Listing, Period, Query

Tenth = Literal["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]


class Doubtful(Period):
    """Below a score, in tenths."""

    below: Tenth = Field(default="0.5", description="the quality score they stay below: 0.1 to 1.0")


def ask(given: Doubtful) -> Listing:
    """Return the question."""
    tenths = [quality(tenth / 10) for tenth in range(round(float(given.below) * 10))]
    return Listing("articles", {"facets": {"$in": tenths}, **given.ranked})


COLUMNS = ("id", "quality.score", "quality.flags", "title")
QUERY = Query("doubtful", "articles with a low quality score", Doubtful, ask, COLUMNS, "below=0.4")
