"""Two receipts side by side."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows.answers.comparing import pairs
from schemas.run import Lease, Receipt, RunKind, RunStatus

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ONE = Receipt(
    "one",
    RunStatus.COMPLETED,
    NOW,
    Lease("here", 1, 0.0, 1, NOW),
    parameters={"paths": ["a"], "workers": 2},
    versions={"copytaster": "0.1.0"},
    ended_at=NOW + timedelta(seconds=90),
    counts={"new": 5, "quarantined": 1},
    seen=6,
    seconds={"clean": 2.0},
    balanced=True,
)
OTHER = replace(
    ONE,
    id="two",
    kind=RunKind.REPROCESS,
    parameters={"site": "a.example"},
    counts={"new": 7, "quarantined": 1},
    effects={"kept though refused": 2},
    seconds={"clean": 1.5, "refile": 0.25},
)


def test_equal_receipts_differ_in_nothing() -> None:
    assert [each for each in pairs(ONE, ONE) if each.differs] == []


def test_each_difference_is_told_with_its_size() -> None:
    said = {row[0]: row[1:] for row in (each.row for each in pairs(ONE, OTHER) if each.differs)}
    assert said == {
        "kind": ("ingest", "reprocess", "differs"),
        "parameters paths": ("a", None, "differs"),
        "parameters workers": (2, None, "-2"),
        "parameters site": (None, "a.example", "differs"),
        "counts new": (5, 7, "+2"),
        "effects kept though refused": (None, 2, "+2"),
        "seconds clean": (2.0, 1.5, "-0.5"),
        "seconds refile": (None, 0.25, "+0.25"),
    }
