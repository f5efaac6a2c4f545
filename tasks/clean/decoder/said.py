"""What the page's markup says of the article's words: its title, its description, its JSON-LD text."""

import numpy as np

from schemas.page import Markup
from tasks.clean.article_body import article_body
from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.wording import WORD, Wording

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
    known = {word: number for number, word in enumerate(wording.vocabulary, 1)}
    theirs = np.array([known.get(word, 0) for word in words], dtype=np.int64)
    ours = wording.ids + 1
    base = len(known) + 1
    runs = (ours[:-2] * base + ours[1:-1]) * base + ours[2:]
    inside = wording.rows[:-2] == wording.rows[2:]
    there = np.isin(runs, (theirs[:-2] * base + theirs[1:-1]) * base + theirs[2:]) & inside
    shares = np.bincount(wording.rows[:-2], there, minlength=size) / np.maximum(1, wording.sizes - 2)
    return np.where(wording.sizes >= 3, shares, 0.5)
