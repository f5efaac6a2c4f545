"""The articles whose page prints no full date."""

from schemas.terms import DATED
from tasks.load.query import Listing, Parameters, Query

COLUMNS = ("id", "published.value", "published.raw", "published.candidates", "title")


def ask(given: Parameters) -> Listing:
    """Return the question."""
    return Listing("articles", {"rank": {"$lt": DATED}})


QUERY = Query("undated", "articles without a full date, and the dates that are possible", Parameters, ask, COLUMNS, "")
