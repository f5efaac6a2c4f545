"""Growing the trees, and writing them down as they are shipped."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.decoder.corpus import Sample

Matrix = NDArray[np.float32]
SEED = 1
SETTINGS = {
    "objective": "binary",
    "num_leaves": 31,
    "max_depth": 8,
    "min_data_in_leaf": 40,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Growth:
    """How the trees of one form grow: how many, how fast, and on what share of the features and rows each."""

    rounds: int
    learning_rate: float
    feature_fraction: float
    bagging_fraction: float


GROWTH = {"html": Growth(200, 0.1, 0.25, 0.5), "text": Growth(200, 0.1, 0.25, 0.5)}
"""With what the shipped parameters were fitted."""
EASY_KEPT = 0.2
"""Share of the blocks far from any prose that training sees; each of them counts for the others."""
FAR = 10


def weigh(sample: Sample, words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each block counts: all pages the same, blocks by their words, but none for too much."""
    labels = np.array(sample.labels)
    weights: NDArray[np.float64]
    if not sample.gold:
        said = (labels >= 0).astype(np.float64)
        weights = said * 0.5 / max(1.0, said.sum())
        return weights
    share = np.maximum(words, 1) / max(20.0, words[labels == 1].sum())
    weights = np.where(labels == 1, np.minimum(share, 0.3), np.minimum(share, 0.25)) + 0.002
    return weights


def hard(words: NDArray[np.float64], labels: Sequence[int], seed: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the rows of a page that training sees, and by how much more each counts."""
    near = np.convolve(words >= 4.5, np.ones(2 * FAR + 1), mode="full")[FAR : FAR + len(words)] > 0.5
    near |= np.array(labels) == 1
    kept = near | (np.random.default_rng(seed).random(len(words)) < EASY_KEPT)
    return np.flatnonzero(kept), np.where(near, 1.0, 1 / EASY_KEPT)[kept]


def grow(
    growth: Growth, matrix: Matrix, labels: NDArray[np.int64], weights: NDArray[np.float64]
) -> list[dict[str, list[float]]]:
    """Return trees fitted to the rows that count, in their stored form."""
    counted = weights > 0
    scaled = weights[counted] * counted.sum() / weights[counted].sum()
    data = lightgbm.Dataset(matrix[counted], (labels[counted] == 1).astype(float), weight=scaled)
    settings = SETTINGS | asdict(growth)
    booster = lightgbm.train(settings, data, settings.pop("rounds"))
    return stored_trees(booster)


def stored_trees(booster: lightgbm.Booster) -> list[dict[str, list[float]]]:
    """Return the learner's trees as they are shipped."""
    return [_stored(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def _stored(root: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return a tree of the learner's as the lists that `tasks.clean.decoder.trees.plant` reads."""
    features: list[float] = []
    thresholds: list[float] = []
    children: list[float] = []
    values: list[float] = []
    open_nodes: list[tuple[Mapping[str, Any], int]] = [(root, -1)]
    while open_nodes:
        node, place = open_nodes.pop()
        if "leaf_value" in node and "split_feature" not in node:
            values.append(round(float(node["leaf_value"]), 4))
            number = -len(values)
        else:
            number = len(features)
            features.append(int(node["split_feature"]))
            thresholds.append(float(f"{node['threshold']:.6g}"))
            children += [0, 0]
            open_nodes += [(node["right_child"], 2 * number + 1), (node["left_child"], 2 * number)]
        if place >= 0:
            children[place] = number
    return {"features": features, "thresholds": thresholds, "children": children, "values": values}
