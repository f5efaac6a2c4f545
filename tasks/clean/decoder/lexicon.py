"""Words that tell: learned weights of the words of blocks, of how blocks begin, and of class names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat

import numpy as np

from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.wording import Wording

DIGIT = re.compile(r"\d")
CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
WHOLE = 5
"""Words up to which a block counts as a saying of its own: "read more", "share this article"."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Weights above 0 speak for article text, below 0 against it; a word that is not there says nothing.

    A block's beginning is a key that starts with "^", a whole short block one that starts with "=".
    """

    words: Mapping[str, float]
    classes: Mapping[str, float]
    openings: frozenset[str] = field(init=False)  # the words with which the beginnings and sayings begin

    def __post_init__(self) -> None:
        """Find the openings."""
        told = (key[1:].partition(" ")[0] for key in self.words if key[0] in "^=")
        object.__setattr__(self, "openings", frozenset(told))


def folded(word: str) -> str:
    """Return the word with every digit as 0: years and counts are alike."""
    return DIGIT.sub("0", word) if not word.isalpha() else word


def sayings(words: Sequence[str]) -> list[str]:
    """Return the keys for how a block of such folded words begins, and for the whole of a short one.

    >>> sayings(["read", "more"])
    ['^read more', '=read more']
    """
    if not words:
        return []
    start = words[:WHOLE]
    keys = ["^" + " ".join(start[:2])]
    if len(words) >= 3:
        keys.append("^" + " ".join(start[:3]))
    if len(words) <= WHOLE:
        keys.append("=" + " ".join(start))
    return keys


def weigh_words(wording: Wording, lexicon: Lexicon) -> dict[str, Floats]:
    """Return the columns on what each block's words speak for."""
    weight = lexicon.words.get
    spelled = [word if word.isalpha() else folded(word) for word in wording.vocabulary]
    weights = np.fromiter(map(weight, spelled, repeat(0.0)), dtype=np.float64, count=len(spelled))
    mean = wording.mean(weights)
    said = np.zeros(len(wording.sizes))
    opens = np.fromiter(map(lexicon.openings.__contains__, spelled), dtype=np.bool_, count=len(spelled))
    rows = np.flatnonzero(wording.sizes)
    rows = rows[opens[wording.ids[wording.starts[rows]]]]
    starts = wording.starts[rows]
    ends = starts + np.minimum(wording.sizes[rows], WHOLE + 1)
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        first = [spelled[word] for word in wording.ids[start:end].tolist()]
        said[row] = sum(map(weight, sayings(first), repeat(0.0)))
    total = (mean * wording.sizes + said) / np.sqrt(np.maximum(1, wording.sizes + 2))
    return {"vocabulary": total, "mean vocabulary": mean, "saying": said}


@lru_cache(maxsize=20_000)
def class_words(words: str) -> tuple[str, ...]:
    """Return the words that class names and the like are made of.

    >>> class_words("storyBody entry-content")
    ('body', 'content', 'entry', 'story')
    """
    return tuple(sorted({word.lower() for word in CLASS_WORD.findall(words) if 1 < len(word) < 20}))


@lru_cache(maxsize=10_000)  # the pages of a site share most of their elements
def weigh_classes(words: str, lexicon: Lexicon) -> tuple[float, float, float]:
    """Return the least, the greatest and the mean weight of an element's class words."""
    known: set[str] = set()
    for name in words.split():
        known |= _known_words(name, lexicon)
    if not known:
        return 0.0, 0.0, 0.0
    found = [lexicon.classes[word] for word in sorted(known)]
    return min(found), max(found), sum(found) / len(found)


@lru_cache(maxsize=20_000)
def _known_words(name: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(str.lower, CLASS_WORD.findall(name))) & lexicon.classes.keys()
