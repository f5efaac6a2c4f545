"""`copytaster up` and `copytaster down`: everything at once, on this machine."""

from typing import Annotated

import typer

from flows.commands.options import STORE
from flows.printing import print_text


def up(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The UI's port; else 4200, or any where that is taken.")
    ] = None,
    open_ui: Annotated[bool, typer.Option("--open", help="Open the UI in the browser.")] = False,
    store: STORE = None,
) -> None:
    """Bring up the store, a Prefect server with its UI and who runs its runs, all on 127.0.0.1, until Ctrl-C.

    Uses the Prefect server of PREFECT_API_URL where that is set. If it is up already, it says where.
    """
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    settings()  # what is wrong there is said before anything starts
    quieten_prefect()
    from flows.upkeep import up as bring_up

    bring_up(port, open_ui)


def down() -> None:
    """End what `copytaster up` brought up; a run that is going is closed as cancelled and can be repeated."""
    from flows.settings import quieten_prefect, settings

    settings()
    quieten_prefect()
    from flows.upkeep import down as bring_down

    print_text("down" if bring_down() else "nothing was up")
