"""`copytaster store`: the embedded server, and the address of whatever store is used."""

import os
import shutil
import sys
from pathlib import Path

import typer

from flows.commands.options import STORE
from flows.printing import print_text, say, show_table
from schemas.errors import ConfigurationError

store = typer.Typer(
    help="The store: the embedded server, or the one COPYTASTER_STORE names.",
    epilog="Example: copytaster store status",
    no_args_is_help=True,
)

SHELLS = ("mongosh", "mongo")
"""The MongoDB shells, the current one first."""
IN_DATABASE = ("--shell", "--eval", 'if (db.getName() === "test") db = db.getSiblingDB("copytaster")')
"""An address without a database's name would open `test`; ours is called copytaster."""


@store.command(epilog="Example: copytaster store start")
def start() -> None:
    """Start the embedded server if it is not running, and print its address."""
    from tasks.load import embedded

    print_text(embedded.start(_own_folder()))


@store.command(epilog="Example: copytaster store stop")
def stop() -> None:
    """Stop the embedded server; the next command that needs it starts it again."""
    from tasks.load import embedded

    say("stopped" if embedded.stop(_own_folder()) else "it was not running")


@store.command(epilog="Example: copytaster store status")
def status(address: STORE = None) -> None:
    """Say where the store is, whether it runs, and how many documents it holds."""
    from flows.answers.opening import opened
    from flows.settings import choose_store, settings, without_credentials
    from tasks.load import embedded

    choose_store(address)
    now = settings()
    if now.address is None:
        server = embedded.status(now.data_dir)
        print_text(f"embedded store in {server.directory}")
        if not server.running:
            print_text("not running; the next command that needs it starts it")
            return
        print_text(f"running at {server.uri}, process {server.pid}")
    else:
        print_text(f"store at {without_credentials(now.address)}")
    with opened(None) as catalogue:
        show_table(["collection", "documents"], catalogue.counts().items(), right=["documents"])


@store.command(epilog='Example: mongosh "$(copytaster store uri)"')
def uri(address: STORE = None) -> None:
    """Print the store's address, without user and password; the embedded server is started for it."""
    from flows.settings import without_credentials

    given = _address(address)
    print_text(given if "@" not in given else without_credentials(given))


@store.command(epilog="Example: copytaster store shell")
def shell(address: STORE = None) -> None:
    """Open a MongoDB shell on the store's database, where mongosh is installed."""
    from flows.settings import child_environment

    target = _address(address)
    program = next(filter(None, map(shutil.which, SHELLS)), None)
    if program is None:
        raise ConfigurationError("mongosh is not installed; `copytaster store uri` prints the address for any client")
    sys.stdout.flush()
    os.execve(program, [program, target, *IN_DATABASE], child_environment())  # noqa: S606  it takes our place


@store.command(epilog="Example: copytaster store migrate")
def migrate(address: STORE = None) -> None:
    """Bring the store to the present form; any command does that first, this one does nothing else."""
    from flows.answers.opening import opened

    with opened(address) as whole:
        print_text(f"form {whole.form()}")


@store.command("hash", epilog="Example: copytaster store hash")
def hash_(address: STORE = None) -> None:
    """Print a hash of all that is stored, the log of runs aside: equal stores have equal hashes."""
    from flows.answers.opening import opened

    with opened(address) as whole:
        print_text(whole.store_hash())


def _own_folder() -> Path:
    """Return the folder of the embedded server; somebody else's server is not ours to start or stop."""
    from flows.settings import settings

    now = settings()
    if now.address is not None:
        raise ConfigurationError("COPYTASTER_STORE names a server of its own: it is not ours to start or stop")
    return now.data_dir


def _address(given: str | None) -> str:
    from flows.settings import choose_store, settings
    from tasks.load import embedded

    choose_store(given)
    now = settings()
    return now.address or embedded.start(now.data_dir)
