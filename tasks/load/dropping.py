"""Dropping: what nobody wants to see in the quarantine any more leaves it, and the ledger says so."""

from collections import defaultdict

from schemas.outcome import DROPPED, STORE_RULES, Outcome, Verdict
from tasks.load.exchange import Selection
from tasks.load.filing import Hook, no_hook
from tasks.load.ledger import place_from
from tasks.load.mongo import Mongo
from tasks.load.taking import where_held

HOOKS = ("dropped", "removed")
"""The points between two writes: a test may end the program at each."""
BATCH_UNITS = 1000


def drop(mongo: Mongo, selection: Selection, run: str, hook: Hook = no_hook) -> tuple[Outcome, ...]:
    """Take a batch of quarantined units out of the quarantine, and return their outcomes; none where none is left.

    The ledger is written first: a unit that a kill has left in quarantine is dropped by the next call.
    """
    held = mongo.after("quarantine", "", where_held(mongo, selection), limit=BATCH_UNITS)
    entries = mongo.by_ids("captures", (each["_id"] for each in held))
    by_bytes: dict[str | None, list[str]] = defaultdict(list)
    for place, entry in sorted(entries.items()):
        if entry["outcome"] == "quarantined" or entry["reason"] == DROPPED:
            by_bytes[DROPPED if entry["filed"] in ("quarantined", DROPPED) else None].append(place)
    said = {"outcome": "excluded", "reason": DROPPED, "stage": "load", "message": STORE_RULES[DROPPED]}
    nobody = {"pipeline": None, "held": None, "site": None}
    remade = {"run": run, "verdict": Verdict.EXCLUDED.value}
    for filed, places in sorted(by_bytes.items(), key=str):
        mongo.set_all("captures", places, {**said, **nobody, "filed": filed, "remade": remade})
    hook("dropped")
    mongo.delete("quarantine", [each["_id"] for each in held])
    hook("removed")
    dropped = (entries[place] for places in by_bytes.values() for place in places)
    return tuple(
        Outcome(place_from(entry), Verdict.EXCLUDED, "load", DROPPED, STORE_RULES[DROPPED]) for entry in dropped
    )
