"""`copytaster reprocess` and `promote`: the stored captures read anew by today's code, compared where asked."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import SINCE, SITE, STORE, WORDS, WORKERS
from flows.exiting import ExitCode, Terminated
from flows.printing import print_text, say, show_table
from flows.runs.runlog import LOGGER
from schemas.errors import ConfigurationError
from schemas.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flows.answers.previewing import Comparison
    from schemas.run import Receipt
    from tasks.load.exchange import Plan

VERSION_BEFORE = Annotated[
    str | None,
    typer.Option(
        metavar="VERSION",
        help="Made by a release before this one, as in 0.2.0; current: by any code that is not today's.",
    ),
]


def reprocess(
    given: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]…", help="The query's parameters.")] = None,
    site: SITE = None,
    since: SINCE = None,
    version_before: VERSION_BEFORE = None,
    text: WORDS = None,
    query: Annotated[
        str | None, typer.Option(metavar="NAME", help="What this saved query lists; not with --site, --since, --text.")
    ] = None,
    quarantined: Annotated[
        bool, typer.Option("--quarantined/--no-quarantined", help="Read the quarantined captures, too.")
    ] = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    compare: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="The same, as a page, with a plan that `promote` carries out."),
    ] = None,
    workers: WORKERS = 0,
    store: STORE = None,
) -> None:
    """Read the stored captures anew with today's code, and file what it makes of them. No file is needed.

    What today's code has made already stays, so the same command goes on where an interrupted one stopped. An article
    that today's code would refuse stays as it is, and is named.
    """
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    LOGGER.setLevel(settings().log_level)
    quieten_prefect()
    which: dict[str, object] = {
        "site": site or "",
        "since": since.isoformat() if since else "",
        "version_before": _release(version_before),
        "text": text or "",
        "query": query or "",
        "given": given or (),
        "quarantined": quarantined,
    }
    _expect_question(query, given or (), bool(site or since or text))
    if dry_run or compare:
        raise typer.Exit(_compare(which, workers, compare))
    from flows.serving.local import reprocess_here

    receipt = watched_run(lambda: reprocess_here(which, workers))
    raise typer.Exit(report(receipt, "nothing stored fits: nothing was read anew"))


def promote(
    plan: Annotated[
        str | None,
        typer.Argument(metavar="[PLAN]", help="A plan's id, or its first letters; else the plans are listed."),
    ] = None,
    workers: WORKERS = 0,
    store: STORE = None,
) -> None:
    """Do exactly what a plan says that `reprocess --compare` made.

    Refused where the store or the code has moved on since. The same command goes on where an interrupted one stopped.
    """
    from flows.answers.opening import opened
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    LOGGER.setLevel(settings().log_level)
    with opened(None) as whole:
        if plan is None:
            _list(whole.plans())
            return
        whole.expect_plan(plan)  # what cannot be done is said before Prefect is imported, which takes seconds
    quieten_prefect()
    from flows.serving.local import promote_here

    receipt = watched_run(lambda: promote_here(plan, workers))
    raise typer.Exit(report(receipt, "nothing was left to do"))


def _list(plans: "Sequence[Plan]") -> None:
    from flows.answers.showing import at

    rows = [(each.id, each.status, at(each.made_at), each.articles, each.units, _words(each)) for each in plans]
    if rows:
        columns = ["plan", "status", "made (UTC)", "articles", "quarantined", "selection"]
        show_table(columns, rows, right=["articles", "quarantined"])
    else:
        say("no plans: `copytaster reprocess --compare OUT.html` makes one")


def _words(plan: "Plan") -> str:
    return " ".join(f"{name}={value}" for name, value in plan.selection.items())


def _compare(which: dict[str, object], workers: int, out: Path | None) -> int:
    from flows.answers.opening import opened
    from flows.answers.previewing import compare, page
    from flows.answers.showing import show_counts
    from flows.pages.rendering import expect_place, write_page
    from flows.reprocess import Which
    from flows.settings import settings
    from tasks.pool import Processes

    if out is not None:
        expect_place(out)
    now = settings()
    many = workers or now.workers or os.cpu_count() or 1
    with opened(None) as whole, Processes(many, now.page_seconds) as pool:
        found = compare(Which.model_validate(which).selection(), whole, pool, now.data_dir, planned=out is not None)
    say("nothing was changed; `stored` counts what would be new")
    show_counts(found.counts, found.seen, found.reasons)
    _show_fields(found)
    if out is not None and found.plan is not None:
        write_page(page(found), out)
        print_text(f"\nplan {found.plan.id}, compared in {out}\n\n  copytaster promote {found.plan.id}")
    return ExitCode.QUARANTINED if found.counts["quarantined"] else ExitCode.CLEAN


def _show_fields(found: "Comparison") -> None:
    differences = found.differences
    rows = [(name, each.filled, each.emptied, each.changed) for name, each in differences.by_field()]
    if rows:
        print_text("")
        show_table(["field", "filled", "emptied", "changed"], rows, right=["filled", "emptied", "changed"])
    print_text(
        f"\n{counted(differences.articles, 'article')} would change; quality: {differences.better} better, "
        f"{differences.worse} worse, {differences.mean_shift:+.3f} on their mean"
    )
    if found.kept:
        print_text(
            f"{counted(found.kept, 'place')} whose page today's code would refuse: their articles stay as they are"
        )


def _expect_question(query: str | None, given: "Sequence[str]", narrowed: bool) -> None:
    """Refuse what cannot be asked, before Prefect is imported."""
    from flows.runs.selecting import keyed
    from tasks.load.asking import choosing

    words = keyed(given)
    if query is not None:
        choosing(query, words)
    if words and not query:
        raise ConfigurationError("key=value are parameters of a query: name it with --query")
    if query and narrowed:
        raise ConfigurationError("--query chooses by itself: neither --site, --since nor --text beside it")


def _release(words: str | None) -> str:
    parts = (words or "").split(".")
    if words in (None, "current") or (len(parts) <= 4 and all(part.isdecimal() and len(part) <= 6 for part in parts)):
        return words or ""
    raise typer.BadParameter(f"{words!r} is no release: one is written 0.2.0", param_hint="--version-before")


def watched_run(start: "Callable[[], Receipt]") -> "Receipt":
    """Return the receipt of a run that reads stored captures, shown while it goes on."""
    from flows.answers.watching import REREADING, watched

    with watched(0, REREADING) as watcher:
        try:
            return start()
        except (KeyboardInterrupt, Terminated):
            watcher.tell(
                "the run is closed as cancelled; the same command goes on where it stopped"
                if watcher.begun
                else "stopped before the run began: nothing was read"
            )
            raise


def report(receipt: "Receipt", nothing: str) -> int:
    """Print what came of such a run, or that there was nothing to do, and return the exit code."""
    from flows.answers.afterwards import exit_code
    from flows.answers.showing import show_counts

    try:
        show_counts(receipt.counts, receipt.seen, receipt.reasons)
        print_text(f"\nrun {receipt.id} · log {receipt.log}")
        if not receipt.seen:
            say(nothing)
    except BrokenPipeError:  # the run is done whether anybody reads of it or not
        pass
    return exit_code(receipt)
