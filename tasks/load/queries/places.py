"""Every place an article was met at, and what became of it there."""

from pydantic import Field

from tasks.load.query import Listing, Parameters, Query, Text


class Places(Parameters):
    """An article by its whole id."""

    article: Text = Field(description="the article's id")


def ask(given: Places) -> Listing:
    """Return the question."""
    return Listing("captures", {"article": given.article}, ("_id", 1))


COLUMNS = ("source", "uri", "member", "outcome", "captured_at", "sha256")
EXAMPLE = "article=3f2a9c0d5b7e48f1a6c2d90b4e817f53"
QUERY = Query("places", "where an article was met", Places, ask, COLUMNS, EXAMPLE)
