"""The articles that name a person in their list of persons, the newest first."""

from pydantic import Field

from schemas.terms import facet
from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class ByPerson(Period):
    """A person the page itself lists, whatever the name's case."""

    person: Text = Field(description="the name as it is printed")


def ask(given: ByPerson) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": facet("person", given.person), **given.ranked})


QUERY = Query(
    "by-person",
    "articles that name a person in their list of persons",
    ByPerson,
    ask,
    ARTICLES,
    "person='Olga Sinitsyna'",
)
