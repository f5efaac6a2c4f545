"""Forgetting: a run of its own, whose receipt says how much went and not what it was."""

from pathlib import Path

from flows.runs.recording import recorded
from flows.runs.runlog import unspoken
from schemas.run import Receipt, RunKind
from tasks.load.exchange import Target
from tasks.load.store import Store


def forget(target: Target, reason: str, store: Store, logs: Path) -> Receipt:
    """Forget what a target names, and what an earlier call was killed at, and return the run's receipt.

    Raises:
        AlreadyRunning: another forget goes on.
        StoreUnavailable: the store stopped answering; the next call finishes what was begun.
    """
    with unspoken(), recorded(store, {"by": by(target), "reason": reason}, logs, None, RunKind.FORGET) as account:
        removed = store.forget(target, reason, account.run)
        account.effects.update({_effect(collection): number for collection, number in removed.items()})
    return account.receipt


def _effect(collection: str) -> str:
    return "captures emptied" if collection == "captures" else f"{collection} removed"  # the ledger keeps its entries


def by(target: Target) -> str:
    """Return how a target names what is to be forgotten, and not what that is."""
    return next(name for name in ("article", "unit", "url", "site") if getattr(target, name) is not None)
