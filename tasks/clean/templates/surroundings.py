"""Where lines that recur on a site stand on a page, beside text that no other page shows.

In all of it `kept` are the rows that the block model would keep, and the rows that are kept and not known are new.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto


class Position(Enum):
    """Where in new text a line stands."""

    MIDST = auto()  # between two new paragraphs, alone or with others that recur
    OPENING = auto()  # before the first of them


def in_text(kept: Sequence[bool], known: Sequence[bool], prose: Sequence[bool]) -> dict[int, Position]:
    """Return which of the known rows that are kept stand in the midst of new text, or open it.

    `prose` are the rows that are paragraphs: a new headline after a line does not prove that the text goes on.

    >>> in_text([True] * 4, [True, False, True, False], [True] * 4)[2]
    <Position.MIDST: 1>
    """
    new = [keep and not met and full for keep, met, full in zip(kept, known, prose, strict=True)]
    found: dict[int, Position] = {}
    for start, end in _runs([keep and met for keep, met in zip(kept, known, strict=True)]):
        if end < len(new) and new[end]:
            if start and new[start - 1]:
                found.update(dict.fromkeys(range(start, end), Position.MIDST))
            elif not any(new[:start]):
                found.update(dict.fromkeys(range(start, end), Position.OPENING))
    return found


def beside(prose: Sequence[bool], kept: Sequence[bool], known: Mapping[int, float], common: float) -> set[int]:
    """Return the paragraphs that recur on a lesser share of the site than `common`, right after a new line or another.

    Other stories' leads have a headline before them; what goes on without one is the story's own background.
    """
    found: set[int] = set()
    for row in range(1, len(kept)):
        after_new = kept[row - 1] and row - 1 not in known
        follows = (after_new or row - 1 in found) and kept[row] and known.get(row, common) < common
        if follows and prose[row]:
            found.add(row)
    return found


def _runs(marked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where each run of marked rows starts, and where it has ended."""
    start = None
    for row, each in enumerate((*marked, False)):
        if each and start is None:
            start = row
        elif not each and start is not None:
            yield start, row
            start = None
