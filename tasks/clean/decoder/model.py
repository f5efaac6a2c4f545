"""The block model at work: two looks at a page, and the threshold that serves it best."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.features import Evidence, elements_of, gather, side_by_side
from tasks.clean.decoder.parameters import Parameters, load
from tasks.clean.decoder.second_look import look_again
from tasks.clean.decoder.trees import NEGLIGIBLE
from tasks.clean.segmented import Segmented

LOWEST, HIGHEST = 0.25, 0.6
"""Bounds of a page's threshold: probabilities are not so exact that a page of doubts should keep all, or nothing."""

BLENDED = (0.003, 0.997)
"""Bounds of the probabilities that are blended: no look is so sure that it overrules the other."""
MOST_BLOCKS = 10_000
"""Blocks judged together: a longer page is judged in parts, so that its evidence does not fill the memory."""
NEAR = 2
"""How far from a block that is worth a second look its neighbours are, too."""


def likelihoods(segmented: Segmented) -> Floats:
    """Return for each block of the page the probability that it is body."""
    size = len(segmented.page.blocks)
    if not size:
        return np.zeros(0)
    parameters = load("text" if segmented.layout is None else "html")
    lexicon = parameters.lexicon
    elements = elements_of(segmented, lexicon)
    parts = [segmented] if size <= MOST_BLOCKS else _parts(segmented)
    return np.concatenate([_looked_twice(part, gather(part, lexicon, elements), parameters) for part in parts])


def cutoff(segmented: Segmented, probabilities: Floats) -> float:
    """Return the probability from which a block of this page is body: where the expected F1 of its words is best."""
    if not probabilities.size:
        return HIGHEST
    words = np.array([len(block.text) for block in segmented.page.blocks], dtype=np.float64)
    return best_threshold(probabilities, words)


def best_threshold(probabilities: Floats, sizes: Floats) -> float:
    """Return the threshold, within bounds, that makes the most of the expected F1."""
    order = np.argsort(-probabilities, kind="stable")
    right = np.cumsum((probabilities * sizes)[order])
    kept = np.cumsum(sizes[order])
    best = int(np.argmax(2 * right / (kept + right[-1] + 1e-9)))
    return float(np.clip(probabilities[order[best]], LOWEST, HIGHEST))


def _looked_twice(segmented: Segmented, evidence: Evidence, parameters: Parameters) -> Floats:
    matrix = evidence.matrix(parameters.features)
    first = parameters.first.probabilities(matrix)
    second = np.zeros_like(first)
    rows = worth_a_second_look(first)
    if rows.size:
        columns = look_again(evidence, segmented.layout, first)
        again = side_by_side(columns, parameters.second_features)[rows]
        found = parameters.second.probabilities(np.hstack((matrix[rows], again)))
        second[rows] = blended(first[rows], found, parameters.first_share)
    return second


def blended(first: Floats, second: Floats, share: float) -> Floats:
    """Return what both looks make of blocks: their log odds, of which the first look's count `share`.

    Each errs in its own way: on HTML both together err less than either alone. 0 where that is as good as none.
    """
    if not share:
        return second
    one, other = (np.log(each / (1 - each)) for each in (np.clip(look, *BLENDED) for look in (first, second)))
    both = 1 / (1 + np.exp(-(share * one + (1 - share) * other)))
    return np.where(both < NEGLIGIBLE, 0.0, both)


def _parts(segmented: Segmented) -> Iterator[Segmented]:
    """Yield a page of very many blocks as pages of fewer."""
    page, layout = segmented.page, segmented.layout
    for low in range(0, len(page.blocks), MOST_BLOCKS):
        high = low + MOST_BLOCKS
        part = replace(page, blocks=page.blocks[low:high])
        yield Segmented(part, layout.part(low, high) if layout else None)


def worth_a_second_look(first: Floats) -> NDArray[np.int64]:
    """Return the rows that the first look left open, and those close to them."""
    reached = (
        np.convolve(first > 0, np.ones(2 * NEAR + 1), mode="same") if len(first) > 2 * NEAR else np.ones_like(first)
    )
    return np.flatnonzero(reached > 0.5)
