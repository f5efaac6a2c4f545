"""The articles of a news agency's wire, by their dateline, the newest first."""

from pydantic import Field

from schemas.terms import facet
from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class ByAgency(Period):
    """An agency by its usual name."""

    agency: Text = Field(description="the agency's name")


def ask(given: ByAgency) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": facet("agency", given.agency), **given.ranked})


QUERY = Query(
    "by-agency", "articles of a news agency's wire, by their dateline", ByAgency, ask, ARTICLES, "agency=TASS"
)
