"""Whether two headlines are of one story, folded as titles are compared."""

import re
from collections.abc import Collection
from functools import lru_cache

BRIEF = 20
"""The width of a title that may be the site's name alone: no headline is another story's for not being that."""
WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Han, kana and Hangul say in one letter what takes two or three of others."""
WHOLE = 0.4
"""The share of the longer headline from which the shorter one, found in it, is the same: the site may follow."""
ALIKE = 0.3
"""The share of its triples of letters below which a headline has nothing of a title."""


def is_same(name: str, title: str) -> bool:
    """Return whether two folded headlines are one, be it that one of them goes on.

    >>> is_same("port strike ends", "port strike ends the example"), is_same("port strike ends", "port strike begins")
    (True, False)
    """
    short, long = sorted((name, title), key=len)
    return name == title or (len(short) >= WHOLE * len(long) and f" {short} " in f" {long} ")


def is_alike(name: str, title: str) -> bool:
    """Return whether two folded headlines may be of one story, told by the shorter one's triples of letters.

    >>> is_alike("port strike ends", "end of the port strike"), is_alike("port strike ends", "goats win the fair")
    (True, False)
    """
    ours, others = _triples(name), _triples(title)
    return len(ours & others) >= ALIKE * min(len(ours), len(others))


def is_another(name: str, titles: Collection[str]) -> bool:
    """Return whether a folded headline has nothing of any of a page's titles, which say more than its site's name."""
    is_told = any(len(title) + len(WIDE.findall(title)) >= BRIEF for title in titles)
    return is_told and not any(is_alike(name, title) for title in titles)


@lru_cache(maxsize=64)
def _triples(text: str) -> frozenset[str]:
    return frozenset({text[place : place + 3] for place in range(max(1, len(text) - 2))})
