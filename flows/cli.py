"""The `copytaster` command: it parses, calls and prints."""

import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated

import typer
from typer.main import get_command

from flows.commands.articles import find, show
from flows.commands.clean import clean
from flows.commands.doctor import doctor
from flows.commands.explain import explain
from flows.commands.export import export, import_
from flows.commands.forget import forget
from flows.commands.ingest import ingest, serve
from flows.commands.learn import learn
from flows.commands.profile import profile
from flows.commands.quarantine import quarantine
from flows.commands.query import query
from flows.commands.report import report
from flows.commands.reprocess import promote, reprocess
from flows.commands.runs import runs
from flows.commands.schedule import schedule
from flows.commands.store import store
from flows.commands.story import story
from flows.commands.up import deploy, down, up
from flows.commands.versions import diff, history, raw
from flows.exiting import ExitCode, flush_streams, guarded, heed_signals, mend_streams
from flows.printing import say

EPILOG = (
    "Example: copytaster ingest captures/ --source archive\n\n"
    "Exit codes: 0 clean · 1 usage or configuration · 2 finished with quarantined units "
    "· 3 the ledger does not balance · 4 store or disk unavailable · 5 failure budget exceeded "
    "· 130/143 interrupted, resumable · 141 the reader of the output left"
)

app = typer.Typer(
    name="copytaster",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# In the order of --help: storing, looking, keeping.
app.command(epilog="Example: copytaster ingest captures/ --source archive --workers 4")(ingest)
app.command(epilog="Example: copytaster clean captures/ | head -1 | python -m json.tool")(clean)
app.command(epilog="Example: copytaster learn --site example.com")(learn)
app.command(epilog='Example: copytaster find --text "harbour bridge" --language en --since 2017-01-01')(find)
app.command(epilog="Example: copytaster show 3f2a9c")(show)
app.command(epilog="Example: copytaster query by-site site=tass.com since=2017-06-01")(query)
app.command(epilog="Example: copytaster story 3f2a9c")(story)
app.command(epilog="Example: copytaster explain captures/page.html")(explain)
app.command(epilog="Example: copytaster history 3f2a9c")(history)
app.command(epilog="Example: copytaster diff 3f2a9c 1 3")(diff)
app.command(epilog="Example: copytaster raw 3f2a9c > page.html")(raw)
app.command(epilog="Example: copytaster forget --url https://news.example/the-mayor --dry-run")(forget)
app.command(epilog="Example: copytaster report --since 2026-11-01 --out november.html")(report)
app.add_typer(runs, name="runs")
app.add_typer(quarantine, name="quarantine")
app.command(epilog="Example: copytaster reprocess --site news.example --version-before 0.2.0")(reprocess)
app.command(epilog="Example: copytaster promote 3f2a9c")(promote)
app.add_typer(store, name="store")
app.add_typer(profile, name="profile")
app.command(epilog="Example: copytaster export --format parquet --query by-site site=tass.com articles/")(export)
app.command("import", epilog="Example: copytaster import archive/ --store mongodb://127.0.0.1:27018/copy")(import_)
app.command(epilog="Example: copytaster doctor")(doctor)
app.command(epilog="Example: copytaster up --open")(up)
app.command(epilog="Example: copytaster down")(down)
app.command(epilog="Example: PREFECT_API_URL=http://127.0.0.1:4200/api copytaster deploy")(deploy)
app.add_typer(schedule, name="schedule")
app.command(epilog='Example: copytaster serve captures/ --cron "30 4 * * *"')(serve)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"copytaster {version('copytaster')}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=EPILOG)
def copytaster(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn captured news pages into clean, dated, attributed articles."""
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(ExitCode.USAGE)


built = cache(get_command)  # it takes long to make of the functions and their parameters


def invoke(arguments: Sequence[str]) -> int:
    """Run the command with these arguments and return its exit code; what cannot be parsed is a usage error."""
    command = built(app)
    try:
        with command.make_context("copytaster", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except typer.TyperException as error:
        where = getattr(getattr(error, "ctx", None), "command_path", "copytaster")
        if said := error.format_message():  # nothing where a group of commands stood alone: its help is printed
            say(f"error: {said}")
            say(f"{where} --help says how it is used")
        return ExitCode.USAGE
    return ExitCode.CLEAN


def main() -> None:
    """Run `copytaster`."""
    mend_streams()
    heed_signals()
    code = guarded(lambda: invoke(sys.argv[1:]))
    flush_streams()
    sys.exit(code)
