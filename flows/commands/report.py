"""`copytaster report`: what came in and what became of it, as a page for an editor."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import STORE, as_day
from flows.printing import say
from schemas.errors import ConfigurationError
from schemas.wording import counted

if TYPE_CHECKING:
    from flows.pages.summing import Summary
    from tasks.load.store import Store


def report(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="A run's id, or its first letters.")] = None,
    since: Annotated[
        date | None,
        typer.Option("--since", parser=as_day, metavar="DAY", help="The runs that began that day or later."),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the page goes.")] = Path("report.html"),
    store: STORE = None,
) -> None:
    """Write one self-contained HTML page about a run, or about all runs since a day; else of the last 30 days.

    What came in by day, site and language; quality over time, with drift marked; what was removed and why; what became
    of each unit; the quarantine; sample articles with their evidence. It needs no network, and prints.
    """
    from flows.answers.opening import opened
    from flows.pages.rendering import write_page
    from flows.pages.telling import report_page

    if run is not None and since is not None:
        raise typer.BadParameter("a run or a day, not both", param_hint="--since")
    with opened(store) as catalogue:
        summary = _of_run(catalogue, run) if run is not None else _since(catalogue, since)
    write_page(report_page(summary), out)
    say(f"wrote {out}: {counted(summary.seen, 'unit')} of {counted(len(summary.runs), 'run')}")


def _of_run(catalogue: "Store", run: str) -> "Summary":
    from flows.pages.summing import of_run

    summary = of_run(catalogue, run)
    if summary is None:
        raise ConfigurationError(f"no run has an id that starts with {run!r}")
    return summary


def _since(catalogue: "Store", since: date | None) -> "Summary":
    from flows.pages.summing import lately

    return lately(catalogue, since)
