"""What an ingest would do: all of it but the storing."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.answers.cleaning import Done, worked
from flows.answers.contrasting import field_changes, paragraphs
from flows.answers.opening import opened
from flows.runs.handing import handed
from flows.settings import Settings, settings
from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome, Verdict, tally
from tasks.extract.limits import Limits
from tasks.extract.pipeline import batches, extract
from tasks.load import embedded
from tasks.load.exchange import Change
from tasks.load.foreseeing import Nothing
from tasks.load.store import Rehearses

TOGETHER = 200
"""Articles that are held against the store at once."""
Tell = Callable[[dict[str, Any]], None]


@dataclass(slots=True)
class Rehearsal:
    """What would become of the units."""

    counts: Counter[str] = field(default_factory=lambda: Counter(tally(())))
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        """Return the number of units met."""
        return self.counts.total()

    @property
    def quarantined(self) -> int:
        """Return the number of units that would be quarantined."""
        return self.counts[Verdict.QUARANTINED.value]

    def enter(self, outcome: Outcome) -> None:
        """Count a unit."""
        self.counts[outcome.verdict.value] += 1
        if outcome.reason:
            self.reasons[outcome.reason] += 1


def rehearse(paths: Iterable[str], source: str, workers: int, tell: Tell = lambda told: None) -> Rehearsal:
    """Return what an ingest of these paths would do, each unit told on the way; nothing is written, no run is opened.

    Raises:
        ConfigurationError: a path does not exist, or the store's address is wrong.
        StoreUnavailable: the store does not answer.
    """
    now = settings()
    rehearsal = Rehearsal()
    met = extract(paths, source=source, limits=Limits(unit_bytes=now.unit_bytes))
    with _ledger(now) as store, TemporaryDirectory(prefix="copytaster-") as folder:
        ready = _ready(_recognised(met, store), workers, now.page_seconds, handed(store.templates(), Path(folder)))
        foreseeing = store.rehearsal()
        while batch := tuple(islice(ready, TOGETHER)):
            foreseen = foreseeing.foresee(batch)
            changes = {change.article: change for change in foreseen.changes}
            for outcome in foreseen.outcomes:
                rehearsal.enter(outcome)
                tell(told(outcome, changes.get(outcome.article or "")))
    rehearsal.reasons = Counter(dict(sorted(rehearsal.reasons.items())))
    return rehearsal


def told(outcome: Outcome, change: Change | None) -> dict[str, Any]:
    """Return what would become of a unit; of a revision the fields that differ, of texts the paragraphs that do."""
    revised = outcome.verdict is Verdict.REVISED and change is not None and change.before and change.after
    return {
        "outcome": outcome.verdict.value,
        "source": outcome.place.source,
        "uri": outcome.place.uri,
        "member": outcome.place.member,
        "article": outcome.article,
        "stage": outcome.stage,
        "reason": outcome.reason,
        "message": outcome.message,
        "changes": _changes(change) if revised and change is not None else [],
    }


def _changes(change: Change) -> list[dict[str, Any]]:
    found = []
    for name, old, new in field_changes(change.before, change.after):
        one, other = (_only_in(old, new), _only_in(new, old)) if name == "text" else (old, new)
        found.append({"field": name, "before": one, "after": other})
    return found


def _only_in(text: Any, other: Any) -> list[str]:
    """Return the paragraphs of a text that another has not."""
    known = set(paragraphs(other))
    return [each for each in paragraphs(text) if each not in known]


@contextmanager
def _ledger(now: Settings) -> Iterator[Rehearses]:
    """Open the store; an embedded one that is not there yet is not made for a rehearsal."""
    if now.address is None and not embedded.status(now.data_dir).directory.exists():
        yield Nothing()
        return
    with opened(None) as store:
        yield store


def _recognised(units: Iterable[Capture | Outcome], store: Rehearses) -> Iterator[Capture | Duplicate | Outcome]:
    for batch in batches(units):
        yield from store.recognise(batch)


def _ready(
    units: Iterator[Capture | Duplicate | Outcome], workers: int, seconds: float, templates: Path | None
) -> Iterator[Filed | Duplicate | Outcome]:
    """Yield each unit as the store is to file it, in their order."""
    sent: deque[Capture | Duplicate | Outcome] = deque()

    def passing() -> Iterator[Capture | Outcome]:
        for unit in units:
            sent.append(unit)
            # What needs no cleaning goes through as an outcome: only its place in the order matters there.
            yield Outcome(unit.capture.place, Verdict.DUPLICATE, "load") if isinstance(unit, Duplicate) else unit

    for done in worked(passing(), workers, seconds, templates):
        yield _filed(sent.popleft(), done)


def _filed(unit: Capture | Duplicate | Outcome, done: Done) -> Filed | Duplicate | Outcome:
    if isinstance(unit, Duplicate):
        return unit
    if isinstance(done, (Outcome, Duplicate)):
        return done
    assert isinstance(unit, Capture)  # noqa: S101  only a capture is made into an article
    return Filed(unit, done)
