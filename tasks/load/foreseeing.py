"""What loading units, or reading stored ones anew, would do: the same decisions, and nothing written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemas.capture import Capture
from schemas.outcome import Filed, Outcome
from schemas.template import Templates
from tasks.load.deciding import decide
from tasks.load.desk import Desk, Unit, place_of, read
from tasks.load.exchange import Change, Document, Foreseen, Taken
from tasks.load.ledger import entry_of
from tasks.load.mongo import Mongo
from tasks.load.mongo.documents import bytes_of
from tasks.load.refiling import Made, changed_meanwhile, desk_of, outcomes_of, reread_of
from tasks.load.reworking import rework
from tasks.load.settling import Shelf, article_id, current
from tasks.load.tombstones import Tombstones, barred, forgotten

RUN = "foreseen"
"""The run of what is foreseen; no store ever sees it."""


@dataclass(slots=True)
class Before:
    """What earlier batches of a rehearsal would have left in the store: a rehearsed run meets one address twice, too.

    Of their versions it keeps what decides and not what they say: a rehearsal may be as long as an archive.
    """

    shelves: dict[str, Shelf] = field(default_factory=dict)
    holders: dict[str, dict[str, str]] = field(default_factory=dict)

    def lay_on(self, desk: Desk, units: Sequence[Unit]) -> None:
        """Put what concerns a batch on the desk it is settled on."""
        wanted = set(desk.shelves)
        for unit in units:
            if isinstance(unit, Filed):
                places = self.holders.get(unit.capture.sha256, {})
                desk.holders.setdefault(unit.capture.sha256, {}).update(places)
                wanted |= {*places.values(), article_id(unit.article.url, unit.capture.sha256, None)}
        desk.shelves.update((each, self.shelves[each]) for each in wanted if each in self.shelves)

    def keep(self, desk: Desk, units: Sequence[Unit]) -> None:
        """Keep what a batch would have left."""
        for article in desk.touched:
            shelf = desk.shelves[article]
            light = {sha256: replace(version, record={}) for sha256, version in shelf.versions.items()}
            self.shelves[article] = replace(shelf, versions=light)
        for sha256 in {unit.capture.sha256 for unit in units if isinstance(unit, Filed)}:
            self.holders.setdefault(sha256, {}).update(desk.holders.get(sha256, {}))


class Nothing:
    """A store that is not there yet: it knows nothing, and everything would be new to it."""

    def templates(self) -> Templates:
        """Return none."""
        return Templates()

    def recognise(self, captures: Sequence[Capture | Outcome]) -> tuple[Capture | Outcome, ...]:
        """Return the captures: all are news."""
        return tuple(captures)

    def rehearsal(self) -> "Rehearsal":
        """Return a rehearsal of a run."""
        return Rehearsal(None, None)


class Rehearsal:
    """A run that is foreseen batch by batch, each after those before it; without a database, in an empty store."""

    def __init__(self, mongo: Mongo | None, pipeline: str | None) -> None:
        self._mongo = mongo
        self._pipeline = pipeline
        self._before = Before()

    def foresee(self, units: Sequence[Unit]) -> Foreseen:
        """Return what loading the next batch would do."""
        if self._mongo is None:
            return _foreseen(Desk(self._pipeline), units, self._before)
        return foresee_units(self._mongo, units, self._pipeline, self._before)


def foresee_units(mongo: Mongo, units: Sequence[Unit], pipeline: str | None, before: Before | None = None) -> Foreseen:
    """Return what loading a batch would do, after the batches that `before` has seen."""
    gone = Tombstones(mongo).barring(units)
    units = [forgotten(unit) if barred(unit, gone) else unit for unit in units]
    return _foreseen(read(mongo, units, pipeline), units, before or Before())


def _foreseen(desk: Desk, units: Sequence[Unit], earlier: Before) -> Foreseen:
    earlier.lay_on(desk, units)
    stood = {article: _record(shelf) for article, shelf in desk.shelves.items()}
    outcomes: list[Outcome] = []
    for unit in units:
        outcome, seq = decide(unit, desk, bytes_of)
        desk.entries[place_of(unit)] = entry_of(outcome, desk.entries.get(place_of(unit)), RUN, seq, desk.pipeline)
        outcomes.append(outcome)
    earlier.keep(desk, units)
    return Foreseen(tuple(outcomes), tuple(_changes(desk, stood)))


def _changes(desk: Desk, stood: Mapping[str, Document | None]) -> list[Change]:
    found: list[Change] = []
    for article in sorted(desk.touched):
        before, after = stood.get(article), _record(desk.shelves[article])
        if before != after:
            found.append(Change(article, before, after))
    return found


def _record(shelf: Shelf) -> Document | None:
    """Return what an article says; None where it was met earlier in the same rehearsal, which keeps no texts."""
    version = shelf.versions[shelf.groups()[-1][-1].sha256]
    return current(shelf) if version.record else None


def foresee(mongo: Mongo, taken: Taken, made: Made, pipeline: str) -> Foreseen:
    """Return what refiling a batch would do."""
    if not taken.articles:
        judged = [unit for unit, asked in zip(made, taken.captures, strict=True) if not isinstance(asked, Outcome)]
        seen = foresee_units(mongo, judged, pipeline)
        after = iter(seen.outcomes)
        outcomes = tuple(each if isinstance(each, Outcome) else next(after) for each in taken.captures)
        return replace(seen, outcomes=outcomes)
    reread = reread_of(made, pipeline)
    desk, own = desk_of(mongo, taken.articles, reread, pipeline)
    before = {article: current(shelf) for article, shelf in desk.shelves.items()}
    rework(desk, own, reread.fresh)
    later = {article: current(shelf) for article, shelf in desk.shelves.items() if shelf.sightings}
    ids = sorted(before.keys() | later.keys())
    changes = (Change(each, before.get(each), later.get(each)) for each in ids)
    ended = outcomes_of(desk, own, reread)
    return Foreseen(
        tuple(ended.get(place.id) or changed_meanwhile(place) for place in taken.units),
        tuple(each for each in changes if each.before != each.after),
    )
