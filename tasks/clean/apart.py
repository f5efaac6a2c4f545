"""What the page's elements set apart from its article: another post, a second article beneath, what nobody sees."""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.page import Decision, Role
from tasks.clean.furniture import furniture_role
from tasks.clean.segmented import Elements, Segmented

Mask = NDArray[np.bool_]

UNSEEN = frozenset({"hidden", "hide", "is-hidden", "d-none", "visually-hidden", "sr-only", "screen-reader-text"})
"""Classes by which the common style sheets (Bootstrap, Foundation, Tailwind, WordPress) hide an element."""
ON_SOME_SCREENS = re.compile(r":|\b(?:xs|sm|md|lg|xl|mobile|tablet|desktop)\b")
"""What stands beside such a class where the element is hidden on some screens only: `hidden md:block`."""
POST = re.compile(r"(?<![\w-])post-(\d{1,10})(?![\w-])")
"""The class and id that WordPress gives the element of a post (`post_class()`): each post has its own number."""
BEGUN, BRIEF = 0.25, 300
"""The share of the text, and the characters of it, that stand before another story beneath."""
UNDER = 4
"""Blocks under a headline in which its byline or date stands."""


def apart(segmented: Segmented, decisions: Sequence[Decision]) -> Mapping[int, str]:
    """Return the blocks that are set apart, and the rule that says so; none of a text capture.

    Where no less is hidden than stays, the page only waits for its script to show it: nothing is set apart for that.
    """
    if segmented.layout is None:
        return {}
    elements = segmented.layout.elements
    sizes = np.array([len(each.block.text) if each.kept else 0 for each in decisions])
    rules = dict.fromkeys(_rows(_others(elements, decisions), sizes), "another-article")
    hidden = _inside(elements, _unseen(elements), len(decisions))
    if 2 * sizes[hidden].sum() < sizes.sum():
        rules.update(dict.fromkeys(_rows(hidden, sizes), "hidden"))
    return rules


def _rows(mask: Mask, sizes: NDArray[np.int64]) -> list[int]:
    rows: list[int] = np.flatnonzero(mask & (sizes > 0)).tolist()
    return rows


def _inside(elements: Elements, chosen: Iterable[int], size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    for element in chosen:
        mask[elements.firsts[element] : elements.lasts[element]] = True
    return mask


def _unseen(elements: Elements) -> list[int]:
    hiding = {words for words in set(elements.words) if not UNSEEN.isdisjoint(words.split())}
    named = (row for row, words in enumerate(elements.words) if words in hiding and not ON_SOME_SCREENS.search(words))
    return [*np.flatnonzero(elements.hidden).tolist(), *named]


def _others(elements: Elements, decisions: Sequence[Decision]) -> Mask:
    """Return the blocks of other posts and of other articles than the one that holds the headline, if any is kept."""
    size = len(decisions)
    mask = np.zeros(size, dtype=np.bool_)
    headline = _headline(decisions)
    if headline is None:
        return mask
    for own, others in (_posts(elements, headline), _articles(elements, decisions, headline)):
        beside = _inside(elements, others, size)
        if own is not None and any(
            decisions[row].kept and not beside[row] for row in range(elements.firsts[own], elements.lasts[own])
        ):
            mask |= beside
    mask[_beneath(decisions, headline) :] = True
    return mask


def _beneath(decisions: Sequence[Decision], headline: int) -> int:
    """Return where another story begins beneath: an <h1> that says something else, with a byline or a date under it.

    Past the last block where none does. Before it stands a good part of the text.
    """
    behind = 0
    enough = max(BRIEF, BEGUN * sum(len(each.block.text) for each in decisions if each.kept))
    told = {decisions[headline].block.text}
    for row, each in enumerate(decisions):
        if each.block.tag == "h1" and each.block.text not in told:
            if behind >= enough and _is_signed(decisions[row + 1 : row + 1 + UNDER]):
                return row
            told.add(each.block.text)
        behind += len(each.block.text) if each.kept else 0
    return len(decisions)


def _is_signed(under: Sequence[Decision]) -> bool:
    """Return whether a byline or a date stands under a headline, with a standfirst between them at most."""
    first = next((row for row, each in enumerate(under) if furniture_role(each.block.text)), None)
    return first is not None and sum(each.kept for each in under[:first]) < 2


def _headline(decisions: Sequence[Decision]) -> int | None:
    said = (row for row, each in enumerate(decisions) if each.role is Role.HEADLINE)
    topmost = (row for row, each in enumerate(decisions) if each.block.tag == "h1")
    return next(said, next(topmost, None))


def _posts(elements: Elements, headline: int) -> tuple[int | None, list[int]]:
    """Return the element of the post that holds the headline, and those of posts with another number."""
    numbers = {
        row: found[1]
        for row, words in enumerate(elements.words)
        if "post-" in words and (found := POST.search(words)) is not None
    }
    holding = [row for row in numbers if _holds(elements, row, headline)]
    if not holding:
        return None, []
    own = holding[-1]
    return own, [row for row in numbers if numbers[row] != numbers[own] and row not in holding]


def _articles(elements: Elements, decisions: Sequence[Decision], headline: int) -> tuple[int | None, list[int]]:
    """Return the article that holds the headline in its <h1>, and those beside it that have an <h1> of their own."""
    before = np.cumsum([0, *(each.block.tag == "h1" for each in decisions)])  # the <h1>s that stand before a block
    titles = before[elements.lasts] - before[elements.firsts]
    titled = [row for row, tag in enumerate(elements.tags) if tag == "article" and titles[row]]
    holding = [row for row in titled if _holds(elements, row, headline)]
    if not holding:
        return None, []
    own = holding[-1]
    first, last = elements.firsts[own], elements.lasts[own]
    return own, [row for row in titled if elements.firsts[row] >= last or elements.lasts[row] <= first]


def _holds(elements: Elements, element: int, block: int) -> bool:
    return bool(elements.firsts[element] <= block < elements.lasts[element])
