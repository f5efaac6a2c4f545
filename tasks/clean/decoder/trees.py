"""Boosted trees, walked by all rows through all trees at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.clean.decoder.characters import Floats

ROWS = 2_000
"""Rows walked together: more would not be faster, and would cost memory on a page of 200,000 blocks."""
SCOUTS = 40
"""Trees that all rows go through; the others are walked only by rows that these leave open."""
HOPELESS = -3.0
"""The margin after those trees from which a row is given up."""
NEGLIGIBLE = 0.01
"""A probability that is as good as none."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """The nodes of all trees end to end. A leaf is its own child, so every walk may take the same number of steps."""

    features: NDArray[np.int64]
    thresholds: Floats  # float64: a rounded threshold would send equal values different ways
    children: NDArray[np.int64]  # two for each node: where a value up to the threshold goes, where a greater one goes
    values: Floats
    roots: NDArray[np.int64]
    steps: int

    def probabilities(self, matrix: Floats) -> Floats:
        """Return for each row of features the probability the trees give it; 0 where the first trees are sure of that.

        Most blocks of a page are hopeless, and a few trees see it.
        """
        result = np.zeros(len(matrix))
        for low in range(0, len(matrix), ROWS):
            rows = matrix[low : low + ROWS]
            margins = self._margins(rows, self.roots[:SCOUTS])
            open_rows = np.flatnonzero(margins > HOPELESS)
            margins = margins[open_rows] + self._margins(rows[open_rows], self.roots[SCOUTS:])
            found = 1.0 / (1.0 + np.exp(-margins))
            result[low + open_rows] = np.where(found < NEGLIGIBLE, 0.0, found)
        return result

    def _margins(self, rows: Floats, roots: NDArray[np.int64]) -> Floats:
        flat = rows.ravel()
        offsets = np.arange(0, flat.size, rows.shape[1])[:, None]
        nodes = np.broadcast_to(roots, (len(rows), len(roots)))
        for _ in range(self.steps):
            greater = flat.take(offsets + self.features.take(nodes)) > self.thresholds.take(nodes)
            nodes = self.children.take(2 * nodes + greater)
        margins: Floats = self.values.take(nodes).sum(axis=1)
        return margins


def plant(trees: Sequence[Mapping[str, Sequence[float]]]) -> Trees:
    """Return trees from their stored form.

    Of each tree: `features` and `thresholds` of its inner nodes, the `children` of each in pairs, and the `values` of
    its leaves. Child n of 0 or more is inner node n, below 0 it is leaf -n-1. Node 0 is the root.
    """
    inner, leaves = (np.array([len(tree[name]) for tree in trees], dtype=np.int64) for name in ("features", "values"))
    roots = np.cumsum(inner + leaves) - inner - leaves
    nodes, tips = _places(roots, inner), _places(roots + inner, leaves)
    size = int((inner + leaves).sum())
    features = np.zeros(size, dtype=np.int64)
    thresholds, values = np.zeros(size), np.zeros(size)
    features[nodes] = _joined(trees, "features")
    thresholds[nodes] = _joined(trees, "thresholds")
    values[tips] = _joined(trees, "values")
    children = np.repeat(np.arange(size), 2).reshape(-1, 2)
    numbers = _joined(trees, "children").astype(np.int64).reshape(-1, 2)
    first, past = (np.repeat(each, inner)[:, None] for each in (roots, roots + inner))
    children[nodes] = np.where(numbers >= 0, first + numbers, past - numbers - 1)
    return Trees(features, thresholds, children.ravel(), values, roots, _height(roots, children))


def _joined(trees: Sequence[Mapping[str, Sequence[float]]], name: str) -> Floats:
    return np.array([each for tree in trees for each in tree[name]], dtype=np.float64)


def _places(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of runs that start so and are so long, one after the other."""
    return np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def _height(roots: NDArray[np.int64], children: NDArray[np.int64]) -> int:
    """Return how many steps the longest walk takes."""
    level, height = roots[children[roots, 0] != roots], 0
    while level.size:
        height += 1
        level = children[level].ravel()
        level = level[children[level, 0] != level]
    return height
