"""The arguments and options that several subcommands share."""

from typing import Annotated

import typer

PATHS = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders (with all they hold) or globs.")]
STORE = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URI", help="The store, mongodb://…; else COPYTASTER_STORE, else the embedded one."
    ),
]
JSON = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")]
LIMIT = Annotated[int, typer.Option(min=1, max=1_000_000, help="At most so many.")]
SOURCE = Annotated[str, typer.Option("--source", metavar="NAME", help="The collection's name, part of every place.")]
