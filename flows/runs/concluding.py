"""How a run ends in Prefect: a state that tells the truth, with the one reason."""

from prefect.client.schemas.objects import State, StateType

from schemas.errors import AlreadyRunning, IngestError, Unbalanced
from schemas.outcome import Verdict
from schemas.run import Receipt
from schemas.wording import counted

ALREADY_RUNNING = "AlreadyRunning"
SKIPPED = "Skipped"


def concluded(receipt: Receipt) -> "State[Receipt]":
    """Return the state of a run that came to its end."""
    if receipt.balanced is False:
        return refused(Unbalanced(f"the ledger does not balance: {_message(receipt)}"))
    return State[Receipt](type=StateType.COMPLETED, name=_name(receipt), message=_message(receipt), data=receipt)


def refused(error: IngestError) -> "State[Receipt]":
    """Return the state of a run that an error of ours ended: its one reason, and no traceback."""
    if isinstance(error, AlreadyRunning):
        return State(type=StateType.CANCELLED, name=ALREADY_RUNNING, message=str(error), data=error)
    return State(type=StateType.FAILED, message=f"{type(error).__name__}: {error}", data=error)


def _name(receipt: Receipt) -> str:
    """Return the state's name; one that is merely completed has lost nothing."""
    left_out = [
        verdict.value for verdict in (Verdict.QUARANTINED, Verdict.NOT_REACHED) if receipt.counts.get(verdict.value)
    ]
    return f"Completed with {' and '.join(left_out)} units" if left_out else "Completed"


def _message(receipt: Receipt) -> str:
    why = ", ".join(f"{units} {reason}" for reason, units in receipt.reasons.items())
    return f"{counted(receipt.seen, 'unit')}: {receipt.said}{f' ({why})' if why else ''}"
