"""Taking stored captures out of the store, a batch at a time, to be read anew by today's pipeline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from schemas.capture import Capture
from schemas.errors import PermanentError
from schemas.outcome import Outcome, Verdict
from schemas.stored import Sighting
from tasks.load.desk import Desk, read_shelves
from tasks.load.ledger import HOLDING, OURS, Entry, place_from
from tasks.load.mongo import Document, Mongo
from tasks.load.querying import condition
from tasks.load.raws import Raws
from tasks.load.settling import Shelf
from tasks.load.store import Search, Selection, Taken
from tasks.provenance import release

BATCH_ARTICLES = 200
"""Articles, or quarantined units, of a batch."""
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
    if not selection.quarantined or selection.since or selection.text:
        return Taken("")
    held = mongo.after(QUARANTINE, last, where_held(mongo, selection), limit=BATCH_ARTICLES)
    return _of_quarantine(mongo, held, pipeline) if held else Taken("")


def _articles(mongo: Mongo, selection: Selection, last: str) -> list[Document]:
    wanted = condition(Search(text=selection.text, since=selection.since))
    if wanted is None:
        return []
    if selection.site is not None:
        wanted["site"] = selection.site
    return mongo.after(ARTICLES, last, wanted, ["pipeline"], BATCH_ARTICLES)


def _of_articles(mongo: Mongo, selection: Selection, found: Sequence[Document], pipeline: str) -> Taken:
    desk = Desk(pipeline)
    read_shelves(mongo, desk, [each["_id"] for each in found])
    chosen = sorted(
        article
        for article, shelf in desk.shelves.items()
        if any(_is_wanted(each.pipeline, selection, pipeline) for each in shelf.versions.values())
    )
    shelves = [desk.shelves[article] for article in chosen]
    entries = mongo.by_ids("captures", (place for shelf in shelves for place in shelf.latest()))
    held = (entries.get(place) for shelf in shelves for place in shelf.latest())
    places = {entry["_id"]: place_from(entry) for entry in held if entry is not None and entry["filed"] in HOLDING}
    work = [sighting for shelf in shelves for sighting in _outdated(shelf, pipeline)]
    formats = {each.sha256: _format(desk.shelves, each) for each in work}
    captures = tuple(_capture(mongo, each, formats[each.sha256], entries) for each in work)
    return Taken(f"{ARTICLES}:{found[-1]['_id']}", tuple(places.values()), tuple(chosen), captures)


def _is_wanted(made_by: str | None, selection: Selection, pipeline: str) -> bool:
    """Return whether what this pipeline made is to be read anew; who made the oldest records nobody knows."""
    if selection.made_before is None:
        return True
    if selection.made_before == "current" or made_by is None:
        return made_by != pipeline
    return _number(release(made_by)) < _number(selection.made_before)


def _number(words: str) -> tuple[int, ...]:
    return tuple(int(part) for part in words.split(".") if part.isdigit())


def _outdated(shelf: Shelf, pipeline: str) -> Iterator[Sighting]:
    """Yield the bytes of an article that today's pipeline has not read, each at the smallest of its places."""
    smallest: dict[str, Sighting] = {}
    for each in shelf.sightings:
        smallest.setdefault(each.sha256, each)
    for sha256, sighting in sorted(smallest.items()):
        if sha256 not in shelf.versions or shelf.versions[sha256].pipeline != pipeline:
            yield sighting


def _format(shelves: Mapping[str, Shelf], sighting: Sighting) -> str:
    known = (shelf.versions.get(sighting.sha256) for shelf in shelves.values() if sighting in shelf.sightings)
    return next((str(each.record["source"]["format"]) for each in known if each is not None), "text")


def _capture(mongo: Mongo, sighting: Sighting, format_: str, entries: Mapping[str, Entry]) -> Capture | Outcome:
    place = place_from(
        {name: getattr(sighting, name) for name in ("source", "uri", "path_bytes", "member", "member_bytes")}
    )
    try:
        data = Raws(mongo).read(sighting.sha256)
    except PermanentError as error:
        return Outcome(place, Verdict.NOT_REACHED, "load", "raw-lost", str(error))
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
    stand = {place for place, entry in entries.items() if entry["outcome"] == "quarantined"}
    captures = [_held_capture(mongo, each, entries[each["_id"]], pipeline) for each in held if each["_id"] in stand]
    units = tuple(each.place for each in captures)
    released = tuple(sorted(entries.keys() - stand))
    return Taken(f"{QUARANTINE}:{held[-1]['_id']}", units, (), tuple(captures), released)


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
        return Outcome(place, Verdict.NOT_REACHED, "load", "raw-lost", str(error))
    capture = Capture(place, data, unit["sha256"], entry["format"], _mtime(entry), _moment(entry["captured_at"]))
    if entry.get("pipeline") == pipeline and unit["reason"] not in OURS:
        return replace(refused, capture=capture)
    return capture


def _mtime(entry: Entry) -> int | None:
    return None if entry["mtime"] is None else entry["mtime"] * 1_000_000
