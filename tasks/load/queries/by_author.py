"""The articles of an author, the newest first."""

from pydantic import Field

from schemas.terms import facet
from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class ByAuthor(Period):
    """Whoever stands in the byline, whatever the name's case and accents."""

    author: Text = Field(description="the name as it is printed")


def ask(given: ByAuthor) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": facet("author", given.author), **given.ranked})


QUERY = Query("by-author", "articles of an author", ByAuthor, ask, ARTICLES, "author='Jane Doe'")
