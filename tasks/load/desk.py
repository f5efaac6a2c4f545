"""The desk a batch is settled on: what the store knew when the batch came in, kept up to date while it is settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome
from schemas.stored import record_of, sightings_of
from tasks.load.ledger import HOLDING, Entry
from tasks.load.mongo import Document, Mongo
from tasks.load.raws import Raws
from tasks.load.settling import Shelf, Version, article_id, version_id

Unit = Filed | Duplicate | Outcome


@dataclass(slots=True)
class Desk:
    """What the ledger, the shelves and the raw captures know of a batch's places and bytes."""

    pipeline: str | None = None  # that made what comes in
    entries: dict[str, Entry] = field(default_factory=dict)  # the ledger's, by place
    shelves: dict[str, Shelf] = field(default_factory=dict)  # by article
    holders: dict[str, dict[str, str]] = field(default_factory=dict)  # sha256 → place → article
    articles: Mapping[str, Document] = field(default_factory=dict)  # as they were read
    versions: Mapping[str, Document] = field(default_factory=dict)  # as they were read
    raws: set[str] = field(default_factory=set)  # the sha256 of bytes that are stored already
    touched: set[str] = field(default_factory=set)  # the articles whose shelves were changed here
    moved: dict[str, str] = field(default_factory=dict)  # place → the article it left here

    def elsewhere(self, sha256: str, place: str) -> set[str]:
        """Return the articles for which other places hold these bytes."""
        return {article for other, article in self.holders.get(sha256, {}).items() if other != place}

    def shelve(self, shelf: Shelf) -> None:
        """Put a changed shelf in its place."""
        self.shelves[shelf.id] = shelf
        self.touched.add(shelf.id)

    def move(self, place: str, sha256: str, article: str) -> None:
        """Note that a place now holds these bytes for this article, and belongs to no other any more."""
        entry = self.entries.get(place)
        left = entry["article"] if entry is not None else None
        if left is not None and left != article and left in self.shelves:
            self.shelve(self.shelves[left].detach(place))
            self.moved[place] = left
        self.holders.setdefault(sha256, {})[place] = article


def read(mongo: Mongo, units: Sequence[Unit], pipeline: str | None = None) -> Desk:
    """Read all a batch's settlement can depend on: a question for each collection, none for each unit."""
    desk = Desk(pipeline, entries=mongo.by_ids("captures", map(place_of, units)))
    desk.raws = Raws(mongo).stored(capture.sha256 for unit in units if (capture := capture_of(unit)) is not None)
    filed = [unit for unit in units if isinstance(unit, Filed)]
    duplicates = [unit for unit in units if isinstance(unit, Duplicate)]
    for entry in holders(mongo, {unit.capture.sha256 for unit in filed} & desk.raws):
        desk.holders.setdefault(entry["sha256"], {})[entry["_id"]] = entry["article"]
    for unit in duplicates:  # the place it was recognised by need not be in this batch
        desk.holders.setdefault(unit.capture.sha256, {})[""] = unit.article
    wanted = {article for places in desk.holders.values() for article in places.values()}
    wanted |= {entry["article"] for entry in desk.entries.values() if entry["article"] is not None}
    wanted |= {article_id(unit.article.url, unit.capture.sha256, None) for unit in filed}
    read_shelves(mongo, desk, wanted)
    return desk


def read_shelves(mongo: Mongo, desk: Desk, articles: Iterable[str]) -> None:
    """Read articles with all their versions onto the desk."""
    desk.articles = mongo.by_ids("articles", articles)
    desk.versions = mongo.by_ids("versions", _several(desk.articles))
    desk.shelves = _shelves(desk)


def holders(mongo: Mongo, shas: Iterable[str]) -> list[Document]:
    """Return the ledger entries of the places that hold an article with these bytes."""
    wanted = sorted(shas)
    if not wanted:
        return []
    where = {"sha256": {"$in": wanted}, "filed": {"$in": list(HOLDING)}}
    return mongo.find("captures", where, ["sha256", "article"])


def place_of(unit: Unit) -> str:
    """Return the id of a unit's place."""
    return unit.place.id if isinstance(unit, Outcome) else unit.capture.place.id


def capture_of(unit: Unit) -> Capture | None:
    """Return a unit's capture, where its bytes were read."""
    return unit.capture


def _several(articles: Mapping[str, Document]) -> list[str]:
    """Return the ids of the versions that are kept beside their article, because there are several."""
    ids: list[str] = []
    for article, document in articles.items():
        shas = {each["sha256"] for each in document["sightings"]}
        ids += [version_id(article, sha256) for sha256 in shas] if len(shas) > 1 else []
    return ids


def _shelves(desk: Desk) -> dict[str, Shelf]:
    kept: dict[str, dict[str, Version]] = {}
    for each in desk.versions.values():
        kept.setdefault(each["article"], {})[each["sha256"]] = _version(each)
    shelves: dict[str, Shelf] = {}
    for article, document in desk.articles.items():
        current = {document["source"]["sha256"]: _version(document)}
        shelves[article] = Shelf(article, sightings_of(document), current | kept.get(article, {}))
    return shelves


def _version(document: Document) -> Version:
    """Return the version a document holds, as its bytes say it: without the date that only its links have proved."""
    said = record_of(document)
    said["published"] = {**said["published"], "linked": None}
    return Version.of(said, document.get("pipeline"))
