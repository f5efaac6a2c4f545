"""Filing a batch: settle it in the order of arrival, then write it so that a repetition has no further effect."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from schemas.errors import BadInput, NotStorable, TooBigToStore, TransientError
from schemas.outcome import Duplicate, Filed, Outcome, Verdict
from schemas.record import record
from schemas.stored import article_of, sighting, sightings_of
from tasks.batching import quarantined
from tasks.load.ledger import HOLDING, OUTCOMES, Entry, entry_of, next_seq
from tasks.load.mongo import DOCUMENT_BYTES, Document, Mongo
from tasks.load.raws import Raws
from tasks.load.settling import Documents, Shelf, Version, article_id, documents, version_id

Unit = Filed | Duplicate | Outcome
Hook = Callable[[str], None]
HOOKS = ("settled", "raw", "versions", "revisions", "articles", "quarantine", "captures")
"""The points between two writes, for tests that kill the program there."""

ATTEMPTS = 8
"""How often a batch is settled anew because another process filed the same article meanwhile."""
RESERVED = 64 * 1024
"""Bytes kept free in an article's document for what the store adds."""
SIGHTING_BYTES = 1024
"""More than a sighting and its place take in a document, a path of usual length supposed."""


def no_hook(name: str) -> None:
    """Do nothing: the hook of production."""


@dataclass(slots=True)
class Desk:
    """What a batch is settled against: read at its start, kept up to date while it is settled."""

    entries: dict[str, Entry] = field(default_factory=dict)  # the ledger's, by place
    holders: dict[str, dict[str, str]] = field(default_factory=dict)  # sha256 → place → article
    shelves: dict[str, Shelf] = field(default_factory=dict)
    read: dict[str, Document] = field(default_factory=dict)  # the articles' documents as they were
    versions: dict[str, Document] = field(default_factory=dict)  # the kept versions' documents as they were
    raws: set[str] = field(default_factory=set)  # the sha256 of bytes that are stored already
    touched: set[str] = field(default_factory=set)

    def hold(self, place: str, sha256: str, article: str) -> None:
        """Note that a place now holds these bytes, and no longer those it had."""
        before = self.entries.get(place)
        if before is not None:
            self.holders.get(before["sha256"], {}).pop(place, None)
        self.holders.setdefault(sha256, {})[place] = article

    def elsewhere(self, sha256: str, place: str) -> dict[str, str]:
        """Return the other places that hold these bytes, with their articles."""
        return {other: article for other, article in self.holders.get(sha256, {}).items() if other != place}


class Filing:
    """The writer of batches."""

    def __init__(self, mongo: Mongo, hook: Hook = no_hook) -> None:
        """Write to this database; `hook` is called between the writes."""
        self._mongo = mongo
        self._raws = Raws(mongo)
        self._hook = hook

    def load(self, units: Sequence[Unit], run: str) -> tuple[Outcome, ...]:
        """Store a batch and return one outcome a unit, in order."""
        outcomes: dict[int, Outcome] = {}
        pending = dict(enumerate(units))
        for _ in range(ATTEMPTS):
            settled, lost = self._file(pending, run)
            outcomes |= {index: each for index, each in settled.items() if index not in lost}
            pending = {index: unit for index, unit in pending.items() if index in lost}
            if not pending:
                return tuple(outcomes[index] for index in range(len(units)))
        raise TransientError("other runs keep filing the same articles")

    def _file(self, units: dict[int, Unit], run: str) -> tuple[dict[int, Outcome], set[int]]:
        """Settle and write units; return their outcomes, and those that another process overtook."""
        known = {index: unit for index, unit in units.items() if is_known(unit)}
        news = [(index, unit) for index, unit in units.items() if index not in known]
        desk = self._read([unit for _, unit in news])
        settled: dict[int, Outcome] = {index: unit for index, unit in known.items() if isinstance(unit, Outcome)}
        entries: dict[int, Entry] = {}
        for index, unit in news:
            settled[index], seq = self._settle(unit, desk)
            entries[index] = entry_of(settled[index], desk.entries.get(place_of(unit)), run, seq)
            desk.entries[place_of(unit)] = entries[index]
        self._hook("settled")
        overtaken = self._write(desk, [settled[index] for index, _ in news])
        lost = {index for index in entries if settled[index].article in overtaken}
        self._enter([each for index, each in settled.items() if index not in lost], run)
        written = {entry["_id"]: entry for index, entry in entries.items() if index not in lost}
        self._mongo.replace("captures", list(written.values()))
        self._hook("captures")
        return settled, lost

    # ---- read -----------------------------------------------------------------------------------------------------

    def _read(self, units: Sequence[Unit]) -> Desk:
        """Read all that the batch's settlement can depend on, a question for each collection."""
        desk = Desk(entries=dict(self._mongo.by_ids("captures", map(place_of, units))))
        shas = {capture.sha256 for unit in units if (capture := unit.capture) is not None}
        desk.raws = self._raws.stored(shas)
        candidates = {unit.capture.sha256 for unit in units if isinstance(unit, Filed)} & desk.raws
        for entry in holders(self._mongo, candidates):
            desk.holders.setdefault(entry["sha256"], {})[entry["_id"]] = entry["article"]
        wanted = {article for places in desk.holders.values() for article in places.values()}
        wanted |= {entry["article"] for entry in desk.entries.values() if entry["article"]}
        for unit in units:
            if isinstance(unit, Duplicate):
                wanted.add(unit.article)
                # The place it was recognised by may be in no other entry of this batch.
                desk.holders.setdefault(unit.capture.sha256, {}).setdefault("", unit.article)
            elif isinstance(unit, Filed):
                wanted.add(article_id(unit.article, unit.capture.sha256, None))
        desk.read = self._mongo.by_ids("articles", wanted)
        self._fill_shelves(desk)
        return desk

    def _fill_shelves(self, desk: Desk) -> None:
        several = [
            version_id(article, sha256)
            for article, document in desk.read.items()
            if len(shas := {each["sha256"] for each in document["sightings"]}) > 1
            for sha256 in shas
        ]
        desk.versions = self._mongo.by_ids("versions", several)
        kept: dict[str, dict[str, Version]] = {}
        for each in desk.versions.values():
            kept.setdefault(each["article"], {})[each["sha256"]] = Version.of(article_of(each))
        for article, document in desk.read.items():
            current = {document["source"]["sha256"]: Version.of(article_of(document))}
            desk.shelves[article] = Shelf(article, sightings_of(document), current | kept.get(article, {}))

    # ---- settle ---------------------------------------------------------------------------------------------------

    def _settle(self, unit: Unit, desk: Desk) -> tuple[Outcome, int | None]:
        """Return a unit's outcome, and the number of its bytes at their place."""
        if isinstance(unit, Outcome):
            return unit, None
        try:
            return self._attach(unit, desk)
        except BadInput as error:
            return quarantined("load", error, unit.capture), None

    def _attach(self, unit: Filed | Duplicate, desk: Desk) -> tuple[Outcome, int | None]:
        capture = unit.capture
        place, sha256 = capture.place.id, capture.sha256
        entry = desk.entries.get(place)
        target = self._target(unit, desk)
        before = desk.shelves.get(target, Shelf(target))
        if isinstance(unit, Duplicate) and sha256 not in before.versions:
            gone = f"the article {target} is no longer in the store: it is filed again at the next run"
            return Outcome(capture.place, Verdict.NOT_REACHED, "load", "article-missing", gone, capture), None
        here = before.latest().get(place)
        again = here is not None and here.sha256 == sha256
        seq = here.seq if here and again else max(next_seq(sha256, entry), before.place_seq(place) + 1)
        version = None
        if isinstance(unit, Filed) and (again or sha256 not in before.versions):
            version = self._expect_room(Version.of(unit.article), len(before.sightings))
        after = before.attach(sighting(capture.place, sha256, seq, capture.captured_at), version)
        shared = bool(desk.elsewhere(sha256, place))
        verdict = Verdict.UNCHANGED if again else _verdict(before, after)
        if entry is not None and entry["sha256"] == sha256 and entry["filed"] in HOLDING:
            shared = entry["filed"] == "duplicate"
            verdict = _verdict(before, after)
        if shared:
            verdict = Verdict.DUPLICATE
        if entry is not None and entry["article"] not in (None, target) and entry["article"] in desk.shelves:
            desk.shelves[entry["article"]] = desk.shelves[entry["article"]].detach(place)
            desk.touched.add(entry["article"])
        desk.shelves[target] = after
        desk.touched.add(target)
        desk.hold(place, sha256, target)
        return Outcome(capture.place, verdict, "load", capture=capture, article=target), seq

    def _target(self, unit: Filed | Duplicate, desk: Desk) -> str:
        """Return the id of the article a unit belongs to."""
        if isinstance(unit, Duplicate):
            return unit.article
        sha256, place = unit.capture.sha256, unit.capture.place.id
        entry = desk.entries.get(place)
        own = entry["article"] if entry is not None else None
        others = set(desk.elsewhere(sha256, place).values())
        settled = own if own in others or not others else min(others)
        return article_id(unit.article, sha256, settled)

    def _expect_room(self, version: Version, sightings: int) -> Version:
        """Return the version if a document can hold it."""
        try:
            size = self._mongo.size(record(version.article))
        except ValueError as error:
            raise NotStorable(str(error)) from error
        if size + sightings * SIGHTING_BYTES > DOCUMENT_BYTES - RESERVED:
            raise TooBigToStore(f"the record has {size} bytes: more than a document may hold")
        return version

    # ---- write ----------------------------------------------------------------------------------------------------

    def _write(self, desk: Desk, outcomes: Sequence[Outcome]) -> set[str]:
        """Write a settled batch but for its ledger entries; return the articles another process changed meanwhile."""
        captures = {each.capture.sha256: each.capture for each in outcomes if each.capture is not None}
        self._raws.keep(capture for sha256, capture in captures.items() if sha256 not in desk.raws)
        self._hook("raw")
        wanted = [documents(desk.shelves[article]) for article in sorted(desk.touched)]
        versions = [each for one in wanted for each in one.versions if desk.versions.get(each["_id"]) != each]
        self._mongo.replace("versions", versions)
        self._hook("versions")
        self._mongo.replace("revisions", [each for one in wanted for each in one.revisions])
        self._mongo.delete("revisions", _surplus(wanted, desk))
        self._hook("revisions")
        changed = [
            one.article for one in wanted if desk.read.get(one.article["_id"], {}).get("state") != one.article["state"]
        ]
        were = {each["_id"]: {"state": desk.read.get(each["_id"], {}).get("state", "")} for each in changed}
        overtaken = self._mongo.replace("articles", changed, were)
        self._hook("articles")
        return overtaken

    def _enter(self, outcomes: Sequence[Outcome], run: str) -> None:
        """Write the quarantine, and refresh the entries of units that were known already."""
        held = [each for each in outcomes if each.verdict is Verdict.QUARANTINED]
        self._mongo.replace("quarantine", [quarantine_entry(each) for each in held])
        self._mongo.delete(
            "quarantine", (each.place.id for each in outcomes if each.article is not None and each not in held)
        )
        self._hook("quarantine")
        for verdict in (Verdict.UNCHANGED, Verdict.DUPLICATE):
            places = [each.place.id for each in outcomes if each.verdict is verdict and is_known(each)]
            standing = {"outcome": OUTCOMES[verdict], "reason": None, "stage": "load", "message": None}
            self._mongo.set_all("captures", places, {**standing, "last": {"run": run, "verdict": verdict.value}})


def is_known(unit: Unit) -> bool:
    """Return whether a unit's entry needs nothing but the note that it was met again."""
    return isinstance(unit, Outcome) and unit.capture is None and unit.article is not None


def place_of(unit: Unit) -> str:
    """Return the id of a unit's place."""
    return unit.place.id if isinstance(unit, Outcome) else unit.capture.place.id


def holders(mongo: Mongo, shas: Iterable[str]) -> list[Document]:
    """Return the ledger entries of the places that hold an article with these bytes."""
    where = {"sha256": {"$in": sorted(shas)}, "filed": {"$in": list(HOLDING)}}
    return mongo.find("captures", where, ["sha256", "article"]) if where["sha256"]["$in"] else []


def quarantine_entry(outcome: Outcome) -> Document:
    """Return a quarantined unit's document: why, and where its bytes are."""
    place = sighting(outcome.place, outcome.capture.sha256 if outcome.capture else "", 0, None)
    return {
        "_id": outcome.place.id,
        "source": place.source,
        "uri": place.uri,
        "member": place.member,
        "sha256": outcome.capture.sha256 if outcome.capture else None,
        "format": outcome.capture.format if outcome.capture else None,
        "stage": outcome.stage,
        "reason": outcome.reason,
        "message": outcome.message,
        "replay": "pending",
    }


def _verdict(before: Shelf, after: Shelf) -> Verdict:
    if not before.sightings:
        return Verdict.NEW
    return Verdict.UNCHANGED if before.history() == after.history() else Verdict.REVISED


def _surplus(wanted: Sequence[Documents], desk: Desk) -> list[str]:
    """Return the ids of revisions that are none any more: two versions became neighbours with equal content."""
    gone: list[str] = []
    for one in wanted:
        before = desk.read.get(one.article["_id"], {}).get("revisions", 0)
        gone += [f"{one.article['_id']}:{number}" for number in range(len(one.revisions) + 1, before + 1)]
    return gone
