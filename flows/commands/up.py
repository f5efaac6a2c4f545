"""`copytaster up` and `copytaster down`: everything at once, on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import STORE
from flows.printing import print_text


def up(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The UI's port; else 4200, or any where that is taken.")
    ] = None,
    open_ui: Annotated[bool, typer.Option("--open", help="Open the UI in the browser.")] = False,
    watch: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", exists=True, file_okay=False, help="Ingest what lands there; may be repeated."),
    ] = None,
    hook_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Listen there for POST /ingest, with the token of hook-token.")
    ] = None,
    store: STORE = None,
) -> None:
    """Bring up the store, a Prefect server with its UI and who runs its runs, all on 127.0.0.1, until Ctrl-C.

    Uses the Prefect server of PREFECT_API_URL where that is set. If it is up already, it says where.
    """
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    settings()  # what is wrong there is said before anything starts
    quieten_prefect(serving=True)
    from flows.serving.upkeep import up as bring_up

    bring_up(port, open_ui, watched=[folder.absolute() for folder in watch or ()], hook_port=hook_port)


def down() -> None:
    """End what `copytaster up` brought up; a run that is going is closed as cancelled and can be repeated."""
    from flows.settings import quieten_prefect, settings

    settings()
    quieten_prefect()
    from flows.serving.upkeep import down as bring_down

    print_text("down" if bring_down() else "nothing was up")


def deploy() -> None:
    """Leave the deployments to the workers of the pool `copytaster`, on the Prefect server of PREFECT_API_URL.

    Makes the pool and the automation that ends silent runs where they are missing. A schedule that was paused,
    changed or removed stays so.
    """
    from flows.settings import quieten_prefect, settings

    settings()
    quieten_prefect()
    from flows.serving.deploying import deploy as put_on_server

    for name in put_on_server():
        print_text(name)
    print_text("a worker runs them: prefect worker start --pool copytaster")
