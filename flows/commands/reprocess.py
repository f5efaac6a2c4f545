"""`copytaster reprocess`: the stored captures read anew by today's code."""

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import SINCE, SITE, STORE, WORKERS
from flows.exiting import Terminated
from flows.printing import print_text, say
from flows.runlog import LOGGER

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemas.run import Receipt

VERSION_BEFORE = Annotated[
    str | None,
    typer.Option(
        metavar="VERSION",
        help="Made by a release before this one, as in 0.2.0; current: by any code that is not today's.",
    ),
]


def reprocess(
    site: SITE = None,
    since: SINCE = None,
    version_before: VERSION_BEFORE = None,
    text: Annotated[str | None, typer.Option(help="Words that stand in the title, the subtitle or the text.")] = None,
    quarantined: Annotated[
        bool, typer.Option("--quarantined/--no-quarantined", help="Read the quarantined captures, too.")
    ] = True,
    workers: WORKERS = 0,
    store: STORE = None,
) -> None:
    """Read the stored captures anew with today's code, and file what it makes of them. No file is needed.

    What today's code has made already stays, so the same command goes on where an interrupted one stopped. An article
    that today's code would refuse stays as it is, and is named.
    """
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    LOGGER.setLevel(settings().log_level)
    quieten_prefect()
    which = {
        "site": site or "",
        "since": since.isoformat() if since else "",
        "version_before": _release(version_before),
        "text": text or "",
        "quarantined": quarantined,
    }
    from flows.local import reprocess_here

    receipt = watched_run(lambda: reprocess_here(which, workers))
    raise typer.Exit(report(receipt, "nothing stored fits: nothing was read anew"))


def _release(words: str | None) -> str:
    parts = (words or "").split(".")
    if words in (None, "current") or (len(parts) <= 4 and all(part.isdecimal() and len(part) <= 6 for part in parts)):
        return words or ""
    raise typer.BadParameter(f"{words!r} is no release: one is written 0.2.0", param_hint="--version-before")


def watched_run(start: "Callable[[], Receipt]") -> "Receipt":
    """Return the receipt of a run that reads stored captures, shown while it goes on."""
    from flows.watching import REREADING, watched

    with watched(0, REREADING) as watcher:
        try:
            return start()
        except (KeyboardInterrupt, Terminated):
            watcher.tell(
                "the run is closed as cancelled; the same command goes on where it stopped"
                if watcher.begun
                else "stopped before the run began: nothing was read"
            )
            raise


def report(receipt: "Receipt", nothing: str) -> int:
    """Print what came of such a run, or that there was nothing to do, and return the exit code."""
    from flows.afterwards import exit_code
    from flows.showing import show_counts

    try:
        show_counts(receipt.counts, receipt.seen, receipt.reasons)
        print_text(f"\nrun {receipt.id} · log {receipt.log}")
        if not receipt.seen:
            say(nothing)
    except BrokenPipeError:  # the run is done whether anybody reads of it or not
        pass
    return exit_code(receipt)
