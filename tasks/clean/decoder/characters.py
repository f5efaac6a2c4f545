"""The characters of a page's blocks, classed and counted for all of them at once."""

from collections.abc import Sequence
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
"""What trees read: they are grown on values of single precision."""


class Class(IntEnum):
    """What kind of character it is; each has one."""

    OTHER = 0
    SPACE = 1
    LOWER = 2
    UPPER = 3
    LETTER = 4  # of an alphabet without case
    UNSPACED = 5  # of a script that puts no spaces between words
    DIGIT = 6
    COMMA = 7
    TERMINAL = 8
    QUOTE = 9
    COLON = 10
    DASH = 11
    SIGN = 12  # what stands in menus and trails: | » › • / >
    OPENING = 13
    CLOSING = 14


SIGNS = {
    Class.COMMA: ",،、，",
    Class.TERMINAL: ".!?…。！？؟।։",
    Class.QUOTE: "\"'“”‘’„‚«»‹›「」『』",
    Class.COLON: ":;：；",
    Class.DASH: "-–—―",
    Class.SIGN: "|•·>/→▶►*#+=~_^<",
    Class.OPENING: "([{（【",
    Class.CLOSING: ")]}）】",
}
UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
"""Thai, Lao, Burmese, Khmer, kana, Han."""
PLANE = 0x10000


@cache
def table() -> NDArray[np.uint8]:
    """Return the class of each character of the basic plane."""
    plane = [chr(code) for code in range(PLANE)]
    alphabetic, lower, upper, space, digit = (
        np.fromiter(map(test, plane), dtype=np.bool_, count=PLANE)
        for test in (str.isalpha, str.islower, str.isupper, str.isspace, str.isdigit)
    )
    kinds = (Class.LOWER, Class.UPPER, Class.LETTER, Class.SPACE, Class.DIGIT)
    tests = [alphabetic & lower, alphabetic & upper, alphabetic, space, digit]
    classes = np.select(tests, kinds, default=Class.OTHER).astype(np.uint8)
    for kind, characters in SIGNS.items():
        classes[[ord(character) for character in characters]] = kind
    for first, last in UNSPACED:
        letters = classes[first : last + 1] == Class.LETTER
        classes[first : last + 1][letters] = Class.UNSPACED
    return classes


class Characters:
    """The classes of the characters of some texts, laid end to end, each text ended by a space."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Class the characters of the texts, none of them empty."""
        codes = np.frombuffer("\n".join((*texts, "")).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self.classes = table()[np.minimum(codes, PLANE - 1)]
        sizes = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
        self.sizes = sizes - 1
        self.ends = np.cumsum(sizes) - 1  # where each text's closing space stands
        self.starts = self.ends - self.sizes
        self.rows = np.repeat(np.arange(len(texts)), sizes)

    def counts(self) -> Floats:
        """Return how many characters of each class each text has."""
        size = len(Class)
        flat = np.bincount(self.rows * size + self.classes, minlength=len(self.sizes) * size)
        return flat.reshape(-1, size).astype(np.float64)

    def initials(self) -> Floats:
        """Return how many words of each text begin with a character of each class."""
        is_word = (self.classes >= Class.LOWER) & (self.classes <= Class.DIGIT)
        is_word[1:] &= ~is_word[:-1]
        size = len(Class)
        flat = np.bincount(self.rows[is_word] * size + self.classes[is_word], minlength=len(self.sizes) * size)
        return flat.reshape(-1, size).astype(np.float64)

    def at(self, offset: int) -> NDArray[np.uint8]:
        """Return the class of the character so far from each text's start (or, below 0, from its end)."""
        if offset >= 0:
            places = np.minimum(self.starts + offset, self.ends)
        else:
            places = np.maximum(self.ends + offset, self.starts)
        found: NDArray[np.uint8] = self.classes[places]
        return found
