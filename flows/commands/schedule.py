"""`copytaster schedule`: when captures are ingested again, by name."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JSON, PATHS, SOURCE
from flows.printing import emit, print_text, say, show_table

if TYPE_CHECKING:
    from flows.serving.scheduling import Scheduled

schedule = typer.Typer(
    help="When captures are ingested again: schedules by name.",
    epilog="Example: copytaster schedule list",
    no_args_is_help=True,
)

NAME = Annotated[str, typer.Argument(metavar="NAME", help="The schedule's name: small letters, digits, hyphens.")]
ZONE = Annotated[str, typer.Option("--timezone", metavar="ZONE", help="The zone a cron schedule is read in.")]


@schedule.command(
    epilog="Example: copytaster schedule add nightly /captures --cron '30 4 * * *' --timezone Europe/Vienna"
)
def add(
    name: NAME,
    paths: PATHS,
    cron: Annotated[
        str | None, typer.Option(metavar="CRON", help="Five fields: minute hour day month weekday.")
    ] = None,
    every: Annotated[str | None, typer.Option(metavar="INTERVAL", help="15m, 6h, 1d or 2w.")] = None,
    timezone: ZONE = "UTC",
    source: SOURCE = "default",
) -> None:
    """Ingest these paths again and again; a schedule of this name that exists is changed.

    A source has one run at a time. After an outage one run catches up, and the others that were missed are skipped.
    """
    _prepare()
    from flows.forms import IngestForm
    from flows.runs.spelling import sendable
    from flows.serving.scheduling import put, when

    planned = when(cron, every, timezone)
    put(name, planned, IngestForm(paths=[sendable(os.path.abspath(path)) for path in paths], source=source))
    print_text(f"{name}: {'cron ' + cron if cron else f'every {every}'} ({timezone}), {', '.join(paths)}")


@schedule.command("list", epilog="Example: copytaster schedule list --json")
def list_(json: JSON = False) -> None:
    """List the schedules of the deployment `ingest`, each with its next run."""
    _prepare()
    from flows.serving.scheduling import listed
    from schemas.record import plain

    found = listed()
    if json:
        for each in found:
            emit(plain(each))
    elif found:
        columns = ["name", "state", "when", "zone", "next (UTC)", "source", "paths"]
        show_table(columns, [_row(each) for each in found])
    else:
        say("no schedules: copytaster schedule add makes one")


def _row(each: "Scheduled") -> tuple[object, ...]:
    state, coming = ("active" if each.active else "paused"), (f"{each.next:%Y-%m-%d %H:%M}" if each.next else None)
    return each.name, state, each.when, each.timezone, coming, each.source, ", ".join(each.paths)


@schedule.command(epilog="Example: copytaster schedule pause nightly")
def pause(name: NAME) -> None:
    """Let a schedule rest until it is resumed, also over restarts."""
    _switch(name, active=False)


@schedule.command(epilog="Example: copytaster schedule resume nightly")
def resume(name: NAME) -> None:
    """Let a paused schedule go on."""
    _switch(name, active=True)


@schedule.command(epilog="Example: copytaster schedule remove nightly")
def remove(name: NAME) -> None:
    """Remove a schedule; what it ingested stays."""
    _prepare()
    from flows.serving.scheduling import remove as remove_it

    remove_it(name)
    print_text(f"{name}: removed")


def _switch(name: str, active: bool) -> None:
    _prepare()
    from flows.serving.scheduling import switch

    switch(name, active)
    print_text(f"{name}: {'active' if active else 'paused'}")


def _prepare() -> None:
    from flows.settings import quieten_prefect, settings

    settings()
    quieten_prefect()
