"""What two texts both quote: a rewrite changes the story around what was said, seldom what was said."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tasks.load.linking.likeness import Likeness, stretches
from tasks.load.linking.shingles import Flags, Shingles

QUOTED = re.compile(r'["“”„«»「『]([^"“”„«»「」『』]{10,600})["”“»」』]')
FEW = 15
"""Different words a text must quote before a share of them says anything."""


@dataclass(frozen=True)
class Quotes:
    """What a text quotes."""

    text: Shingles
    inside: Flags  # of each word whether it stands in quotation marks

    @cached_property
    def words(self) -> set[str]:
        """Return the different words it quotes."""
        return {self.text.text[slice(*self.text.spans[index])] for index in np.flatnonzero(self.inside)}


@dataclass(frozen=True, slots=True)
class Quoting:
    """What two texts both quote."""

    share: float  # of the different words quoted by the text that quotes fewer
    verbatim: int  # the longest run of quoted shingles both have


def quotes(text: Shingles) -> Quotes:
    """Return what a text quotes."""
    starts = np.fromiter((start for start, _ in text.spans), np.int64, len(text.spans))
    inside = np.zeros(len(starts), np.bool_)
    for each in QUOTED.finditer(text.text):
        inside[np.searchsorted(starts, each.start()) : np.searchsorted(starts, each.end())] = True
    return Quotes(text, inside)


def quoting(a: Quotes, b: Quotes, like: Likeness) -> Quoting | None:
    """Return what two texts both quote; None where one of them quotes too little to say anything."""
    least = min(len(a.words), len(b.words))
    if least < FEW:
        return None
    shorter = a if like.shorter is a.text else b
    last = (like.positions + shorter.text.width - 1).clip(max=len(shorter.inside) - 1)
    inside = like.positions[shorter.inside[like.positions] & shorter.inside[last]]
    rows = [last - first + 1 for first, last in stretches(inside)]
    return Quoting(round(len(a.words & b.words) / least, 3), max(rows, default=0))
