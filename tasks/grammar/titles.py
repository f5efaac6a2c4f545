"""Titles with the name of their site: "Port strike ends - The Example", "The Example: Port strike ends"."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

LONGEST = 500
"""Characters of a title; what is longer is a text."""
PART = re.compile(r"\s[|\-–—·•:»›‹«/~]{1,3}\s|\s?[|»›]\s?|(?<=\w)\s?[:：]\s|\s?[｜＿]\s?")
"""What stands between a title and the name of its site."""
TRAIL = re.compile(r"\s{0,3}[»›→]\s{0,3}|\s[>/|]\s")
"""What stands between the steps of a breadcrumb."""
FOLDED = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Return a text's letters and digits without case: two spellings of one title are equal.

    >>> fold("“Port strike” ends — at last") == fold('"Port strike" ends - at last')
    True
    """
    return FOLDED.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST]).casefold()).strip()


def without_site(title: str, sites: Collection[str]) -> str:
    """Return a title without the names of its site that stand before or behind it; `sites` are folded.

    >>> without_site("Port strike ends - News - The Example", {"the example"})
    'Port strike ends - News'
    """
    changed = True
    while changed:
        changed = False
        for rest, name in _halves(title):
            if rest and fold(name) in sites:
                title, changed = rest, True
                break
    return title


def shorter(title: str) -> tuple[str, ...]:
    """Return what is left of a title when parts at its end or its first part are left out, the longest first."""
    cuts = [found.span() for found in PART.finditer(title[:LONGEST])]
    tails = [title[:start].strip() for start, _ in reversed(cuts)]
    heads = [title[end:].strip() for _, end in cuts[:1]]
    return tuple(part for part in (*tails, *heads) if part)


def has_parts(title: str) -> bool:
    """Return whether a title consists of parts, as one that still holds its site's name does."""
    return PART.search(title[:LONGEST]) is not None


def steps(line: str) -> tuple[str, ...]:
    """Return the steps of a breadcrumb line.

    >>> steps("Home » News of the Day » Port strike ends")
    ('Home', 'News of the Day', 'Port strike ends')
    """
    return tuple(step for each in TRAIL.split(line[: LONGEST * 2]) if (step := each.strip()))


def _halves(title: str) -> list[tuple[str, str]]:
    """Return what remains and what goes when the last or the first part of a title is left out."""
    cuts = [found.span() for found in PART.finditer(title[:LONGEST])]
    if not cuts:
        return []
    (first_start, first_end), (last_start, last_end) = cuts[0], cuts[-1]
    return [
        (title[:last_start].strip(), title[last_end:].strip()),
        (title[first_end:].strip(), title[:first_start].strip()),
    ]
