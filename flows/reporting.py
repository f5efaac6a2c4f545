"""What a finished run shows in the Prefect UI."""

from prefect.artifacts import create_table_artifact

from schemas.run import Receipt


def publish(receipt: Receipt) -> None:
    """Leave a table of the run's counts, and of the reasons of what was not stored, in its artifacts.

    Only our own words and numbers go in: verdicts and reason codes, never a page's text or a file's name.
    """
    sum_of = [{"outcome": verdict, "units": units} for verdict, units in receipt.counts.items()]
    create_table_artifact(key="ingest-counts", table=sum_of, description=_heading(receipt))
    if receipt.reasons:
        why = [{"reason": reason, "units": units} for reason, units in receipt.reasons.items()]
        create_table_artifact(key="ingest-reasons", table=why, description=f"Run `{receipt.id}`: why units stayed out")


def _heading(receipt: Receipt) -> str:
    balance = "the ledger balances" if receipt.balanced else "**the ledger does not balance**"
    return f"Run `{receipt.id}`: {receipt.seen} units seen, {balance}"
