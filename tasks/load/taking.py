"""Taking stored captures out of the store, a batch at a time, to be read anew by today's pipeline."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from schemas.capture import Capture
from schemas.errors import PermanentError
from schemas.outcome import RAW_LOST, Outcome, Verdict
from schemas.stored import Sighting
from tasks.load.asking import choosing
from tasks.load.desk import Desk, read_shelves
from tasks.load.exchange import Search, Selection, Taken
from tasks.load.ledger import HOLDING, OURS, Entry, place_from
from tasks.load.mongo import Document, Mongo
from tasks.load.querying import condition
from tasks.load.raws import Raws
from tasks.load.settling import Shelf
from tasks.provenance import release

BATCH_ARTICLES = 200
"""Articles, or quarantined units, of a batch."""
BATCH_BYTES = 64 * 1024 * 1024
"""Bytes of a batch: what is over it with its last article or unit begins no further one."""
ARTICLES, QUARANTINE = "articles", "quarantine"
"""The two halves of a run, in their order; a cursor is one of them and the last id that was taken of it."""


def take(mongo: Mongo, selection: Selection, cursor: str, pipeline: str) -> Taken:
    """Return the next batch behind a cursor; one without a cursor where nothing is left."""
    half, _, last = (cursor or f"{ARTICLES}:").partition(":")
    if half == ARTICLES:
        found = _articles(mongo, selection, last) if selection.articles else []
        if found:
            return _of_articles(mongo, selection, found, pipeline)
        last = ""
    # When a quarantined page was published nobody knows: what is asked of articles leaves the quarantine alone.
    if not selection.quarantined or selection.since or selection.text or selection.query:
        return Taken("")
    held = mongo.after(QUARANTINE, last, where_held(mongo, selection), limit=BATCH_ARTICLES)
    return _of_quarantine(mongo, held, pipeline) if held else Taken("")


def _articles(mongo: Mongo, selection: Selection, last: str) -> list[Document]:
    if selection.query is not None:
        where = dict(choosing(selection.query, selection.given).where)
        return mongo.after(ARTICLES, last, where, ["pipeline"], BATCH_ARTICLES)
    wanted = condition(Search(text=selection.text, since=selection.since))
    if wanted is None:
        return []
    if selection.site is not None:
        wanted["site"] = selection.site
    return mongo.after(ARTICLES, last, wanted, ["pipeline"], BATCH_ARTICLES)


def _of_articles(mongo: Mongo, selection: Selection, found: Sequence[Document], pipeline: str) -> Taken:
    desk = Desk(pipeline)
    read_shelves(mongo, desk, [each["_id"] for each in found])
    chosen = [
        desk.shelves[article]
        for article in sorted(desk.shelves)
        if any(_is_wanted(each.pipeline, selection, pipeline) for each in desk.shelves[article].versions.values())
    ]
    fitting, captures = _fitting(mongo, chosen, pipeline)
    last = found[-1]["_id"] if len(fitting) == len(chosen) else fitting[-1].id
    return replace(settled_by(mongo, fitting), cursor=f"{ARTICLES}:{last}", captures=captures)


def take_articles(mongo: Mongo, articles: Sequence[str], pipeline: str) -> Taken:
    """Return these articles to be read anew, those that are still there."""
    desk = Desk(pipeline)
    read_shelves(mongo, desk, articles)
    shelves = [desk.shelves[article] for article in sorted(desk.shelves)]
    captures = tuple(each for shelf in shelves for each in _captures(mongo, shelf, pipeline))
    return replace(settled_by(mongo, shelves), captures=captures)


def settled_by(mongo: Mongo, shelves: Sequence[Shelf]) -> Taken:
    """Return a batch of articles with the places it settles, and nothing to read yet."""
    entries = mongo.by_ids("captures", (place for shelf in shelves for place in shelf.latest()))
    held = (entries.get(place) for shelf in shelves for place in shelf.latest())
    places = {entry["_id"]: place_from(entry) for entry in held if entry is not None and entry["filed"] in HOLDING}
    return Taken("", tuple(places.values()), tuple(shelf.id for shelf in shelves))


def _fitting(
    mongo: Mongo, shelves: Sequence[Shelf], pipeline: str
) -> tuple[list[Shelf], tuple[Capture | Outcome, ...]]:
    """Return as many of the shelves as a batch holds, at least one, and what is to be read of them."""
    fitting: list[Shelf] = []
    captures: list[Capture | Outcome] = []
    size = 0
    for shelf in shelves:
        if size > BATCH_BYTES:
            break
        fitting.append(shelf)
        for each in _captures(mongo, shelf, pipeline):
            captures.append(each)
            size += each.size if isinstance(each, Capture) else 0
    return fitting, tuple(captures)


def _captures(mongo: Mongo, shelf: Shelf, pipeline: str) -> Iterator[Capture | Outcome]:
    """Yield the bytes of an article that today's pipeline has not read, each at the smallest of its places."""
    smallest: dict[str, Sighting] = {}
    for each in shelf.sightings:
        smallest.setdefault(each.sha256, each)
    for sha256, sighting in sorted(smallest.items()):
        version = shelf.versions[sha256]
        if version.pipeline != pipeline:
            yield _capture(mongo, sighting, str(version.record["source"]["format"]))


def _is_wanted(made_by: str | None, selection: Selection, pipeline: str) -> bool:
    """Return whether what this pipeline made is to be read anew; who made the oldest records nobody knows."""
    if selection.made_before is None:
        return True
    if selection.made_before == "current" or made_by is None:
        return made_by != pipeline
    return _number(release(made_by)) < _number(selection.made_before)


def _number(words: str) -> tuple[int, ...]:
    return tuple(int(part) for part in words.split(".") if part.isdigit())


def _capture(mongo: Mongo, sighting: Sighting, format_: str) -> Capture | Outcome:
    place = place_from(
        {name: getattr(sighting, name) for name in ("source", "uri", "path_bytes", "member", "member_bytes")}
    )
    try:
        data = Raws(mongo).read(sighting.sha256)
    except PermanentError as error:
        return Outcome(place, Verdict.NOT_REACHED, "load", RAW_LOST, str(error))
    return Capture(place, data, sighting.sha256, format_, captured_at=_moment(sighting.captured_at))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def where_held(mongo: Mongo, selection: Selection) -> dict[str, Any]:
    """Return the filter of the quarantined units that a selection means."""
    wanted: dict[str, Any] = {}
    if selection.unit is not None:
        wanted["_id"] = selection.unit
    if selection.reason is not None:
        wanted["reason"] = selection.reason
    if selection.site is not None:
        wanted["site"] = selection.site
    if selection.held_since is not None:
        begun = {"started_at": {"$gte": datetime.combine(selection.held_since, time(), UTC)}}
        wanted["held"] = {"$in": [each["_id"] for each in mongo.find("runs", begun, ["_id"])]}
    return wanted


def _of_quarantine(mongo: Mongo, held: Sequence[Document], pipeline: str) -> Taken:
    entries = mongo.by_ids("captures", (each["_id"] for each in held))
    released = tuple(sorted(place for place, entry in entries.items() if entry["outcome"] != "quarantined"))
    captures: list[Capture | Outcome] = []
    size, last = 0, ""
    for unit in held:
        if size > BATCH_BYTES:
            break
        last = unit["_id"]
        if last in entries and last not in released:
            captures.append(_held_capture(mongo, unit, entries[last], pipeline))
            size += captures[-1].size if isinstance(captures[-1], Capture) else 0
    return Taken(f"{QUARANTINE}:{last}", tuple(each.place for each in captures), (), tuple(captures), released)


def held_units(mongo: Mongo, places: Sequence[str], pipeline: str) -> Taken:
    """Return quarantined units to be read anew, those that still are in quarantine."""
    held = mongo.by_ids(QUARANTINE, places)
    return _of_quarantine(mongo, [held[place] for place in sorted(held)], pipeline)


def _held_capture(mongo: Mongo, unit: Document, entry: Entry, pipeline: str) -> Capture | Outcome:
    """Return a quarantined unit's bytes; its outcome where there are none, or today's pipeline has refused them."""
    place = place_from(entry)
    stage, reason, message, site = unit["stage"], unit["reason"], unit["message"], unit.get("site")
    refused = Outcome(place, Verdict.QUARANTINED, stage, reason, message, site=site, known=True)
    if unit["sha256"] is None or entry["sha256"] != unit["sha256"] or entry["filed"] != "quarantined":
        return refused
    try:
        data = Raws(mongo).read(unit["sha256"])
    except PermanentError as error:
        return Outcome(place, Verdict.NOT_REACHED, "load", RAW_LOST, str(error))
    capture = Capture(place, data, unit["sha256"], entry["format"], _mtime(entry), _moment(entry["captured_at"]))
    if entry.get("pipeline") == pipeline and unit["reason"] not in OURS:
        return replace(refused, capture=capture)
    return capture


def _mtime(entry: Entry) -> int | None:
    return None if entry["mtime"] is None else entry["mtime"] * 1_000_000
