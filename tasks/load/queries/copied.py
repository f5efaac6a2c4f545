"""The articles that stand at several places, the newest first."""

from schemas.terms import COPIED
from tasks.load.query import Listing, Period, Query


def ask(given: Period) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": COPIED, **given.ranked})


COLUMNS = ("id", "source.uri", "places.uri", "title")
QUERY = Query("copied", "articles met at several places", Period, ask, COLUMNS, "since=2017-01-01")
