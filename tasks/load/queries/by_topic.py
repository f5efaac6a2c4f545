"""The articles on a topic, the newest first."""

from pydantic import Field

from schemas.terms import facet
from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class ByTopic(Period):
    """A topic the page itself names, whatever its case."""

    topic: Text = Field(description="the topic as it is printed")


def ask(given: ByTopic) -> Listing:
    """Return the question."""
    return Listing("articles", {"facets": facet("topic", given.topic), **given.ranked})


QUERY = Query("by-topic", "articles on a topic", ByTopic, ask, ARTICLES, "topic='Nature conservation'")
