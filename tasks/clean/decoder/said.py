"""What the page's markup says of the article's words: its title, its description, its JSON-LD text."""

from itertools import repeat

import numpy as np

from schemas.page import Markup
from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.series import Rows
from tasks.clean.decoder.wording import WORD, Wording
from tasks.clean.rescuing.article_body import article_body

ENOUGH = 30
"""Words of an articleBody that make it evidence: shorter ones are teasers."""
UNKNOWN = -1.0


def title_of(markup: Markup) -> str | None:
    """Return the title the page gives itself, the one meant for sharing first."""
    meta = dict(reversed(markup.meta))
    headings = markup.headings[0] if markup.headings else None
    return meta.get("og:title") or markup.title or headings


def said(markup: Markup, wording: Wording) -> dict[str, Floats]:
    """Return the columns on how far a block's words are those that the markup says."""
    meta = dict(reversed(markup.meta))
    described = meta.get("og:description") or meta.get("description") or ""
    return {
        "in article body": _overlap(wording, article_body(markup)),
        "in description": _overlap(wording, described if len(described) > 40 else ""),
    }


def _overlap(wording: Wording, text: str) -> Floats:
    """Return the share of each block's runs of three words that stand in the text; UNKNOWN where there is none."""
    size = len(wording.sizes)
    words = WORD.findall(text.lower())
    if len(words) < 6:
        return np.full(size, UNKNOWN)
    known = wording.numbers
    theirs = np.fromiter(map(known.get, words, repeat(0)), dtype=np.int64, count=len(words))
    base = len(known) + 1
    said_runs, runs = np.sort(_runs(theirs, base)), _runs(wording.ids + 1, base)
    inside = wording.rows[:-2] == wording.rows[2:]
    there = (said_runs[np.searchsorted(said_runs[:-1], runs)] == runs) & inside
    shares = np.bincount(wording.rows[:-2], there, minlength=size) / np.maximum(1, wording.sizes - 2)
    return np.where(wording.sizes >= 3, shares, 0.5)


def _runs(words: Rows, base: int) -> Rows:
    """Return one number for each run of three words, whose own numbers are below `base`."""
    return (words[:-2] * base + words[1:-1]) * base + words[2:]
