"""The contract of an input format: one file in `formats/` that ends in `FORMAT = Format(…)`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from schemas.capture import Capture
from schemas.outcome import Outcome
from tasks.discovery import plugins
from tasks.extract.opening import Opened


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, and how to take units from it.

    `recognise` is given the first bytes of a file and says whether it is of this format; formats are asked by
    `rank`, lowest first, then by name, and the first to say yes has the file.  The name of a file decides nothing
    but whether it is met at all: in a folder, only files with one of the formats' `suffixes` are.
    `units` yields the captures of an open file, one for a page and many for a container, and an outcome for each
    part that cannot be one.  A BadInput it raises ends the file; what it yielded before stands.
    """

    name: str
    suffixes: tuple[str, ...]  # lower case, with the dot
    recognise: Callable[[bytes], bool]
    units: Callable[[Opened], Iterator[Capture | Outcome]]
    rank: int = 50  # a format whose mark is certain ranks below 50, one that takes what others leave above


@cache
def formats() -> tuple[Format, ...]:
    """Return the installed formats in the order they are asked."""
    return tuple(sorted(plugins("tasks.extract.formats", Format, "FORMAT"), key=lambda each: (each.rank, each.name)))


@cache
def suffixes() -> tuple[bytes, ...]:
    """Return the endings of the files that are read from a folder."""
    return tuple(sorted({suffix.encode() for each in formats() for suffix in each.suffixes}))
