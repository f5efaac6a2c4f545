"""Recognising captures: what the ledger knows of these bytes needs no cleaning."""

from collections.abc import Sequence

from schemas.capture import Capture
from schemas.outcome import DROPPED, Duplicate, Outcome, Verdict
from tasks.load.desk import holders
from tasks.load.ledger import known_outcome
from tasks.load.mongo import Mongo
from tasks.load.raws import Raws
from tasks.load.tombstones import Tombstones, forgotten, raw_key


def recognise(mongo: Mongo, units: Sequence[Capture | Outcome]) -> tuple[Capture | Duplicate | Outcome, ...]:
    """Return each unit, or what is known of it: bytes its place had last time, or bytes another place holds."""
    captures = [read for unit in units if (read := unit if isinstance(unit, Capture) else unit.capture) is not None]
    gone = Tombstones(mongo).among(raw_key(capture.sha256) for capture in captures)
    entries = mongo.by_ids("captures", [capture.place.id for capture in captures])
    known = {capture.place.id: known_outcome(capture, entries.get(capture.place.id)) for capture in captures}
    articles = _articles(
        mongo, {unit.sha256 for unit in units if isinstance(unit, Capture) and known[unit.place.id] is None}
    )

    def seen(unit: Capture | Outcome) -> Capture | Duplicate | Outcome:
        if isinstance(unit, Outcome):  # nothing can be read in its bytes; somebody may have dropped them
            again = known.get(unit.place.id)
            return again if again is not None and again.reason == DROPPED else unit
        if raw_key(unit.sha256) in gone:
            return forgotten(Outcome(unit.place, Verdict.EXCLUDED, "load"))
        outcome = known[unit.place.id]
        if outcome is not None:
            return outcome
        others = articles.get(unit.sha256, set())
        own = entries.get(unit.place.id, {}).get("article")
        return Duplicate(unit, own if own in others else min(others)) if others else unit

    return tuple(seen(unit) for unit in units)


def _articles(mongo: Mongo, shas: set[str]) -> dict[str, set[str]]:
    """Return the articles, still stored, that hold these bytes at some place."""
    # Asked of `raw` first, whose ids are these hashes: the embedded server finds them in any other field by a scan.
    held = holders(mongo, Raws(mongo).stored(shas))
    present = mongo.by_ids("articles", (entry["article"] for entry in held), ["_id"])
    found: dict[str, set[str]] = {}
    for entry in held:
        if entry["article"] in present:
            found.setdefault(entry["sha256"], set()).add(entry["article"])
    return found
