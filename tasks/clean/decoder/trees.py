"""Boosted trees, walked by all rows through all trees at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.clean.decoder.characters import Floats, Singles

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
    """The nodes of all trees, level by level. A leaf leads to itself, so every walk may take the same number of steps.

    A node's two children are neighbours: a value up to its threshold goes to the first, a greater one to the second.
    """

    features: NDArray[np.int64]
    thresholds: Singles  # of a leaf infinite: nothing is greater
    firsts: NDArray[np.int64]  # each node's first child
    values: Floats
    roots: NDArray[np.int64]
    steps: int

    def probabilities(self, matrix: Singles) -> Floats:
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

    def _margins(self, rows: Singles, roots: NDArray[np.int64]) -> Floats:
        flat = rows.ravel()
        offsets = np.arange(0, flat.size, rows.shape[1])[:, None]
        nodes = np.broadcast_to(roots, (len(rows), len(roots)))
        for _ in range(self.steps):
            places = self.features.take(nodes, mode="clip")  # no place is out of bounds: "clip" is the quickest mode
            places += offsets
            greater = flat.take(places, mode="clip") > self.thresholds.take(nodes, mode="clip")
            nodes = self.firsts.take(nodes, mode="clip")
            nodes += greater
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
    thresholds, values = np.full(size, np.inf), np.zeros(size)
    features[nodes] = _joined(trees, "features")
    thresholds[nodes] = _joined(trees, "thresholds")
    values[tips] = _joined(trees, "values")
    children = np.repeat(np.arange(size), 2).reshape(-1, 2)
    numbers = _joined(trees, "children").astype(np.int64).reshape(-1, 2)
    first, past = (np.repeat(each, inner)[:, None] for each in (roots, roots + inner))
    children[nodes] = np.where(numbers >= 0, first + numbers, past - numbers - 1)
    levels = list(_levels(roots, children))
    order = np.concatenate(levels)
    firsts = np.argsort(order)[children[order, 0]]
    return Trees(
        features[order], rounded_down(thresholds[order]), firsts, values[order], np.arange(len(roots)), len(levels) - 1
    )


def rounded_down(thresholds: Floats) -> Singles:
    """Return the greatest numbers of single precision that are no greater: no value of it goes another way by them."""
    near = thresholds.astype(np.float32)
    return np.where(near > thresholds, np.nextafter(near, np.float32(-np.inf)), near)


def _joined(trees: Sequence[Mapping[str, Sequence[float]]], name: str) -> Floats:
    return np.array([each for tree in trees for each in tree[name]], dtype=np.float64)


def _places(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of runs that start so and are so long, one after the other."""
    return np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def _levels(roots: NDArray[np.int64], children: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield the nodes of all trees by how many steps they are from their root, both children of one together."""
    level = roots
    while level.size:
        yield level
        level = children[level[children[level, 0] != level]].ravel()
