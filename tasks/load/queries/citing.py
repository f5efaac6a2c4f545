"""The articles that cite a news agency, the newest first."""

from pydantic import Field

from schemas.terms import facet
from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class Citing(Period):
    """An agency by its usual name; that of the article's own dateline is not among those it cites."""

    agency: Text = Field(description="the agency's name")


def ask(given: Citing) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": facet("cites", given.agency), **given.ranked})


QUERY = Query("citing", "articles that cite a news agency", Citing, ask, ARTICLES, "agency=Reuters")
