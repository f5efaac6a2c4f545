"""`copytaster quarantine`: the captures that gave no article, and why."""

from typing import Annotated

import typer

from flows.commands.options import JSON, LIMIT, STORE
from flows.printing import emit, say, show_table
from schemas.errors import ConfigurationError

quarantine = typer.Typer(help="The captures that gave no article, and why.", no_args_is_help=True)


@quarantine.command("list", epilog="Example: copytaster quarantine list --json | jq -r .uri")
def list_(limit: LIMIT = 50, json: JSON = False, store: STORE = None) -> None:
    """List quarantined captures in the order of their places."""
    from flows.opening import opened
    from flows.showing import SHORT

    with opened(store) as catalogue:
        units = catalogue.quarantine(limit)
    if json:
        for unit in units:
            emit(unit)
    elif units:
        rows = [(unit["_id"][:SHORT], unit["reason"], unit["stage"], unit["uri"], unit["message"]) for unit in units]
        show_table(["id", "reason", "stage", "place", "message"], rows)
    else:
        say("nothing is quarantined")


@quarantine.command(epilog="Example: copytaster quarantine show 3f2a9c")
def show(
    unit: Annotated[str, typer.Argument(metavar="ID", help="A quarantined capture's id, or its first letters.")],
    json: JSON = False,
    store: STORE = None,
) -> None:
    """Show a quarantined capture: where it is, the stage, the reason, the message."""
    from flows.opening import opened

    with opened(store) as catalogue:
        found = catalogue.quarantined(unit)
    if found is None:
        raise ConfigurationError(
            f"nothing, or more than one capture, in quarantine has an id that starts with {unit!r}"
        )
    if json:
        emit(found)
    else:
        show_table(["field", "value"], found.items())
