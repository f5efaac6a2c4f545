"""What two texts both quote: a rewrite changes the story around what was said, seldom what was said."""

import re
from dataclasses import dataclass

import numpy as np

from tasks.load.linking.likeness import Likeness, stretches
from tasks.load.linking.shingles import Shingles

QUOTED = re.compile(r'["“”„«»「『]([^"“”„«»「」『』]{10,600})["”“»」』]')
FEW = 15
"""Different words a text must quote before a share of them says anything."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """What two texts both quote."""

    share: float  # of the different words quoted by the text that quotes fewer
    verbatim: int  # the longest run of quoted shingles both have


def quoting(a: Shingles, b: Shingles, like: Likeness) -> Quoting | None:
    """Return what two texts both quote; None where one of them quotes too little to say anything."""
    mine, yours = quoted_words(a), quoted_words(b)
    least = min(len(mine), len(yours))
    if least < FEW:
        return None
    quoted = _quoted(like.shorter)
    last = (like.positions + like.shorter.width - 1).clip(max=max(len(quoted) - 1, 0))
    inside = like.positions[quoted[like.positions] & quoted[last]] if like.positions.size else like.positions
    rows = [last - first + 1 for first, last in stretches(inside)]
    return Quoting(round(len(mine & yours) / least, 3), max(rows, default=0))


def quoted_words(text: Shingles) -> set[str]:
    """Return the different words a text quotes."""
    return {text.text[slice(*text.spans[index])] for index in np.flatnonzero(_quoted(text))}


def _quoted(text: Shingles) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return of each word whether it stands in quotation marks."""
    starts = np.fromiter((start for start, _ in text.spans), np.int64, len(text.spans))
    quoted = np.zeros(len(starts), np.bool_)
    for each in QUOTED.finditer(text.text):
        quoted[np.searchsorted(starts, each.start()) : np.searchsorted(starts, each.end())] = True
    return quoted
