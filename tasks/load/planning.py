"""Plans: what reading a selection anew would do, as it was shown, to be done exactly so or not at all.

A plan holds no texts: for each article its state and a hash of what today's pipeline makes of its bytes. Promoting it
makes that again with the same pipeline and holds it against the hash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from schemas.capture import Place
from schemas.errors import ConfigurationError
from schemas.outcome import PLAN_DIFFERS, Duplicate, Filed, Outcome, Verdict
from schemas.record import plain, record
from schemas.stored import canonical_hash, milliseconds, stamped
from schemas.wording import counted
from tasks.load.exchange import Foreseen, Plan, Taken
from tasks.load.mongo import Document, Mongo
from tasks.load.mongo.refusals import several
from tasks.load.taking import held_units, take_articles

KEPT = 5
"""Plans that are kept: an older one is seldom true of its store any more."""
COLLECTION = "plans"
PLANNED, PROMOTING, PROMOTED = "planned", "promoting", "promoted"
WRITING = "writing"
"""A plan's way; one that is still being written can be promoted by nobody."""
HASH_DIGITS = 24

Made = Sequence[Filed | Duplicate | Outcome]


def begin(mongo: Mongo, plan: str, selection: Mapping[str, str], pipeline: str) -> Plan:
    """Begin a plan, and let go of the oldest ones."""
    new = Plan(plan, mongo.now(), pipeline, dict(selection), WRITING)
    mongo.replace(COLLECTION, [_document(new)])
    for old in plans(mongo)[KEPT:]:
        mongo.delete_where(COLLECTION, {"plan": old.id})
        mongo.delete(COLLECTION, [old.id])
    return new


def add(mongo: Mongo, plan: Plan, taken: Taken, made: Made, foreseen: Foreseen) -> Plan:
    """Return the plan with a batch added."""
    number = plan.batches + 1
    states = mongo.by_ids("articles", taken.articles, ["state", "sightings"])
    told = _told(taken, made)
    articles = [
        {"article": article, "state": states[article]["state"], "made": _made(states[article], told)}
        for article in taken.articles
        if article in states
    ]
    held = () if taken.articles else taken.captures
    units = [{"place": unit.place.id, "made": told[unit.sha256]} for unit in held if not isinstance(unit, Outcome)]
    others = sorted({each.article for each in foreseen.changes if each.after is not None} - set(taken.articles))
    batch = {"_id": _batch(plan.id, number), "plan": plan.id, "articles": articles, "held": units, "others": others}
    mongo.replace(COLLECTION, [stamped(batch)])
    return replace(plan, batches=number, articles=plan.articles + len(articles), units=plan.units + len(units))


def close(mongo: Mongo, plan: Plan) -> None:
    """Let a plan be promoted."""
    mongo.replace(COLLECTION, [_document(replace(plan, status=PLANNED))])


def plans(mongo: Mongo) -> tuple[Plan, ...]:
    """Return the plans, the newest first."""
    found = [_plan(each) for each in mongo.find(COLLECTION, {"kind": "plan"})]
    return tuple(sorted(found, key=lambda each: (each.made_at, each.id), reverse=True))


def expect(mongo: Mongo, start: str, pipeline: str) -> Plan:
    """Return the plan whose id starts so, if it can be promoted.

    Raises:
        ConfigurationError: there is no such plan, it was promoted, or the store or the code has moved on since.
    """
    found = [each for each in plans(mongo) if start and each.id.startswith(start) and each.status != WRITING]
    if not found:
        raise ConfigurationError(f"no plan has an id that starts with {start!r}")
    if len(found) > 1:
        raise several(start, [each.id for each in found])
    (plan,) = found
    if plan.status == PROMOTED:
        raise ConfigurationError(f"plan {plan.id} was promoted by run {plan.run}")
    if plan.pipeline != pipeline:
        raise ConfigurationError(f"the code has moved on since plan {plan.id} was made ({plan.pipeline}): make it anew")
    if plan.status == PROMOTING:  # what it has left half done is no reason to leave it so
        return plan
    moved = sum(_has_moved(mongo, plan, number) for number in range(1, plan.batches + 1))
    if moved:
        raise ConfigurationError(
            f"the store has moved on in {counted(moved, 'unit')} since plan {plan.id} was made: make it anew"
        )
    return plan


def begin_promotion(mongo: Mongo, plan: Plan, run: str) -> Plan:
    """Return the plan marked as this run's."""
    plan = replace(plan, status=PROMOTING, run=run)
    mongo.replace(COLLECTION, [_document(plan)])
    return plan


def end_promotion(mongo: Mongo, plan: Plan) -> None:
    """Say that a plan is promoted."""
    mongo.replace(COLLECTION, [_document(replace(plan, status=PROMOTED))])


def take(mongo: Mongo, plan: Plan, number: int) -> Taken:
    """Return a plan's batch with what is left to do: nothing is read that this pipeline has read already."""
    batch = _read(mongo, plan, number)
    if batch["articles"]:
        taken = take_articles(mongo, [each["article"] for each in batch["articles"]], plan.pipeline)
        # What an interrupted promotion left undone where sightings have gone over to: nothing is read for it.
        others = tuple(each for each in batch["others"] if each not in taken.articles)
        return replace(taken, articles=(*taken.articles, *others), cursor=batch["_id"])
    places = [each["place"] for each in batch["held"]]
    return replace(held_units(mongo, places, plan.pipeline), cursor=batch["_id"])


def as_planned(mongo: Mongo, plan: Plan, number: int, taken: Taken, made: Made) -> tuple[Taken, tuple[Outcome, ...]]:
    """Return the part of a batch that was made as planned, and the outcomes of the rest, which stays as it is."""
    batch, told = _read(mongo, plan, number), _told(taken, made)
    if not taken.articles:
        planned = {each["place"]: each["made"] for each in batch["held"]}
        asked = (
            unit if isinstance(unit, Outcome) or planned.get(unit.place.id) == told[unit.sha256] else _off(unit.place)
            for unit in taken.captures
        )
        return replace(taken, captures=tuple(asked)), ()
    planned = {one["sha256"]: one["made"] for each in batch["articles"] for one in each["made"]}
    stored = mongo.by_ids("articles", taken.articles, ["sightings"])
    off = {
        article
        for article, document in stored.items()
        if any(planned.get(each["sha256"]) != each["made"] for each in _made(document, told))
    }
    places = {each["place"] for article in off for each in stored[article]["sightings"]}
    kept = tuple(place for place in taken.units if place.id not in places)
    rest = tuple(_off(place) for place in taken.units if place.id in places)
    return replace(taken, articles=tuple(each for each in taken.articles if each not in off), units=kept), rest


def _off(place: Place) -> Outcome:
    message = "the same code made something else of it than planned: a page that took too long, perhaps"
    return Outcome(place, Verdict.NOT_REACHED, "load", PLAN_DIFFERS, message)


def _has_moved(mongo: Mongo, plan: Plan, number: int) -> int:
    """Return how many units of a batch are not as they were."""
    batch = _read(mongo, plan, number)
    stored = mongo.by_ids("articles", (each["article"] for each in batch["articles"]), ["state"])
    entries = mongo.by_ids("captures", (each["place"] for each in batch["held"]), ["outcome"])
    moved = [each for each in batch["articles"] if _state(stored, each) != each["state"]]
    moved += [each for each in batch["held"] if entries.get(each["place"], {}).get("outcome") != "quarantined"]
    return len(moved)


def _state(stored: Mapping[str, Document], item: Mapping[str, Any]) -> str | None:
    document = stored.get(item["article"])
    return None if document is None else str(document["state"])


def _told(taken: Taken, made: Made) -> dict[str, str]:
    """Return a hash of what was made of each of a batch's bytes, by their sha256."""
    found: dict[str, str] = {}
    for unit, after in zip(taken.captures, made, strict=True):
        if not isinstance(unit, Outcome):
            found[unit.sha256] = _hash(after)
    return found


def _made(article: Document, told: Mapping[str, str]) -> list[dict[str, str]]:
    """Return hashes of what was made of those of an article's bytes that were read."""
    shas = sorted({each["sha256"] for each in article["sightings"]} & told.keys())
    return [{"sha256": sha256, "made": told[sha256]} for sha256 in shas]


def _hash(made: Filed | Duplicate | Outcome) -> str:
    said = record(made.article) if isinstance(made, Filed) else getattr(made, "reason", None)
    return canonical_hash(said)[:HASH_DIGITS]


def _batch(plan: str, number: int) -> str:
    return f"{plan}:{number:06}"


def _read(mongo: Mongo, plan: Plan, number: int) -> Document:
    name = _batch(plan.id, number)
    return mongo.by_ids(COLLECTION, [name])[name]


def _document(plan: Plan) -> Document:
    told = {name: value for name, value in plain(plan).items() if name != "id"}
    return stamped({"_id": plan.id, "kind": "plan", **told, "made_at": milliseconds(plan.made_at)})


def _plan(document: Document) -> Plan:
    return Plan(**{each.name: document[each.name] for each in fields(Plan) if each.name != "id"}, id=document["_id"])
