"""`copytaster runs`: the receipts, and whether the store still agrees with them."""

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JSON, LIMIT, STORE
from flows.exiting import ExitCode
from flows.printing import emit, say, show_table
from schemas.errors import ConfigurationError
from schemas.run import Receipt, RunStatus

if TYPE_CHECKING:
    from tasks.load.store import Store

runs = typer.Typer(
    help="What each run did, and whether the sum balances.",
    epilog="Example: copytaster runs show",
    no_args_is_help=True,
)

RUN = Annotated[
    str | None, typer.Argument(metavar="[RUN]", help="A run's id, or its first letters; else the last run.")
]


@runs.command("list", epilog="Example: copytaster runs list --limit 5")
def list_(limit: LIMIT = 50, json: JSON = False, store: STORE = None) -> None:
    """List runs, the newest first."""
    from flows.answers.opening import opened
    from flows.answers.showing import RUN_COLUMNS, RUN_NUMBERS, row_of_run
    from schemas.record import plain

    with opened(store) as ledger:
        receipts = ledger.runs(limit)
    if json:
        for receipt in receipts:
            emit(plain(receipt))
    elif receipts:
        show_table(RUN_COLUMNS, map(row_of_run, receipts), right=RUN_NUMBERS)
    else:
        say("no runs yet")


@runs.command(epilog="Example: copytaster runs show")
def show(run: RUN = None, json: JSON = False, store: STORE = None) -> None:
    """Show a run's receipt."""
    from flows.answers.opening import opened
    from flows.answers.showing import show_receipt
    from schemas.record import plain

    with opened(store) as ledger:
        receipt = _named(ledger, run)
    if json:
        emit(plain(receipt))
    else:
        show_receipt(receipt)


@runs.command(epilog="Example: copytaster runs diff 3f2a9c 81bd02")
def diff(
    one: Annotated[str, typer.Argument(metavar="A", help="A run's id, or its first letters.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The run to compare it with.")],
    every: Annotated[bool, typer.Option("--all", help="What both say alike, too.")] = False,
    json: JSON = False,
    store: STORE = None,
) -> None:
    """Show two runs side by side where they differ: counts, parameters, versions, seconds of each stage."""
    from flows.answers.comparing import pairs
    from flows.answers.opening import opened

    with opened(store) as ledger:
        left, right = _named(ledger, one), _named(ledger, other)
    said = [each for each in pairs(left, right) if every or each.differs]
    if json:
        for each in said:
            emit({"part": each.part, "name": each.name, left.id: each.one, right.id: each.other})
    elif said:
        show_table(["what", left.id, right.id, "difference"], [each.row for each in said])
    else:
        say("the two receipts say the same")


@runs.command(epilog="Example: copytaster runs verify")
def verify(
    run: RUN = None,
    every_raw: Annotated[bool, typer.Option("--every-raw", help="Read every stored capture, not a sample.")] = False,
    store: STORE = None,
) -> None:
    """Recount a run from what is stored and check that the store is whole; exits 3 where something is wrong."""
    from flows.answers.opening import opened
    from flows.answers.showing import show_verification

    with opened(store) as ledger:
        receipt = _named(ledger, run)
        if receipt.status is RunStatus.RUNNING:
            raise ConfigurationError(
                f"run {receipt.id} is still running, or was killed: the next ingest of its source closes it"
            )
        verification = ledger.verify(receipt.id, every_raw)
    show_verification(verification)
    say(f"run {verification.run}: {'everything agrees' if verification.ok else 'NOT everything agrees'}")
    if not verification.ok:
        raise typer.Exit(ExitCode.UNBALANCED)


def _named(ledger: "Store", run: str | None) -> Receipt:
    """Return the run of this id, or the last one."""
    receipt = ledger.run(run) if run is not None else next(iter(ledger.runs(1)), None)
    if receipt is None:
        raise ConfigurationError(f"no run has an id that starts with {run!r}" if run is not None else "no runs yet")
    return receipt
