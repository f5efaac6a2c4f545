"""Arithmetic over the blocks of a page in their order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.clean.decoder.characters import Floats

Rows = NDArray[np.int64]


def running(values: Floats) -> Floats:
    """Return the sums of the rows before each, and of all: one more than there are rows."""
    return np.concatenate(([0.0], np.cumsum(values)))


def windows(values: Floats, reaches: Sequence[int]) -> dict[tuple[str, int], Floats]:
    """Return the sums of so many rows "before" and "after" each one: of several series, a line each, at once."""
    size, most = values.shape[1], max(reaches)
    sums = np.empty((len(values), size + 1 + 2 * most))
    sums[:, : most + 1] = 0.0
    np.cumsum(values, axis=1, out=sums[:, most + 1 : most + 1 + size])
    sums[:, most + 1 + size :] = sums[:, most + size, None]
    here, following = sums[:, most : most + size], sums[:, most + 1 : most + 1 + size]
    found: dict[tuple[str, int], Floats] = {}
    for reach in reaches:
        found["before", reach] = here - sums[:, most - reach : most - reach + size]
        found["after", reach] = sums[:, most + 1 + reach : most + 1 + reach + size] - following
    return found


def distinct(numbers: Rows) -> Rows:
    """Return numbers in ascending order, each once: for some thousands of them several times as fast as `unique`."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if ordered.size else ordered


def best_run(gains: Floats) -> tuple[int, int]:
    """Return the run of rows, as (first, past the last), whose gains add up to most; an empty one where none do."""
    sums = running(gains)
    rises = sums[1:] - np.minimum.accumulate(sums)[:-1]
    if not rises.size or rises.max() <= 0:
        return 0, 0
    end = int(np.argmax(rises)) + 1
    return int(np.argmin(sums[:end])), end


def since(marked: NDArray[np.bool_], most: int = 99) -> Floats:
    """Return how many rows back the last marked row before each one is, at most `most`."""
    rows = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, rows, -most - 1)) if len(marked) else rows
    before = np.concatenate(([-most - 1], last[:-1])) if len(marked) else last
    return np.minimum(most, rows - before).astype(np.float64)


def until(marked: NDArray[np.bool_], most: int = 99) -> Floats:
    """Return how many rows on the next marked row after each one is, at most `most`."""
    return since(marked[::-1], most)[::-1]
