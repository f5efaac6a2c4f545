"""`copytaster export` and `copytaster import`: articles for other tools, and whole stores."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import STORE
from flows.printing import print_text, say, show_table
from schemas.errors import ConfigurationError
from schemas.wording import counted


class Form(StrEnum):
    """What an export is written in."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"


def export(
    given: Annotated[
        list[str], typer.Argument(metavar="[KEY=VALUE]… OUT", help="The query's parameters; the folder to make.")
    ],
    form: Annotated[Form, typer.Option("--format", help="One record a line, or a table.")] = Form.JSONL,
    query: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this saved query lists.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="RUN", help="The articles as they stood after this run.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="The whole store, captures too, for `import`.")] = False,
    store: STORE = None,
) -> None:
    """Export the articles, or the whole store, into a new folder with a manifest of checksums."""
    from flows.answers.opening import opened
    from flows.runs.selecting import keyed
    from tasks.load.exchange import Export

    *rest, out = given
    if full and (query or as_of or form is not Form.JSONL):
        raise ConfigurationError("--full is all of the store in jsonl: neither --query, --as-of nor another --format")
    if query and as_of:
        raise ConfigurationError("--query asks the store as it is: it cannot be combined with --as-of")
    if rest and not query:
        raise ConfigurationError("key=value are parameters of a query: name it with --query")
    wanted = Export(Path(out), form.value, query, keyed(rest), as_of, full)
    with opened(store) as whole:
        manifest = whole.export(wanted)
    show_table(["file", "documents"], manifest["documents"].items(), right=["documents"])
    print_text(f"{out}/manifest.json says what must be in it")


def import_(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `export --full` made.")], store: STORE = None
) -> None:
    """Fill an empty store with a whole store's export; its hash is then that of the store it came from.

    Interrupted, the same command goes on.
    """
    from flows.answers.opening import opened

    with opened(store) as whole:
        many = whole.take_in(folder)
        say(f"{counted(many, 'document')}, store hash {whole.store_hash()}")
