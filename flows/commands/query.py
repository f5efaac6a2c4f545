"""`copytaster query`: the saved queries."""

from typing import Annotated

import typer

from flows.commands.options import JSON, LIMIT, STORE
from flows.printing import emit, print_text, say, show_table


def query(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The query's name; --list shows all.")] = None,
    given: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]…", help="Its parameters.")] = None,
    every: Annotated[bool, typer.Option("--list", help="List the queries with their parameters.")] = False,
    limit: LIMIT = 50,
    after: Annotated[
        str | None, typer.Option("--after", metavar="MARK", help="Go on where a page ended: what it said at its end.")
    ] = None,
    json: JSON = False,
    store: STORE = None,
) -> None:
    """Answer a saved query; each is answered from an index, a page at a time."""
    from flows.answers.opening import opened
    from flows.runs.selecting import keyed
    from tasks.load.flattening import at

    if every or name is None:
        _list(json)
        return
    wanted = keyed(given or ())
    with opened(store) as catalogue:
        page = catalogue.ask(name, wanted, limit, after)
    if json:
        for row in page.rows:
            emit({column: at(row, column) for column in page.columns})
    elif page.rows:
        show_table(page.columns, ([_said(at(row, column)) for column in page.columns] for row in page.rows))
    else:
        say("nothing fits")
    if page.after is not None:
        say(f"more: --after {page.after}")


def _list(json: bool) -> None:
    from tasks.load.asking import queries

    for each in queries().values():
        if json:
            emit({"name": each.name, "says": each.says, "parameters": each.parameters.model_json_schema()})
            continue
        print_text(f"{each.name}: {each.says}")
        for key, field in each.parameters.model_fields.items():
            print_text(f"    {key}: {field.description}{' (needed)' if field.is_required() else ''}")
        print_text(f"    copytaster query {each.name} {each.example}".rstrip())


def _said(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
