"""What an ingest would do: all of it but the storing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from flows.cleaning import Done, worked
from flows.opening import opened
from flows.settings import Settings, settings
from schemas.capture import Capture
from schemas.outcome import Duplicate, Outcome, Verdict, tally
from tasks.extract.limits import Limits
from tasks.extract.pipeline import batches, extract
from tasks.load import embedded


class Knows(Protocol):
    """The one thing a rehearsal asks of a store."""

    def recognise(self, captures: Sequence[Capture]) -> tuple[Capture | Duplicate | Outcome, ...]:
        """Return each capture, or what is already known of its bytes."""


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

    def enter(self, unit: Done) -> None:
        """Count a unit; whether an article would be new or a revision only the store can tell, on storing it."""
        verdict = unit.verdict if isinstance(unit, Outcome) else Verdict.NEW
        self.counts[verdict.value] += 1
        if isinstance(unit, Outcome) and unit.reason:
            self.reasons[unit.reason] += 1


def rehearse(paths: Iterable[str], source: str, workers: int) -> Rehearsal:
    """Return what an ingest of these paths would do; nothing is written, no run is opened.

    Raises:
        ConfigurationError: a path does not exist, or the store's address is wrong.
        StoreUnavailable: the store does not answer.
    """
    now = settings()
    rehearsal = Rehearsal()
    met = extract(paths, source=source, limits=Limits(unit_bytes=now.unit_bytes))
    with _ledger(now) as store:
        for unit in worked(_recognised(met, store), workers, now.page_seconds):
            rehearsal.enter(unit)
    rehearsal.reasons = Counter(dict(sorted(rehearsal.reasons.items())))
    return rehearsal


class Nothing:
    """What a store knows that is not there yet."""

    def recognise(self, captures: Sequence[Capture]) -> tuple[Capture | Duplicate | Outcome, ...]:
        """Return the captures: all are news."""
        return tuple(captures)


@contextmanager
def _ledger(now: Settings) -> Iterator[Knows]:
    """Open the store; an embedded one that is not there yet is not made for a rehearsal."""
    if now.address is None and not embedded.status(now.data_dir).directory.exists():
        yield Nothing()
        return
    with opened(None) as store:
        yield store


def _recognised(units: Iterable[Capture | Outcome], store: Knows) -> Iterator[Capture | Outcome]:
    """Yield the units as the store knows them; equal bytes met twice are a duplicate the second time."""
    taken: set[str] = set()
    for batch in batches(units):
        known = iter(store.recognise([unit for unit in batch if isinstance(unit, Capture)]))
        for unit in (next(known) if isinstance(unit, Capture) else unit for unit in batch):
            if isinstance(unit, Capture) and unit.sha256 not in taken:
                taken.add(unit.sha256)
                yield unit
            elif isinstance(unit, Outcome):
                yield unit
            else:
                place = unit.place if isinstance(unit, Capture) else unit.capture.place
                yield Outcome(place, Verdict.DUPLICATE, "load")
