"""Files to captures: find, open, recognise, read."""

import os
from collections.abc import Iterable, Iterator

from schemas.capture import Capture
from schemas.outcome import GONE, Outcome, Verdict
from tasks.batching import guarded
from tasks.extract.finding import Found, Search, find, search
from tasks.extract.format import formats, suffixes
from tasks.extract.limits import Limits
from tasks.extract.opening import Opened, opening
from tasks.extract.reading import whole

Paths = Iterable[str | bytes | os.PathLike[str]]

BATCH_UNITS = 1000
BATCH_BYTES = 64 * 1024 * 1024


def extract(
    paths: Paths, *, source: str = "default", limits: Limits | None = None, absolute: bool = True
) -> Iterator[Capture | Outcome]:
    """Return the captures of files, folders and globs, and an outcome for everything met that gives none.

    Places are named by absolute path, no link resolved, or else (`absolute=False`) as the user spelled them.  The
    order is that of the paths given, and within a folder the byte order of its paths; nothing is read ahead.

    Raises:
        ConfigurationError: a path does not exist; nothing has been read.
    """
    return _captures(search(paths, source, suffixes(), absolute=absolute), limits or Limits())


def count(paths: Paths) -> int:
    """Return how many files `extract` will meet, from the folders' listings alone; nothing is opened.

    Raises:
        ConfigurationError: a path does not exist.
    """
    return sum(1 for _ in find(search(paths, "", suffixes(), absolute=False)))


def batches(
    units: Iterable[Capture | Outcome], limit_units: int = BATCH_UNITS, limit_bytes: int = BATCH_BYTES
) -> Iterator[tuple[Capture | Outcome, ...]]:
    """Yield neighbouring units together, as many as both limits allow and at least one."""
    batch: list[Capture | Outcome] = []
    held = 0
    for unit in units:
        size = _size(unit)
        if batch and (len(batch) >= limit_units or held + size > limit_bytes):
            yield tuple(batch)
            batch, held = [], 0
        batch.append(unit)
        held += size
    if batch:
        yield tuple(batch)


def _size(unit: Capture | Outcome) -> int:
    capture = unit if isinstance(unit, Capture) else unit.capture
    return capture.size if capture else 0


def _captures(search: Search, limits: Limits) -> Iterator[Capture | Outcome]:
    for found in find(search):
        if isinstance(found, Outcome):
            yield found
        else:
            yield from guarded("extract", found.place, _units(found, limits))


def _units(found: Found, limits: Limits) -> Iterator[Capture | Outcome]:
    try:
        with opening(found.place, found.path, limits) as file:
            yield from _recognised(file)
    except FileNotFoundError:
        yield Outcome(found.place, Verdict.NOT_REACHED, "extract", GONE, "the file is gone since it was listed")


def _recognised(file: Opened) -> Iterator[Capture | Outcome]:
    """Return the units of a file in the first format that knows it; one that none knows is binary, and refused."""
    for format_ in formats():
        if format_.recognise(file.head):
            return format_.units(file)
    return whole(file, "binary")
