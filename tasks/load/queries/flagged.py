"""The articles with something odd about them, the newest first."""

from pydantic import Field

from schemas.terms import facet
from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class Flagged(Period):
    """One of the flags in `quality.flags`."""

    flag: Text = Field(description="the flag: short, no-title, truncated, …")


def ask(given: Flagged) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": facet("flag", given.flag), **given.ranked})


QUERY = Query("flagged", "articles with a quality flag", Flagged, ask, ARTICLES, "flag=short")
