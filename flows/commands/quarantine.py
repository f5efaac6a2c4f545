"""`copytaster quarantine`: the captures that gave no article, and why; to be read again, or dropped."""

from typing import Annotated

import typer

from flows.commands.options import HELD_SINCE, JSON, LIMIT, SITE, STORE, WORKERS
from flows.printing import emit, say, show_table
from flows.runs.runlog import LOGGER
from schemas.errors import ConfigurationError
from schemas.wording import counted

quarantine = typer.Typer(
    help="The captures that gave no article, and why; read again, or dropped.",
    epilog="Example: copytaster quarantine list",
    no_args_is_help=True,
)

CODE = Annotated[
    str | None, typer.Option("--code", metavar="CODE", help="For this reason only, as in no-article-text.")
]
NOTHING_TO_DROP = "nothing in quarantine fits: nothing was dropped"
UNIT = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="One quarantined capture's id, or its first letters; else all.")
]


@quarantine.command("list", epilog="Example: copytaster quarantine list --code no-article-text --json | jq -r .uri")
def list_(
    code: CODE = None,
    site: SITE = None,
    since: HELD_SINCE = None,
    limit: LIMIT = 50,
    json: JSON = False,
    store: STORE = None,
) -> None:
    """List quarantined captures in the order of their places."""
    from flows.answers.opening import opened
    from flows.answers.showing import SHORT
    from tasks.load.exchange import Selection

    _expect_code(code)
    with opened(store) as catalogue:
        units = catalogue.quarantine(limit, Selection(reason=code, site=site, held_since=since))
    if json:
        for unit in units:
            emit(unit)
    elif units:
        rows = [(unit["_id"][:SHORT], unit["reason"], unit["stage"], unit["uri"], unit["message"]) for unit in units]
        show_table(["id", "reason", "stage", "place", "message"], rows)
    else:
        say("nothing is quarantined" if not (code or site or since) else "nothing in quarantine fits")


@quarantine.command(epilog="Example: copytaster quarantine show 3f2a9c")
def show(
    unit: Annotated[str, typer.Argument(metavar="ID", help="A quarantined capture's id, or its first letters.")],
    json: JSON = False,
    store: STORE = None,
) -> None:
    """Show a quarantined capture: where it is, the stage, the reason, the message, and which stored bytes are its."""
    from flows.answers.opening import opened

    with opened(store) as catalogue:
        found = catalogue.quarantined(unit)
    if found is None:
        raise _unknown(unit)
    if json:
        emit(found)
    else:
        show_table(["field", "value"], found.items())


@quarantine.command(epilog="Example: copytaster quarantine replay --code no-article-text --site news.example")
def replay(
    unit: UNIT = None,
    code: CODE = None,
    site: SITE = None,
    since: HELD_SINCE = None,
    workers: WORKERS = 0,
    store: STORE = None,
) -> None:
    """Read quarantined captures anew with today's code, from the stored bytes: what gives an article comes back.

    Bytes that today's code has refused already are not read again.
    """
    from flows.commands.reprocess import report, watched_run
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    LOGGER.setLevel(settings().log_level)
    _expect_code(code)
    which = {
        "code": code or "",
        "site": site or "",
        "since": since.isoformat() if since else "",
        "unit": _whole(unit) if unit else "",
    }
    quieten_prefect()
    from flows.serving.local import replay_here

    receipt = watched_run(lambda: replay_here(which, workers))
    raise typer.Exit(report(receipt, "nothing in quarantine fits: nothing was read anew"))


@quarantine.command(epilog="Example: copytaster quarantine drop --code empty --yes")
def drop(
    unit: UNIT = None,
    code: CODE = None,
    site: SITE = None,
    since: HELD_SINCE = None,
    yes: Annotated[bool, typer.Option("--yes", help="Really drop them; without it they are only counted.")] = False,
    store: STORE = None,
) -> None:
    """Take captures out of the quarantine for good. Their bytes stay stored; `forget` removes what must go.

    Their places count as excluded by the rule `dropped` as long as they hold these bytes; others are read again.
    """
    from flows.answers.opening import opened
    from flows.commands.reprocess import report
    from flows.settings import choose_store, quieten_prefect, settings
    from tasks.load.exchange import Selection

    choose_store(store)
    _expect_code(code)
    quieten_prefect()
    from flows.runs.dropping import drop as drop_all

    wanted = Selection(reason=code, site=site, held_since=since, unit=_whole(unit) if unit else None)
    with opened(None) as whole:
        if not yes:
            if units := len(whole.quarantine(0, wanted)):
                raise ConfigurationError(_asked(units))
            say(NOTHING_TO_DROP)
            raise typer.Exit
        receipt = drop_all(wanted, whole, settings().log_dir)
    raise typer.Exit(report(receipt, NOTHING_TO_DROP))


def _asked(units: int) -> str:
    return f"{counted(units, 'capture')} would leave the quarantine for good: give --yes to drop them"


def _expect_code(code: str | None) -> None:
    """Refuse a code that no capture can have: a slip of the pen would find nothing and look like good news."""
    from schemas.errors import reasons

    if code is not None and code not in reasons():
        raise typer.BadParameter(f"{code!r} is no reason code; the README lists them all", param_hint="--code")


def _whole(start: str) -> str:
    """Return the id of the one quarantined capture whose id starts so."""
    from flows.answers.opening import opened

    with opened(None) as catalogue:
        found = catalogue.quarantined(start)
    if found is None:
        raise _unknown(start)
    return str(found["_id"])


def _unknown(unit: str) -> ConfigurationError:
    return ConfigurationError(f"nothing in quarantine has an id that starts with {unit!r}")
