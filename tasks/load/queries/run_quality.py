"""What the runs took in and what they could not use, the newest first."""

from tasks.load.query import Listing, Parameters, Query


def ask(given: Parameters) -> Listing:
    """Return the question."""
    return Listing("runs", {}, ("lease.token", -1))


COLUMNS = (
    "_id",
    "kind",
    "status",
    "started_at",
    "seen",
    "counts.new",
    "counts.revised",
    "counts.quarantined",
    "balanced",
)
QUERY = Query("run-quality", "the runs: seen, stored, quarantined", Parameters, ask, COLUMNS, "")
