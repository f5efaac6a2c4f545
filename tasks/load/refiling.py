"""Refiling: what today's pipeline made of stored bytes goes where the same captures, ingested today, would go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemas.capture import Place
from schemas.errors import BadInput, NotStorable, TransientError
from schemas.outcome import CHANGED_MEANWHILE, RAW_LOST, Duplicate, Filed, Outcome, Verdict
from schemas.record import record
from tasks.batching import quarantined
from tasks.load import journal
from tasks.load.deciding import expect_room
from tasks.load.desk import Desk, read_shelves
from tasks.load.erasing import Gone, erase
from tasks.load.exchange import Taken
from tasks.load.filing import ATTEMPTS, Hook, no_hook, write_articles
from tasks.load.filing import load as load_units
from tasks.load.ledger import HOLDING, Entry, place_from
from tasks.load.linking import sketches
from tasks.load.mongo import Mongo
from tasks.load.mongo.documents import bytes_of
from tasks.load.reworking import Moved, readings, rework, targets
from tasks.load.settling import Shelf, Version, documents
from tasks.load.tombstones import Tombstones, article_key, barred, refusing

Made = Sequence[Filed | Duplicate | Outcome]

HOOKS = ("reread", "readings", "moved", "remade")
"""The points between two writes, beside those of filing: a test may end the program at each."""


@dataclass(slots=True)
class Reread:
    """What was made of a batch's bytes: new versions, and why others have none, both by sha256."""

    fresh: dict[str, Version] = field(default_factory=dict)
    refused: dict[str, Outcome] = field(default_factory=dict)


def refile(
    mongo: Mongo, taken: Taken, made: Made, run: str, pipeline: str, hook: Hook = no_hook
) -> tuple[Outcome, ...]:
    """Store what was made of a batch and return one outcome a unit; a repetition has no further effect.

    Raises:
        TransientError: other processes keep filing the same articles; the call may be repeated.
    """
    if not taken.articles:
        return _refile_held(mongo, taken, made, run, pipeline, hook)
    tombstones = Tombstones(mongo)
    before, bars = tombstones.generation(), tombstones.barring(made)
    # What turns out to be something forgotten is as good as refused: it stays as it was read, where it is.
    made = [refusing(unit) if barred(unit, bars) else unit for unit in made]
    reread = reread_of(made, pipeline)
    hook("reread")
    settled: dict[str, Outcome] = {}
    pending = set(taken.articles)
    for _ in range(ATTEMPTS):
        done, pending = _refile(mongo, pending, reread, run, pipeline, hook)
        settled |= done
        if not pending:
            outcomes = tuple(settled.get(place.id) or changed_meanwhile(place) for place in taken.units)
            note(mongo, outcomes, run)
            if tombstones.generation() != before:  # this run may have written again what was erased meanwhile
                gone = {key.removeprefix("article:") for key in tombstones.among(map(article_key, taken.articles))}
                erase(mongo, Gone(frozenset(gone), frozenset(), frozenset()), no_hook)
            hook("remade")
            return outcomes
    raise TransientError("other runs keep filing the same articles")


def reread_of(made: Made, pipeline: str) -> Reread:
    """Return what was made of a batch's bytes."""
    reread = Reread()
    for unit in made:
        if isinstance(unit, Filed):
            said = record(unit.article)
            try:
                expect_room(said, 0, bytes_of)
            except BadInput as error:
                reread.refused[unit.capture.sha256] = quarantined("load", error, unit.capture)
            else:
                reread.fresh[unit.capture.sha256] = Version.of(said, pipeline)
        elif isinstance(unit, Outcome) and unit.capture is not None:
            reread.refused[unit.capture.sha256] = unit
    return reread


def desk_of(mongo: Mongo, articles: Iterable[str], reread: Reread, pipeline: str) -> tuple[Desk, dict[str, Shelf]]:
    """Return the desk with the articles, and those their sightings may go over to; and the articles' shelves."""
    desk = Desk(pipeline)
    read_shelves(mongo, desk, articles)
    own = dict(desk.shelves)
    others = {target for shelf in own.values() for target in targets(shelf, reread.fresh).values()} - own.keys()
    if others:
        read_shelves(mongo, desk, [*own, *others])
        own = {article: desk.shelves[article] for article in own if article in desk.shelves}
    desk.entries = mongo.by_ids("captures", (each.place for shelf in own.values() for each in shelf.sightings))
    return desk, own


def _refile(
    mongo: Mongo, articles: set[str], reread: Reread, run: str, pipeline: str, hook: Hook
) -> tuple[dict[str, Outcome], set[str]]:
    """Settle and write articles; return the outcomes by place, and the articles that are to be settled anew."""
    desk, own = desk_of(mongo, articles, reread, pipeline)
    before = dict(desk.shelves)
    moved = rework(desk, own, reread.fresh)
    where = {article: targets(shelf, reread.fresh) for article, shelf in own.items()}
    mongo.replace(
        "readings", [each for article in own for each in readings(own[article], reread.fresh, where[article], run)]
    )
    hook("readings")
    outcomes = outcomes_of(desk, own, reread)
    missing = [each for each in moved if not _is_there(each, before)]
    if missing:  # first all that comes to an article, and only then, read anew, what leaves another
        _add(mongo, before, missing, desk, hook)
        return {}, articles
    gone = {article for article in own if not desk.shelves[article].sightings}
    unsketched = sketches.unsketched(mongo, [each for name, each in desk.articles.items() if name in desk.touched])
    desk.touched = {each for each in desk.touched - gone if each in unsketched or _differs(mongo, desk, each)}
    written = write_articles(mongo, desk, hook)
    again = {article for article in own if {article, *where[article].values()} & written.overtaken}
    stray = _stray(desk, again)
    parted = {article for article in own if any(target != article for target in where[article].values())}
    _leave(mongo, desk, (parted | _forsaken(desk, stray)) - again, gone - again)
    hook("moved")
    for entry, article in stray:
        mongo.set_all("captures", [entry["_id"]], {"article": article})
    refused = {place: _refused_by_server(each) for place, each in outcomes.items() if each.article in written.rejected}
    places = {place for article in again for place in own[article].latest()}
    return {place: each for place, each in (outcomes | refused).items() if place not in places}, again


def _is_there(each: Moved, before: Mapping[str, Shelf]) -> bool:
    shelf = before.get(each.target)
    known = {(one.place, one.seq, one.sha256) for one in shelf.sightings} if shelf else set()
    return (each.sighting.place, each.sighting.seq, each.sighting.sha256) in known


def _add(mongo: Mongo, before: Mapping[str, Shelf], missing: Sequence[Moved], desk: Desk, hook: Hook) -> None:
    """Add sightings to the articles they go over to, which are otherwise as they were read."""
    joined = Desk(desk.pipeline, articles=desk.articles, versions=desk.versions)
    for each in missing:
        shelf = joined.shelves.get(each.target) or before.get(each.target) or Shelf(each.target)
        joined.shelve(shelf.attach(each.sighting, each.version))
    write_articles(mongo, joined, hook)


def _differs(mongo: Mongo, desk: Desk, article: str) -> bool:
    """Return whether anything stored of an article is not as it should be; a kill may have left old revisions."""
    wanted = documents(desk.shelves[article])
    if desk.articles.get(article, {}).get("state") != wanted.article["state"]:
        return True
    if any(desk.versions.get(each["_id"]) != each for each in wanted.versions):
        return True
    if not wanted.revisions and article in desk.articles and len(wanted.versions) < 2:
        return False
    expected = {each["_id"]: each for each in wanted.revisions}
    beyond = f"{article}:{len(expected) + 1}"
    return mongo.by_ids("revisions", [*expected, beyond]) != expected


def _stray(desk: Desk, again: set[str]) -> list[tuple[Entry, str]]:
    """Return the ledger's entries of places that have gone over to another article, with that article."""
    found: list[tuple[Entry, str]] = []
    for article, shelf in sorted(desk.shelves.items()):
        for place in sorted(shelf.latest()) if article not in again else ():
            entry = desk.entries.get(place)
            if entry is not None and entry["article"] != article:
                found.append((entry, article))
    return found


def _forsaken(desk: Desk, stray: Sequence[tuple[Entry, str]]) -> set[str]:
    """Return the articles that places on the desk have left, or gone on to: a kill may have left things there."""
    left = {each.place for shelf in desk.shelves.values() for each in shelf.sightings if each.left}
    entries = [*(entry for entry, _ in stray), *(desk.entries[place] for place in left & desk.entries.keys())]
    return {entry["article"] for entry in entries if entry["article"] is not None}


def _leave(mongo: Mongo, desk: Desk, left: set[str], gone: set[str]) -> None:
    """Remove what articles that places have left do not hold any more, and those that hold nothing.

    An article goes last of all that is its own, and the ledger follows after: so that a kill is made up for.
    """
    elsewhere = Desk()
    read_shelves(mongo, elsewhere, left - desk.shelves.keys())
    shelves = {**elsewhere.shelves, **desk.shelves}
    for article in sorted(left):
        shelf = shelves.get(article)
        wanted = documents(shelf) if shelf is not None and shelf.sightings else None
        for collection, keeps in (
            ("versions", wanted.versions if wanted else ()),
            ("revisions", wanted.revisions if wanted else ()),
        ):
            stored = mongo.find(collection, {"_id": {"$gte": f"{article}:", "$lt": f"{article};"}}, ["_id"])
            mongo.delete(collection, {each["_id"] for each in stored} - {each["_id"] for each in keeps})
    journal.note(mongo, desk.articles, dict.fromkeys(gone))
    sketches.mark(mongo, gone)  # linking forgets them when they are gone
    for article in sorted(gone):
        mongo.delete_where("articles", {"_id": article, "state": desk.articles[article]["state"]})


def outcomes_of(desk: Desk, own: Mapping[str, Shelf], reread: Reread) -> dict[str, Outcome]:
    """Return what became of each place of the articles, by the place's id."""
    belongs = {place: article for article, shelf in desk.shelves.items() for place in shelf.latest()}
    outcomes: dict[str, Outcome] = {}
    for article, shelf in own.items():
        for place, sighting in shelf.latest().items():
            entry = desk.entries.get(place)
            if entry is None or entry["filed"] not in HOLDING:
                continue
            if entry["article"] == article or entry["article"] not in own:  # else it comes to this article only now
                old = shelf.versions[sighting.sha256]
                outcomes[place] = _outcome(entry, old, reread, article, belongs.get(place, article), desk.pipeline)
    return outcomes


def _outcome(entry: Entry, old: Version, reread: Reread, article: str, target: str, pipeline: str | None) -> Outcome:
    place, sha256 = place_from(entry), entry["sha256"]
    verdict = Verdict.DUPLICATE if entry["filed"] == "duplicate" else Verdict.UNCHANGED
    refusal = reread.refused.get(sha256)
    if refusal is not None:  # it stays as it is, and the run says so
        return Outcome(place, verdict, refusal.stage, refusal.reason, refusal.message, article=article)
    new = reread.fresh.get(sha256)
    if new is None and old.pipeline != pipeline:
        return Outcome(place, Verdict.NOT_REACHED, "load", RAW_LOST, "its bytes could not be read", article=article)
    if new is not None and verdict is Verdict.UNCHANGED and (new.content != old.content or target != article):
        verdict = Verdict.REVISED
    return Outcome(place, verdict, "load", article=target)


def _refused_by_server(outcome: Outcome) -> Outcome:
    message = "the server refuses the article's document"
    return replace(outcome, verdict=Verdict.NOT_REACHED, reason=NotStorable.reason, message=message)


def _refile_held(mongo: Mongo, taken: Taken, made: Made, run: str, pipeline: str, hook: Hook) -> tuple[Outcome, ...]:
    """Store what was made of quarantined units; those that were not read anew stay as they are."""
    hook("reread")
    judged = [index for index, unit in enumerate(taken.captures) if not isinstance(unit, Outcome)]
    filed = load_units(mongo, [made[index] for index in judged], run, hook, pipeline)
    after = dict(zip(judged, filed, strict=True))
    outcomes = tuple(after.get(index, unit) for index, unit in enumerate(taken.captures))
    ended = tuple(each for each in outcomes if isinstance(each, Outcome))
    mongo.delete("quarantine", taken.released)
    note(mongo, ended, run)
    hook("remade")
    return ended


def changed_meanwhile(place: Place) -> Outcome:
    """Return the outcome of a place that does not hold any more what was taken from it."""
    message = "other bytes were filed at this place meanwhile"
    return Outcome(place, Verdict.NOT_REACHED, "load", CHANGED_MEANWHILE, message)


def note(mongo: Mongo, outcomes: Iterable[Outcome], run: str) -> None:
    """Note in the ledger which run read the places' bytes anew, and what came of it."""
    by_verdict: dict[Verdict, list[str]] = defaultdict(list)
    for each in outcomes:
        by_verdict[each.verdict].append(each.place.id)
    for verdict, places in sorted(by_verdict.items()):
        mongo.set_all("captures", places, {"remade": {"run": run, "verdict": verdict.value}})
