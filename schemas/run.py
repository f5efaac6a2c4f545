"""The receipt of a run: what it was asked, what it did, and whether the sum balances."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

NOTES = 100
"""Notes a receipt holds; the run's log has them all."""


class RunStatus(StrEnum):
    """Where a run stands; all but RUNNING are final."""

    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CRASHED = "crashed"
    CANCELLED = "cancelled"


class RunKind(StrEnum):
    """What a run is for. An ingest has its source to itself; of any other kind one run goes on at a time."""

    INGEST = "ingest"
    REPROCESS = "reprocess"
    PROMOTE = "promote"
    REPLAY = "replay"
    DROP = "drop"
    FORGET = "forget"
    MIGRATE = "migrate"
    IMPORT = "import"
    LEARN = "learn"
    MAINTAIN = "maintain"

    @property
    def rereads(self) -> bool:
        """Return whether its units are stored captures: the ledger keeps apart what such a run makes of them."""
        return self in (RunKind.REPROCESS, RunKind.PROMOTE, RunKind.REPLAY, RunKind.DROP)


@dataclass(frozen=True, slots=True)
class Lease:
    """Who runs it: enough to tell a live run from a dead one."""

    host: str
    pid: int
    process_started: float  # seconds since the epoch, as the operating system reports it
    token: int  # the fencing token: grows with each run of the store
    renewed_at: datetime


@dataclass(frozen=True, slots=True)
class SiteTally:
    """How a site's articles came out in a run."""

    site: str
    articles: int
    quality: float  # their mean score, 0 to 1
    seconds: float  # of work, together


@dataclass(frozen=True, slots=True)
class Receipt:
    """One run, from its start to its end; kept in `runs`."""

    id: str
    status: RunStatus
    started_at: datetime
    lease: Lease
    kind: RunKind = RunKind.INGEST
    parameters: Mapping[str, object] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    ended_at: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)  # by verdict
    seen: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)  # by reason, of excluded, quarantined, not reached
    seconds: Mapping[str, float] = field(default_factory=dict)  # by stage
    balanced: bool | None = None  # seen equals the sum of the counts
    effects: Mapping[str, int] = field(default_factory=dict)  # what it did beside, by name: {"articles removed": 3}
    notes: tuple[str, ...] = ()  # what a person should know of a run that went well, at most NOTES lines
    sites: tuple[SiteTally, ...] = ()  # of the articles it made, those with most articles first
    errors: tuple[str, ...] = ()
    journal: int | None = None  # the number of the store's last change when the run ended: it can be read as of then
    log: str | None = None  # the path of the run's log file
    prefect_run_id: str | None = None

    @property
    def said(self) -> str:
        """Return the counts that are not zero, in words: "12 new, 1 duplicate"."""
        counted = [*self.counts.items(), *((name, number) for name, number in self.effects.items())]
        return ", ".join(f"{number} {name}" for name, number in counted if number) or "nothing met"
