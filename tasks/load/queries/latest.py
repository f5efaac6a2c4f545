"""The newest articles."""

from pydantic import Field

from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class Latest(Period):
    """Of one language, or of all."""

    language: Text | None = Field(default=None, description="the language's code: en, ru, de")


def ask(given: Latest) -> Listing:
    """Return the question."""
    language = {"language.code": given.language.lower()} if given.language else {}
    return Listing("articles", {**language, **given.ranked})


QUERY = Query("latest", "the newest articles", Latest, ask, ARTICLES, "language=en since=2017-01-01")
