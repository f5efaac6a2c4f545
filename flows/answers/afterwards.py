"""What to say after a run: its exit code, and how to look at what it stored."""

import os
import shlex
from collections.abc import Sequence

from flows.answers.opening import opened
from flows.answers.showing import SHORT
from flows.exiting import ExitCode
from schemas.outcome import Verdict
from schemas.run import Receipt
from tasks.load.exchange import Document, Search

LOOKED_AT = 200
"""Newest articles among which one is looked for to show."""


def exit_code(receipt: Receipt) -> ExitCode:
    """Return the exit code of a run that came to its end; it is never 0 where a unit was lost on the way."""
    if receipt.balanced is False:
        return ExitCode.UNBALANCED
    left_out = (Verdict.QUARANTINED, Verdict.NOT_REACHED)
    return ExitCode.QUARANTINED if any(receipt.counts.get(each.value) for each in left_out) else ExitCode.CLEAN


def queries(receipt: Receipt, paths: Sequence[str]) -> tuple[str, str, str]:
    """Return three commands that show what came in, with names that really are in the store."""
    with opened(None) as catalogue:
        article = _telling(catalogue.find(Search(limit=LOOKED_AT)), paths)
    last = f"copytaster runs verify {receipt.id}"
    if receipt.counts.get(Verdict.QUARANTINED.value):
        last = "copytaster quarantine list"
    if article is None:
        return "copytaster find", f"copytaster runs show {receipt.id}", last
    return f"copytaster find {_narrowed(article)}", f"copytaster show {article['_id'][:SHORT]}", last


def _telling(articles: Sequence[Document], paths: Sequence[str]) -> Document | None:
    """Return an article of these paths, if there is one, that names its publisher, if there is one."""
    roots = tuple(os.path.abspath(path) for path in paths)
    ours = [each for each in articles if each["source"]["uri"].startswith(roots)] or articles
    named = [each for each in ours if each.get("publisher")]
    return next(iter([*named, *ours]), None)


def _narrowed(article: Document) -> str:
    """Return an option of `find` that this article fits."""
    if article.get("publisher"):
        return f"--publisher {shlex.quote(article['publisher'])}"
    code = (article.get("language") or {}).get("code")
    return f"--language {code}" if code else "--limit 10"
