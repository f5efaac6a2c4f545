"""What to say after a run: its exit code, and how to look at what it stored."""

import shlex

from flows.exiting import ExitCode
from flows.opening import opened
from flows.showing import SHORT
from schemas.outcome import Verdict
from schemas.run import Receipt
from tasks.load.store import Document, Search


def exit_code(receipt: Receipt) -> ExitCode:
    """Return the exit code of a run that came to its end."""
    if receipt.balanced is False:
        return ExitCode.UNBALANCED
    return ExitCode.QUARANTINED if receipt.counts.get(Verdict.QUARANTINED.value) else ExitCode.CLEAN


def queries(receipt: Receipt) -> tuple[str, str, str]:
    """Return three commands that show what is stored now, with names that really are in the store."""
    with opened(None) as catalogue:
        newest = next(iter(catalogue.find(Search(limit=1))), None)
    last = f"copytaster runs verify {receipt.id}"
    if receipt.counts.get(Verdict.QUARANTINED.value):
        last = "copytaster quarantine list"
    if newest is None:
        return "copytaster find", f"copytaster runs show {receipt.id}", last
    return f"copytaster find {_narrowed(newest)}", f"copytaster show {newest['_id'][:SHORT]}", last


def _narrowed(article: Document) -> str:
    if article.get("publisher"):
        return f"--publisher {shlex.quote(article['publisher'])}"
    return f"--language {(article.get('language') or {}).get('code') or 'en'}"
