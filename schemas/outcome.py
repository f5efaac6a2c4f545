"""Outcomes: what became of each unit, and the counts that must balance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.article import Article
from schemas.capture import Capture, Place
from schemas.travelling import travels


class Verdict(StrEnum):
    """The one thing that became of a unit in a run."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    EXCLUDED = "excluded"
    QUARANTINED = "quarantined"
    NOT_REACHED = "not-reached"


DROPPED, FORGOTTEN = "dropped", "forgotten"
STORE_RULES = {
    DROPPED: "somebody dropped it from the quarantine; other bytes at its place are read again",
    FORGOTTEN: "it was forgotten, and what is forgotten does not come back",
}
"""The rules by which the store excludes a unit, beside extract's: each rule's name and its reason."""
GONE, ARTICLE_MISSING = "gone", "article-missing"
RAW_LOST, CHANGED_MEANWHILE, PLAN_DIFFERS = "raw-lost", "changed-meanwhile", "plan-differs"
UNREACHED = {
    GONE: "the file or folder is gone since it was listed",
    ARTICLE_MISSING: "a copy of an article that is no longer in the store: the next run files it again",
    RAW_LOST: "its stored bytes cannot be read: nothing was read anew",
    CHANGED_MEANWHILE: "other bytes were filed at its place meanwhile",
    PLAN_DIFFERS: "the same code made something else of it than planned; it stays as it is",
}
"""Why a unit is not reached, beside the reasons of a refusal that a folder and a record can have, too."""


@travels
@dataclass(frozen=True, slots=True)
class Outcome:
    """A unit whose way ended: why, and at which stage ("extract", "clean", "enrich", "load")."""

    place: Place
    verdict: Verdict
    stage: str
    reason: str | None = None  # a stable slug; None for new, revised, unchanged and duplicate
    message: str | None = None  # one line for people
    capture: Capture | None = None  # the bytes where they were read: a quarantined unit keeps its raw
    article: str | None = None  # the id of the article it belongs to
    traceback: str | None = None  # of a defect of ours: for the log, never for the store
    site: str | None = None  # the site a refused page names as its own
    known: bool = False  # the ledger knew it of these bytes: nothing was read anew


@travels
@dataclass(frozen=True, slots=True)
class Duplicate:
    """A capture whose bytes are already stored from another place: it needs no cleaning."""

    capture: Capture
    article: str


@travels
@dataclass(frozen=True, slots=True)
class Filed:
    """An article ready for the store, with the capture it came from."""

    capture: Capture
    article: Article
    seconds: float = field(default=0.0, compare=False)  # of work it took


def tally(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return how many units had each verdict; every verdict is there, also at 0."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    return {verdict.value: counts[verdict] for verdict in Verdict}
