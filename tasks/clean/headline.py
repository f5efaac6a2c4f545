"""Which block is the article's headline."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.page import Block, Markup
from tasks.clean.shapes import ends_with_stop, trail, words
from tasks.clean.sheet import Roles, Sheet

REACH = 40
"""Blocks before the article's first paragraph in which its headline may stand: date, byline, picture and buttons."""
INSIDE = 3
"""Blocks of the article itself that may turn out to be its headline."""
LONGEST = 250
ENOUGH = 2.0
"""The score from which a block is taken for the headline."""
WORD = re.compile(r"\w{4,}")
SAME = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Titles:
    """What the page elsewhere calls its article, folded for comparison."""

    declared: frozenset[str]  # headline of the markup's head, h1
    window: str  # <title>, which usually adds the site's name
    trails: frozenset[str]  # last steps of breadcrumb lines


@dataclass(frozen=True, slots=True)
class Headline:
    """The block taken for the headline, and how it scored."""

    index: int
    score: float


def find_headline(sheet: Sheet, roles: Roles, start: int, opening: Sequence[int]) -> Headline | None:
    """Return the headline of the article whose first paragraph is the block `start`.

    `opening` are the first blocks of its text: a headline says in few words what they say.
    """
    titles = read_titles(sheet, start)
    said = frozenset(word for index in opening for word in _content(sheet.blocks[index].text[:1000]))
    found: list[Headline] = []
    for index in range(max(0, start - REACH), min(len(sheet.blocks), start + INSIDE)):
        inside = index >= start and sheet.keeps(index)
        if index in roles or len(sheet.blocks[index].text) > LONGEST:
            continue
        score = _score(sheet.blocks[index], titles, said) - 0.04 * max(0, start - index) - (1.5 if inside else 0.0)
        found.append(Headline(index, score))
    best = max(found, key=lambda headline: headline.score, default=None)
    return best if best is not None and best.score >= ENOUGH else None


def read_titles(sheet: Sheet, start: int) -> Titles:
    """Return what the markup and the breadcrumb lines before the article call it."""
    markup: Markup = sheet.page.markup
    named = [content for name, content in markup.meta if name in ("og:title", "twitter:title", "headline")]
    lasts = [steps[-1] for block in sheet.blocks[: start + 1] if (steps := trail(block.text))]
    return Titles(
        declared=frozenset(filter(None, map(fold, (*named, *markup.headings)))),
        window=fold(markup.title or ""),
        trails=frozenset(fold(step) for step in lasts if words(step) >= 3),
    )


def fold(text: str) -> str:
    """Return a text's letters and digits only, without case: two spellings of one headline are equal.

    >>> fold("“Port strike” ends — at last") == fold('"Port strike" ends - at last')
    True
    """
    return SAME.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _score(block: Block, titles: Titles, said: frozenset[str]) -> float:
    name, size = fold(block.text), words(block.text)
    score = _length(size)
    if name in titles.declared:
        score += 3.0
    elif name and name in titles.window:
        score += 1.5 if size >= 4 else 0.5
    if name in titles.trails:
        score += 2.0
    if block.tag == "h1":
        score += 1.5
    elif block.tag in ("h2", "h3"):
        score += 0.3
    if ends_with_stop(block.text):
        score -= 1.5
    content = _content(block.text)
    if content:
        score += 2.0 * len(content & said) / len(content)
    return score


def _length(size: int) -> float:
    if 4 <= size <= 22:
        return 1.0
    if size in (2, 3) or 22 < size <= 32:
        return 0.0
    return -1.5


def _content(text: str) -> frozenset[str]:
    """Return the words that carry meaning: long ones, cut to their stem where the language inflects its endings."""
    return frozenset(word[:6] for word in WORD.findall(text.casefold()))
