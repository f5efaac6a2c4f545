"""The articles that have changed since they were first met, the newest first."""

from schemas.terms import REVISED
from tasks.load.query import Listing, Period, Query


def ask(given: Period) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": REVISED, **given.ranked})


COLUMNS = ("id", "revisions", "published.value", "publisher", "title")
QUERY = Query("revised", "articles that have earlier versions", Period, ask, COLUMNS, "since=2017-01-01")
