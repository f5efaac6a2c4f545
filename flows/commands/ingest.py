"""`copytaster ingest` and `copytaster serve`: captures into the store, now or when Prefect says so."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import PATHS, SOURCE, STORE
from flows.exiting import ExitCode, Terminated
from flows.printing import emit, print_text, say
from flows.runs.runlog import LOGGER

if TYPE_CHECKING:
    from schemas.run import Receipt


def ingest(
    paths: PATHS,
    source: SOURCE = "default",
    store: STORE = None,
    workers: Annotated[int, typer.Option(min=0, max=1024, help="Worker processes; 0 is one for each core.")] = 0,
    max_quarantined: Annotated[
        str, typer.Option(metavar="PERCENT", help="Stop, with exit code 5, when more of the units are quarantined.")
    ] = "100%",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; store nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Of a dry run: one JSON object for each unit.")] = False,
) -> None:
    """Read captures and store the articles they hold.

    The same captures again change nothing. A run that was interrupted goes on when the same command is given again.
    """
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    LOGGER.setLevel(settings().log_level)  # and a wrong setting is said before anything starts
    if dry_run:
        raise typer.Exit(_rehearse(paths, source, workers, json))
    quieten_prefect()
    receipt = _run(paths, source, workers, _percent(max_quarantined))
    raise typer.Exit(_report(receipt, paths))


def _percent(words: str) -> float:
    try:
        percent = float(words.strip().removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise typer.BadParameter(f"{words!r} is no share between 0% and 100%", param_hint="--max-quarantined")
    return percent


def _run(paths: list[str], source: str, workers: int, max_quarantined: float) -> "Receipt":
    from flows.answers.watching import watched
    from tasks.extract.pipeline import count

    total = count(paths)  # a path that is not there is said before Prefect is imported, which takes seconds
    from flows.serving.local import ingest_here

    with watched(total) as watcher:
        try:
            return ingest_here(paths, source, workers, max_quarantined)
        except (KeyboardInterrupt, Terminated):
            watcher.tell(
                "the run is closed as cancelled; the same command goes on where it stopped"
                if watcher.begun
                else "stopped before the run began: nothing was read"
            )
            raise


def _report(receipt: "Receipt", paths: list[str]) -> int:
    from flows.answers.afterwards import exit_code, queries
    from flows.answers.showing import show_counts

    try:
        show_counts(receipt.counts, receipt.seen, receipt.reasons)
        print_text(f"\nrun {receipt.id} · log {receipt.log}")
        if not receipt.seen:
            say(f"no units found in {', '.join(paths)}: nothing there is a capture")
            return exit_code(receipt)
        print_text("")
        for query in queries(receipt, paths):
            print_text(f"  {query}")
    except BrokenPipeError:  # the run is done whether anybody reads of it or not
        pass
    return exit_code(receipt)


def _rehearse(paths: list[str], source: str, workers: int, json: bool) -> int:
    from flows.answers.rehearsing import rehearse
    from flows.answers.showing import ForeseenUnits, show_counts

    if json:
        rehearsal = rehearse(paths, source, workers, emit)
    else:
        listed = ForeseenUnits()
        rehearsal = rehearse(paths, source, workers, listed.enter)
        listed.show()
        show_counts(rehearsal.counts, rehearsal.seen, rehearsal.reasons)
    say("dry run: nothing was stored")
    return ExitCode.QUARANTINED if rehearsal.quarantined else ExitCode.CLEAN


def serve(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]…", help="What the schedule ingests; without, no schedule.")
    ] = None,
    source: SOURCE = "default",
    cron: Annotated[str, typer.Option(metavar="CRON", help="When, in UTC; once a day unless said.")] = "0 5 * * *",
    store: STORE = None,
) -> None:
    """Bring everything up as `copytaster up` does, with a schedule named `serve` that ingests these paths.

    Uses the Prefect server of PREFECT_API_URL, else starts one with its UI on 127.0.0.1. Ctrl-C ends it.
    """
    from flows.settings import choose_store, quieten_prefect, settings
    from tasks.extract.pipeline import count

    choose_store(store)
    settings()
    count(paths or ())  # a path that is not there is said before anything starts
    quieten_prefect(serving=True)
    from flows.forms import IngestForm
    from flows.runs.spelling import sendable
    from flows.serving import scheduling, upkeep

    schedule = scheduling.when(cron, None, "UTC")
    if not paths:
        upkeep.up()
        return
    form = IngestForm(paths=[sendable(os.path.abspath(path)) for path in paths], source=source)
    upkeep.up(once_up=lambda: scheduling.put("serve", schedule, form))
