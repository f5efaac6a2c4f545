"""What changed in an article, version by version."""

from pydantic import Field

from tasks.load.query import Listing, Parameters, Query, Text


class Changes(Parameters):
    """An article by its whole id."""

    article: Text = Field(description="the article's id")


def ask(given: Changes) -> Listing:
    """Return the question."""
    return Listing("revisions", {"article": given.article}, ("number", 1))


COLUMNS = ("number", "published.value", "changes.field", "title")
EXAMPLE = "article=3f2a9c0d5b7e48f1a6c2d90b4e817f53"
QUERY = Query("changes", "the earlier versions of an article", Changes, ask, COLUMNS, EXAMPLE)
