"""Learning which words speak for article text and which against it, and the same of class names."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.decoder.corpus import Sample
from tasks.clean.decoder.lexicon import Lexicon, class_words, folded, sayings
from tasks.clean.decoder.wording import word_up

SITES = 4
"""Sites that must have a word or saying: what only one has is its name, not a word that tells."""
MOST = 5_000
"""Words and sayings kept: those that weigh most."""
STRENGTH = 1.0
CLASS_SITES = 3
CLASSES_UP = 3
"""How many elements around a block its class words count for."""
MOST_OF_PAGE = 0.3
"""The share of a page's weight that one block may have."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The labelled blocks of some samples as a matrix: a row a block, a column a word or saying."""

    keys: tuple[str, ...]
    matrix: csr_matrix
    labels: NDArray[np.int64]
    weights: NDArray[np.float64]
    sites: NDArray[np.int64]  # each row's site, as a number
    folds: NDArray[np.int64]


def read_lines(samples: Sequence[Sample]) -> Lines:
    """Return the labelled blocks of the samples."""
    known: dict[str, int] = {}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    rows: list[tuple[int, float, int, int]] = []
    sites: dict[str, int] = {}
    for sample in samples:
        texts = [block.text for block in sample.segmented.page.blocks]
        lengths = [len(text.split()) for text in texts]
        total = 30 + sum(length for length, y in zip(lengths, sample.labels, strict=True) if y == 1)
        site = sites.setdefault(sample.site, len(sites))
        for keys, y, length in zip(block_keys(texts), sample.labels, lengths, strict=True):
            if y >= 0 and keys:
                columns += [known.setdefault(key, len(known)) for key in keys]
                values += [1 / math.sqrt(len(keys))] * len(keys)
                ends.append(len(columns))
                rows.append((y, math.sqrt(min(MOST_OF_PAGE, (length + 1) / total)), site, sample.fold))
    table = np.array(rows)
    matrix = csr_matrix((values, columns, ends), shape=(len(rows), len(known)))
    labels, sites_of, folds = (table[:, column].astype(np.int64) for column in (0, 2, 3))
    return Lines(tuple(known), matrix, labels, table[:, 1], sites_of, folds)


def block_keys(texts: Sequence[str]) -> list[list[str]]:
    """Return the words and sayings of each text."""
    if not texts:
        return []
    wording = word_up(texts)
    vocabulary, ids = wording.vocabulary, wording.ids.tolist()
    keys = []
    for start, size in zip(wording.starts.tolist(), wording.sizes.tolist(), strict=True):
        words = [vocabulary[each] for each in ids[start : start + size]]
        spelled = [folded(word) for word in words]
        keys.append([*spelled, *sayings(spelled[:6])])
    return keys


def learn(lines: Lines, samples: Sequence[Sample], without: int | None) -> Lexicon:
    """Return the lexicon of the samples, those of one fold left out."""
    others = [sample for sample in samples if sample.fold != without]
    return Lexicon(learn_words(lines, without), learn_classes(others))


def learn_words(lines: Lines, without: int | None) -> dict[str, float]:
    """Return the words and sayings that tell, and how much."""
    rows = np.flatnonzero(lines.folds != (-1 if without is None else without))
    matrix = lines.matrix[rows]
    entries = matrix.tocoo()
    pairs = np.unique(entries.col.astype(np.int64) * (lines.sites.max() + 1) + lines.sites[rows][entries.row])
    spread = np.bincount(pairs // (lines.sites.max() + 1), minlength=len(lines.keys))
    common = np.flatnonzero(spread >= SITES)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=30, random_state=0)
    model.fit(matrix[:, common], lines.labels[rows], sample_weight=lines.weights[rows] / lines.weights[rows].mean())
    weights = model.coef_[0]
    rank = np.argsort(-np.abs(weights) * np.minimum(np.sqrt(spread[common]), 20), kind="stable")[:MOST]
    return {lines.keys[common[each]]: round(float(weights[each]), 2) for each in sorted(rank.tolist())}


def learn_classes(samples: Sequence[Sample]) -> dict[str, float]:
    """Return the class words that tell: the log odds that text in such elements is the article, averaged over sites."""
    found: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for sample in samples:
        layout = sample.segmented.layout
        if layout is None:
            continue
        words, parents = layout.elements.words, layout.elements.parents.tolist()
        lengths = [len(block.text.split()) + 1 for block in sample.segmented.page.blocks]
        total = sum(length for length, y in zip(lengths, sample.labels, strict=True) if y == 1) + 1
        for element, length, y in zip(layout.element.tolist(), lengths, sample.labels, strict=True):
            for word in _around(element, words, parents) if y >= 0 else ():
                found[word][sample.site][y] += min(1.0 if y else MOST_OF_PAGE, length / total)
    return {
        word: _odds(list(by_site.values())) for word, by_site in sorted(found.items()) if len(by_site) >= CLASS_SITES
    }


def _around(element: int, words: Sequence[str], parents: Sequence[int]) -> set[str]:
    around: set[str] = set()
    for _ in range(CLASSES_UP + 1):
        if element >= 0:
            around.update(class_words(words[element]))
            element = parents[element]
    return around


def _odds(by_site: Sequence[Sequence[float]]) -> float:
    shares = sum((yes + 0.002) / (yes + no + 0.004) for no, yes in by_site)
    share = (shares + 0.5) / (len(by_site) + 1)
    return round(math.log(share / (1 - share)), 2)
