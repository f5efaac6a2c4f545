"""The captures in quarantine for a reason."""

from pydantic import Field

from tasks.load.query import Listing, Parameters, Query, Text


class Refused(Parameters):
    """A reason of the README's table."""

    reason: Text = Field(description="the reason's code")


def ask(given: Refused) -> Listing:
    """Return the question."""
    return Listing("quarantine", {"reason": given.reason}, ("_id", 1))


COLUMNS = ("_id", "stage", "reason", "uri", "message")
QUERY = Query("refused", "captures in quarantine for a reason", Refused, ask, COLUMNS, "reason=no-article-text")
