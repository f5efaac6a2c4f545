"""Shingles: a text as the set of its runs of neighbouring words, hashed; and its sketch, a small sample of that set.

Two texts that share words share shingles, and since the sample is taken by the hash, their sketches share some too.
A copy shares runs of four words. A rewrite shares few of those, but many pairs of long words that follow each other
("closing diplomatic", "diplomatic missions"), so a sketch holds a sample of both.

Everything is a pure function of the text: no machine, version of Python or hash seed changes a number.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: scripts that put no space between words."""
WITHOUT_SPACES = re.compile(rf"[{SPACELESS}]")
TOKEN = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")
SPACED = re.compile(r"\w+")
"""The same tokens where no script without spaces is met: three times as quick."""
TEXT_LIMIT = 400_000
"""Characters of a text that are looked at: a longer one is no news story, and its beginning tells it apart."""
WORDS, CHARACTERS = 4, 8
"""How many neighbours make a shingle: words, or characters of a script without spaces."""
SHINGLE_BYTES = 16
"""A shingle of fewer bytes is made of the little words every text has: it says nothing ("at the end of")."""
LONG_BYTES, PAIR_BYTES = 6, 16
"""What a word needs to be in a pair, and what the two need together."""
SAMPLED_SHINGLES, SAMPLED_PAIRS = 8, 2
"""One in so many may stand in a sketch."""
SKETCH = 64
"""Numbers a sketch holds at most, half of each kind: what a story of 400 words has; a longer one gives its smallest."""
KEY_BITS = np.uint64(12)
"""Bits cut off a hash to make a key: what is left is exact in every client, JavaScript's numbers included."""


@dataclass(frozen=True)
class Shingles:
    """A text's shingles: the hash of each position that says something."""

    text: str  # folded
    hashes: Hashes  # of the positions that count, in the order of the text
    positions: Numbers  # which word each of them begins at
    width: int  # words, or characters, a shingle has
    pairs: Hashes  # of neighbouring long words
    pair_positions: Numbers  # which word each of them begins at

    @cached_property
    def distinct(self) -> Hashes:
        """Return the different hashes, sorted."""
        return np.unique(self.hashes)

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Return the sketch: a few of the shingles and of the pairs, chosen by their hash alone."""
        room = SKETCH // 2 if self.pairs.size else SKETCH
        chosen = _sample(self.distinct, SAMPLED_SHINGLES if self.pairs.size else SAMPLED_PAIRS, room)
        pairs = _sample(np.unique(self.pairs), SAMPLED_PAIRS, SKETCH // 2)
        return tuple(np.unique(key_of(np.concatenate([chosen, pairs]))).tolist())

    @cached_property
    def landmarks(self) -> "Landmarks":
        """Return where the sketch's keys stand in the text."""
        keys = key_of(np.concatenate([self.hashes, self.pairs]))
        sampled = among(keys, np.array(self.keys, np.uint64))
        return landmarks(keys[sampled], np.concatenate([self.positions, self.pair_positions])[sampled], self.positions)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Return where each word stands in the folded text."""
        return [each.span() for each in TOKEN.finditer(self.text)]

    def passage(self, first: int, last: int) -> str:
        """Return the words from one position to the end of the shingle at another."""
        end = min(last + self.width, len(self.spans)) - 1
        return self.text[self.spans[first][0] : self.spans[end][1]]


@dataclass(frozen=True, slots=True)
class Landmarks:
    """The keys of a sketch as they stand in the text, and which of their places is the nearest to each shingle."""

    keys: Hashes  # in the order of the text
    starts: Numbers  # the first key of each place: a shingle and a pair may begin at one word
    nearest: Numbers  # for each shingle, which of the places
    at_or_after: Flags  # whether that place is where the shingle begins, or a later one


def landmarks(keys: Hashes, places: Numbers, positions: Numbers) -> Landmarks:
    """Return the landmarks of keys at these places for shingles that begin at these positions; of two the former."""
    order = np.argsort(places, kind="stable")
    distinct, starts = np.unique(places[order], return_index=True)
    last = max(distinct.size - 1, 0)
    after = np.searchsorted(distinct, positions)
    following, former = after.clip(max=last), (after - 1).clip(min=0)
    if not distinct.size:
        return Landmarks(keys, starts, following, np.ones(len(positions), np.bool_))
    nearer = (after <= last) & (distinct[following] - positions < positions - distinct[former])
    at_or_after = nearer | (after == 0) | ((after <= last) & (distinct[following] == positions))
    return Landmarks(keys[order], starts, np.where(at_or_after, following, former), at_or_after)


def shingles(text: str) -> Shingles:
    """Return a text's shingles.

    >>> opened = shingles("The harbour bridge opened again.")
    >>> opened.keys == shingles("the HARBOUR bridge opened, again").keys
    True
    """
    folded = fold(text)
    tokens = list(map(str.encode, words(folded)))
    hashes = np.fromiter(map(crc32, tokens), np.uint64, len(tokens))
    sizes = np.fromiter(map(len, tokens), np.int64, len(tokens))
    width = CHARACTERS if 2 * _spaceless(folded) > len(tokens) else WORDS
    runs, weights = _windows(hashes, sizes, width)
    (positions,) = np.nonzero(weights >= SHINGLE_BYTES)
    (long,) = np.nonzero(sizes >= LONG_BYTES) if width == WORDS else (positions[:0],)
    pairs, weights = _windows(hashes[long], sizes[long], 2)
    heavy = weights >= PAIR_BYTES
    return Shingles(folded, runs[positions], positions, width, pairs[heavy], long[: len(pairs)][heavy])


def fold(text: str) -> str:
    """Return a text as it is compared: one form for each letter, no capitals."""
    text = text[:TEXT_LIMIT]
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def words(folded: str) -> list[str]:
    """Return the words of a folded text; in a script without spaces each character is one.

    >>> words("the bridge, again"), words("港 2017年")
    (['the', 'bridge', 'again'], ['港', '2017', '年'])
    """
    return (TOKEN if _spaceless(folded) else SPACED).findall(folded)


def _spaceless(folded: str) -> int:
    """Return how many characters are of a script that puts no space between words."""
    return 0 if folded.isascii() else len(WITHOUT_SPACES.findall(folded))


def key_of(hashes: Hashes) -> Hashes:
    """Return the keys that hashes have in sketches."""
    return hashes >> KEY_BITS


def among(values: Hashes, wanted: Hashes) -> Flags:
    """Return which values are among these, which are sorted."""
    if not wanted.size:
        return np.zeros(len(values), np.bool_)
    nearest = np.searchsorted(wanted, values).clip(max=wanted.size - 1)
    return np.asarray(wanted[nearest] == values, np.bool_)


def _windows(hashes: Hashes, sizes: Numbers, width: int) -> tuple[Hashes, Numbers]:
    """Return the hash and the bytes of each run of so many neighbours."""
    count = max(len(hashes) - width + 1, 0)
    mixed, weights = np.full(count, width, np.uint64), np.zeros(count, np.int64)
    for offset in range(width):
        mixed = _mixed(mixed ^ hashes[offset : offset + count])
        weights += sizes[offset : offset + count]
    return mixed, weights


def _mixed(values: Hashes) -> Hashes:
    """Return each value with its bits stirred (the last steps of splitmix64)."""
    values = (values + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _sample(distinct: Hashes, one_in: int, room: int) -> Hashes:
    chosen: Hashes = distinct[distinct % np.uint64(one_in) == 0][:room]
    return chosen
