"""Deciding what becomes of a unit: which article it belongs to, and the verdict. Pure: it reads the desk alone."""

from collections.abc import Callable
from typing import Any

from schemas.errors import BadInput, NotStorable, TooBigToStore
from schemas.outcome import ARTICLE_MISSING, Duplicate, Filed, Outcome, Verdict
from schemas.record import record
from schemas.stored import Sighting, sighting
from schemas.terms import facets, terms
from tasks.batching import quarantined
from tasks.load.desk import Desk, Unit
from tasks.load.ledger import HOLDING, Entry, next_seq
from tasks.load.settling import Shelf, Version, article_id

Measure = Callable[[dict[str, Any]], int]
"""Returns the bytes of a document as the store keeps it; ValueError if it cannot keep it."""

DOCUMENT_BYTES = 16 * 1024 * 1024
ROOMY = 4 * 1024 * 1024
"""Bytes up to which the words an article is found by cannot fill its document."""
RESERVED = 64 * 1024
"""Bytes kept free in an article's document for what the store adds."""
SIGHTING_BYTES = 1024
"""What a sighting and its place take in a document, a path of usual length supposed."""


def decide(unit: Unit, desk: Desk, measure: Measure) -> tuple[Outcome, int | None]:
    """Return a unit's outcome and the number of its bytes at their place; the desk is brought up to date."""
    if isinstance(unit, Outcome):
        return _filed_meanwhile(unit, desk.entries.get(unit.place.id)) or unit, None
    try:
        return _attach(unit, desk, measure)
    except BadInput as error:
        return quarantined("load", error, unit.capture), None


def _filed_meanwhile(outcome: Outcome, entry: Entry | None) -> Outcome | None:
    """Return what a refused unit is now that another run has filed the very bytes: a replay of the quarantine."""
    if outcome.verdict is not Verdict.QUARANTINED or outcome.capture is None or entry is None:
        return None
    if entry["sha256"] != outcome.capture.sha256 or entry["filed"] not in HOLDING:
        return None
    verdict = Verdict.DUPLICATE if entry["filed"] == "duplicate" else Verdict.UNCHANGED
    return Outcome(outcome.place, verdict, "load", article=entry["article"])


def _attach(unit: Filed | Duplicate, desk: Desk, measure: Measure) -> tuple[Outcome, int | None]:
    capture = unit.capture
    place, sha256 = capture.place.id, capture.sha256
    entry, target = desk.entries.get(place), _target(unit, desk)
    before = desk.shelves.get(target, Shelf(target))
    if isinstance(unit, Duplicate) and sha256 not in before.versions:
        message = f"the article {target} is no longer in the store: the next run files it again"
        return Outcome(capture.place, Verdict.NOT_REACHED, "load", ARTICLE_MISSING, message, capture), None
    here = before.latest().get(place)
    again = here is not None and here.sha256 == sha256
    seq = here.seq if here is not None and again else max(next_seq(sha256, entry), before.last_seq(place) + 1)
    new = sighting(capture.place, sha256, seq, capture.captured_at)
    after = before.attach(
        new, None if sha256 in before.versions and not again else _version(unit, new, before, desk.pipeline, measure)
    )
    verdict = _verdict(new, entry, bool(desk.elsewhere(sha256, place)), before, after)
    desk.move(place, sha256, target)
    desk.shelve(after)
    return Outcome(capture.place, verdict, "load", capture=capture, article=target), seq


def _target(unit: Filed | Duplicate, desk: Desk) -> str:
    """Return the id of the article a unit belongs to.

    A canonical URL decides. Without one, bytes that other places hold belong to those places' article, and a place
    keeps the article it has.
    """
    if isinstance(unit, Duplicate):
        return unit.article
    sha256, place = unit.capture.sha256, unit.capture.place.id
    entry = desk.entries.get(place)
    own = entry["article"] if entry is not None else None
    others = desk.elsewhere(sha256, place)
    return article_id(unit.article.url, sha256, own if own in others or not others else min(others))


def _version(
    unit: Filed | Duplicate, new: Sighting, before: Shelf, pipeline: str | None, measure: Measure
) -> Version | None:
    """Return the version a unit brings, its source named as the store can name it."""
    if isinstance(unit, Duplicate):
        return None
    said = record(unit.article)
    said["source"] |= {"uri": new.uri, "member": new.member}
    expect_room(said, len(before.sightings), measure)
    return Version.of(said, pipeline)


def expect_room(said: dict[str, Any], sightings: int, measure: Measure) -> None:
    """Raise if an article's document has no room for a record beside so many sightings.

    Raises:
        NotStorable, TooBigToStore: that is so.
    """
    _expect_names(said)
    try:
        size = measure(said)
        if size > ROOMY:
            size = measure({**said, "terms": terms(said), "facets": facets(said)})
    except ValueError as error:
        raise NotStorable(str(error)) from error
    if size + sightings * SIGHTING_BYTES > DOCUMENT_BYTES - RESERVED:
        raise TooBigToStore(f"the record has {size} bytes: more than a document may hold")


def _expect_names(said: dict[str, Any]) -> None:
    """Raise if a field within a record has a name that a query would take for an operator or a path.

    Raises:
        NotStorable: that is so: names come from our schema, and never from a page.
    """
    for name, value in said.items():
        for key in value if isinstance(value, dict) else ():
            if not key or key[0] == "$" or "." in key or "\0" in key:
                raise NotStorable(f"a field of {name} has a name that cannot be asked for")


def _verdict(new: Sighting, entry: Entry | None, shared: bool, before: Shelf, after: Shelf) -> Verdict:
    """Return what a capture was to the store; the same bytes at the same place are the same again."""
    if entry is not None and entry["sha256"] == new.sha256 and entry["filed"] in HOLDING:
        shared = entry["filed"] == "duplicate"
    if shared:
        return Verdict.DUPLICATE
    if not before.sightings:
        return Verdict.NEW
    return Verdict.UNCHANGED if before.history() == after.history() else Verdict.REVISED
