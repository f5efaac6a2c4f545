"""`copytaster forget`: what must go, goes for good."""

import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import STORE
from flows.exiting import ExitCode, Terminated
from flows.printing import say, show_table
from schemas.errors import ConfigurationError
from schemas.wording import counted

if TYPE_CHECKING:
    from tasks.load.exchange import Target
    from tasks.load.store import Store

LISTED = 20
"""Articles that are named before they go; more are counted."""
SLUG = re.compile(r"[a-z0-9-]{1,40}")


def _slug(given: str) -> str:
    if not SLUG.fullmatch(given):
        raise typer.BadParameter("a reason is a code of small letters, digits and hyphens: it is kept for good")
    return given


def forget(
    article: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An article's or a quarantined capture's id, or its start.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="The article with this canonical address.")] = None,
    site: Annotated[str | None, typer.Option(metavar="DOMAIN", help="All that is stored of a site.")] = None,
    reason: Annotated[str, typer.Option(callback=_slug, help="A code kept with the receipt, as in court-order.")] = (
        "asked"
    ),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go; nothing is changed.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Look for anything left of all that was forgotten.")] = False,
    store: STORE = None,
) -> None:
    """Erase an article and all that is known of it, and bar it from ever coming back.

    Its versions, its captures' bytes, its quarantined captures and its links go; of its places the ledger keeps that
    there was a unit. Tombstones, which are hashes, stop its address, its places, its bytes and its text. What another
    article shares with it stays. A call that was killed is finished by the next one.
    """
    from flows.answers.opening import opened

    if sum(each is not None for each in (article, url, site)) != (0 if verify else 1):
        raise typer.BadParameter("name one thing: an id, --url or --site; or --verify alone", param_hint="ID")
    with opened(store) as whole:
        if verify:
            _verify(whole)
        else:
            _forget(whole, _target(whole, article, url, site), reason, yes, dry_run)


def _verify(whole: "Store") -> None:
    from flows.answers.showing import show_verification

    verification = whole.residue()
    show_verification(verification)
    say("nothing is left of what was forgotten" if verification.ok else "something IS left of what was forgotten")
    if not verification.ok:
        raise typer.Exit(ExitCode.UNBALANCED)


def _forget(whole: "Store", target: "Target", reason: str, yes: bool, dry_run: bool) -> None:
    from flows.answers.showing import show_effects
    from flows.runs.forgetting import forget as forget_all
    from flows.settings import settings

    many = _list(whole, target)
    if dry_run:
        say(f"{many} would be forgotten; nothing was changed" if many else "nothing is stored of it")
        return
    if not many and not whole.forgetting_unfinished():
        say("it was forgotten already" if whole.was_forgotten(target) else "nothing is stored of it")
        return
    if many and not yes:
        _ask(many)
    try:
        receipt = forget_all(target, reason, whole, settings().log_dir)
    except (KeyboardInterrupt, Terminated):
        say("not all of it is forgotten yet: the same command goes on where it stopped")
        raise
    show_effects(receipt)
    say(f"forgotten for good · run {receipt.id}{_shredded()}")


def _list(whole: "Store", target: "Target") -> str:
    """Print what a target names, as far as there is room, and return how much it is, in words."""
    from flows.answers.showing import SHORT

    rows: list[tuple[Any, ...]] = []
    counts = {"article": 0, "quarantined capture": 0}
    for each in whole.forgettable(target):
        counts["quarantined capture" if "reason" in each else "article"] += 1
        if len(rows) < LISTED:
            where = each["uri"] if "reason" in each else each.get("url") or each["source"]["uri"]
            rows.append((each["_id"][:SHORT], each.get("reason") or each.get("title"), where))
    if rows:
        show_table(["id", "title", "where"], rows)
    return " and ".join(counted(number, name) for name, number in counts.items() if number)


def _ask(many: str) -> None:
    if not sys.stdin.isatty():
        raise ConfigurationError(f"{many} would be forgotten for good: give --yes to do it")
    if not typer.confirm(f"Forget {many} for good?", err=True):
        raise ConfigurationError("nothing was forgotten")


def _target(whole: "Store", article: str | None, url: str | None, site: str | None) -> "Target":
    """Return what is to be forgotten, an id written out.

    Raises:
        ConfigurationError: it can be nothing, or more than one.
    """
    from tasks.grammar.addresses import normalise
    from tasks.load.exchange import Target

    if url is not None:
        address = normalise(url)
        if address is None:
            raise ConfigurationError("that is no address of a page: one is written https://…")
        return Target(url=address)
    if site is not None:
        return Target(site=site.strip().lower())
    named = whole.article(article or "")
    if named is not None:
        return Target(article=named["_id"])
    held = whole.quarantined(article or "")
    if held is not None:
        return Target(unit=held["_id"])
    if whole.was_forgotten(Target(article=article)):
        return Target(article=article)
    raise ConfigurationError(f"no article or quarantined capture has an id that starts {article!r}")


def _shredded() -> str:
    """Overwrite what the embedded server's files keep of deleted documents; say where that is somebody else's work."""
    from flows.settings import settings
    from tasks.load import embedded

    now = settings()
    if now.address is not None:
        return " · the server's own files and backups keep deleted documents for a while: docs/operations.md"
    return (
        "" if embedded.shred(now.data_dir) else " · the store's file is in use: run it again to overwrite what it held"
    )
