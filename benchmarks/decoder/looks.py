"""The two looks of the block model over samples: by cross-validation by site, and fitted to all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.decoder.corpus import FOLDS, Sample
from benchmarks.decoder.growing import Growth, Matrix, grow, hard, weigh
from tasks.clean.decoder.features import elements_of, gather
from tasks.clean.decoder.lexicon import Lexicon
from tasks.clean.decoder.second_look import look_again
from tasks.clean.decoder.trees import plant

Floats = NDArray[np.float64]
Stored = list[dict[str, list[float]]]


@dataclass(slots=True)
class Table:
    """The samples that have blocks, and a feature matrix for each."""

    growth: Growth
    samples: list[Sample]
    names: list[str]
    matrices: list[Matrix]
    words: list[Floats]  # the length of each block
    trained: list[bool] = field(default_factory=list)  # whether a page teaches, or is only judged

    def rows(self, chosen: Sequence[int]) -> tuple[Matrix, NDArray[np.int64], Floats]:
        """Return the training rows of some samples: features, labels, weights."""
        parts = []
        for each in chosen:
            sample, words = self.samples[each], self.words[each]
            kept, more = hard(words, sample.labels, each)
            parts.append((self.matrices[each][kept], np.array(sample.labels)[kept], weigh(sample, words)[kept] * more))
        return (
            np.concatenate([p[0] for p in parts]),
            np.concatenate([p[1] for p in parts]),
            np.concatenate([p[2] for p in parts]),
        )


def tabulate(
    samples: Sequence[Sample], lexicons: Mapping[int, Lexicon], taught_by: Sequence[str], growth: Growth
) -> Table:
    """Return the features of the first look, each page's by the lexicon of the other folds."""
    table = Table(growth, [], [], [], [])
    for sample in samples:
        if sample.segmented.page.blocks:
            lexicon = lexicons[sample.fold]
            evidence = gather(sample.segmented, lexicon, elements_of(sample.segmented, lexicon))
            table.names = list(evidence.columns)
            table.samples.append(sample)
            table.matrices.append(evidence.matrix(table.names))
            table.words.append(evidence.wording.words)
            table.trained.append(sample.set in taught_by)
    return table


def looked_again(table: Table, first: Sequence[Floats]) -> Table:
    """Return the table with the columns of the second look after those of the first."""
    blind = Lexicon({}, {})
    names: list[str] = []
    matrices = []
    for sample, matrix, seen in zip(table.samples, table.matrices, first, strict=True):
        evidence = gather(sample.segmented, blind, elements_of(sample.segmented, blind))  # it reads no lexicon
        columns = look_again(evidence, sample.segmented.layout, seen)
        names = list(columns)
        matrices.append(np.hstack((matrix, np.column_stack(list(columns.values())).astype(np.float32))))
    return Table(table.growth, table.samples, [*table.names, *names], matrices, table.words, table.trained)


def across(table: Table, report: Callable[[str], None]) -> list[Floats]:
    """Return each page's probabilities by trees that saw no page of its fold."""
    found: list[Floats] = [np.zeros(0)] * len(table.samples)
    for fold in range(FOLDS):
        teachers = [i for i, sample in enumerate(table.samples) if sample.fold != fold and table.trained[i]]
        trees = plant(grow(table.growth, *table.rows(teachers)))
        for i, sample in enumerate(table.samples):
            if sample.fold == fold:
                found[i] = trees.probabilities(table.matrices[i])
        report(f"fold {fold} of {FOLDS}")
    return found


def fitted(table: Table) -> Stored:
    """Return the trees fitted to all pages that teach."""
    return grow(table.growth, *table.rows([i for i, trained in enumerate(table.trained) if trained]))
