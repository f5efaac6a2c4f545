"""The articles of a publisher, the newest first."""

from pydantic import Field

from schemas.terms import facet
from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class ByPublisher(Period):
    """Whoever published it, whatever the name's case."""

    publisher: Text = Field(description="the publisher's name")


def ask(given: ByPublisher) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": facet("publisher", given.publisher), **given.ranked})


QUERY = Query("by-publisher", "articles of a publisher", ByPublisher, ask, ARTICLES, "publisher=TASS since=2017-06-01")
