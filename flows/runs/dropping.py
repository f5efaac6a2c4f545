"""Dropping quarantined units: a run of its own, with a receipt."""

from pathlib import Path

from flows.runs.recording import recorded
from flows.runs.runlog import unspoken
from flows.runs.selecting import parameters
from schemas.run import Receipt, RunKind
from tasks.load.exchange import Selection
from tasks.load.store import Store


def drop(selection: Selection, store: Store, logs: Path) -> Receipt:
    """Drop the quarantined units that a selection means and return the run's receipt.

    Raises:
        StoreUnavailable: the store stopped answering; the same call goes on where it stopped.
    """
    with unspoken(), recorded(store, parameters(selection), logs, None, RunKind.DROP) as account:
        number = 0
        while outcomes := store.drop(selection, account.run):
            number += 1
            account.met(outcomes)
            account.enter(number, outcomes)
    return account.receipt
