"""The arguments and options that several subcommands share."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer


def _address(given: str | None) -> str | None:
    if given is not None and not given.strip():
        raise typer.BadParameter("an address is written mongodb://…; this one is empty")
    return given


def _text(most: int) -> Callable[[str | None], str | None]:
    """Return what refuses words that no run could be asked with: over a length, or no text at all."""

    def checked(given: str | None) -> str | None:
        if given is not None and len(given) > most:
            raise typer.BadParameter(f"it is longer than {most} characters")
        if given is not None and not given.isascii() and given != given.encode("utf-8", "replace").decode():
            raise typer.BadParameter("it is not valid UTF-8")
        return given

    return checked


def as_day(words: str) -> date:
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"{words!r} is no day: a day is written 2020-01-31") from None


PATHS = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders (with all they hold) or globs.")]
STORE = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URI",
        callback=_address,
        help="The store, mongodb://…; else COPYTASTER_STORE, else the embedded one.",
    ),
]
JSON = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")]
LIMIT = Annotated[int, typer.Option(min=1, max=1_000_000, help="At most so many.")]
SOURCE = Annotated[
    str,
    typer.Option(
        "--source",
        metavar="NAME",
        help="The collection's name, part of every place; called like a domain, the site of captures that name none.",
    ),
]
SINCE = Annotated[
    date | None, typer.Option("--since", parser=as_day, metavar="DAY", help="Published on 2017-06-15 or later.")
]
HELD_SINCE = Annotated[
    date | None,
    typer.Option("--since", parser=as_day, metavar="DAY", help="Quarantined by a run of 2026-06-15 or later."),
]
TEMPLATES = Annotated[
    Path | None,
    typer.Option("--templates", metavar="FILE", help="What recurs on the sites: a file that `learn --out` wrote."),
]
WORKERS = Annotated[int, typer.Option(min=0, max=1024, help="Worker processes; 0 is one for each core.")]
SITE = Annotated[
    str | None,
    typer.Option("--site", metavar="DOMAIN", callback=_text(253), help="Of this site only, as in tass.com."),
]
WORDS = Annotated[
    str | None,
    typer.Option(
        "--text", metavar="WORDS", callback=_text(1000), help="Words that stand in the title, the subtitle or the text."
    ),
]
UNTIL = Annotated[
    date | None, typer.Option("--until", parser=as_day, metavar="DAY", help="Published on that day or before.")
]
