"""How alike two texts are: the shingles both have. Symmetric: neither is the first."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tasks.load.linking.shingles import Flags, Hashes, Numbers, Shingles, among

GAP = 4
"""Words between two shared shingles that do not end a run: the little words between them are in no shingle."""
PASSAGES, PASSAGE_CHARACTERS = 3, 200
"""How much of what two texts share is shown."""

Run = tuple[int, int]
"""A stretch of a text: the positions of its first and its last shingle."""


@dataclass(frozen=True)
class Likeness:
    """What two texts have in common."""

    shared: int  # shingles
    share_a: float  # of all the first one has
    share_b: float
    shorter: Shingles  # the one with fewer
    kept: Flags  # which of its positions are looked at
    both: Hashes  # the shared ones

    @cached_property
    def positions(self) -> Numbers:
        """Return the words of the shorter text at which shared shingles begin."""
        return self.shorter.positions[self.kept & among(self.shorter.hashes, self.both)]

    @property
    def share(self) -> float:
        """Return the part of the shorter text that the other has too."""
        return max(self.share_a, self.share_b)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Return the separate stretches of the shorter text in which the shared shingles stand."""
        return stretches(self.positions)

    @property
    def passages(self) -> tuple[str, ...]:
        """Return the longest of the stretches, in the order of the text."""
        longest = sorted(self.runs, key=lambda run: (run[0] - run[1], run[0]))[:PASSAGES]
        return tuple(self.shorter.passage(*run)[:PASSAGE_CHARACTERS] for run in sorted(longest))


def likeness(a: Shingles, b: Shingles, common: frozenset[int] = frozenset()) -> Likeness:
    """Return what two texts have in common, without the passages around `common` keys, which very many texts have."""
    keys = np.array(sorted(common), np.uint64)
    in_a, in_b = _uncommon(a, keys), _uncommon(b, keys)
    mine, yours = (np.unique(a.hashes[in_a]), np.unique(b.hashes[in_b])) if common else (a.distinct, b.distinct)
    both = np.intersect1d(mine, yours, assume_unique=True)
    shorter, kept = (a, in_a) if (mine.size, a.text) <= (yours.size, b.text) else (b, in_b)
    share_a, share_b = _share(both.size, mine.size), _share(both.size, yours.size)
    return Likeness(int(both.size), share_a, share_b, shorter, kept, both)


def _uncommon(text: Shingles, common: Hashes) -> Flags:
    """Return which positions of a text do not belong to what very many texts have.

    A sketch is a sample: what stands between two of its keys belongs to the nearer one.
    """
    marks = text.landmarks
    is_common = among(marks.keys, common)
    if not is_common.any():
        return np.ones(len(text.hashes), np.bool_)
    every = np.logical_and.reduceat(is_common, marks.starts)[marks.nearest]
    some = np.logical_or.reduceat(is_common, marks.starts)[marks.nearest]
    return ~np.where(marks.at_or_after, every, some)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def stretches(positions: Numbers) -> tuple[Run, ...]:
    """Return the stretches in which shared shingles follow each other closely."""
    if not positions.size:
        return ()
    cuts = np.flatnonzero(np.diff(positions) > GAP)
    firsts = [positions[0], *positions[cuts + 1]]
    lasts = [*positions[cuts], positions[-1]]
    return tuple((int(first), int(last)) for first, last in zip(firsts, lasts, strict=True))
