"""The heuristic: the run of blocks with the most words in sentences, less the words outside them."""

import re

import numpy as np
from numpy.typing import NDArray

from schemas.page import Block
from tasks.clean.segmented import Segmented

SENTENCE_END = re.compile(r"""[.!?…。！？؟।]["'”’»)\]」』]{0,3}$""")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def likelihoods(segmented: Segmented) -> NDArray[np.float64]:
    """Return for each block of the page the probability that it is body."""
    blocks = segmented.page.blocks
    weights = np.array([_weight(block) for block in blocks])
    start, end = _best_run(weights)
    result = np.full(len(blocks), 0.02)
    result[start:end] = np.where(weights[start:end] > 0, 0.9, 0.3)
    return result


def cutoff(segmented: Segmented, probabilities: NDArray[np.float64]) -> float:
    """Return the probability from which a block of this page is body."""
    return 0.5


def _weight(block: Block) -> float:
    words = len(block.text.split()) + len(UNSPACED.findall(block.text[:2000])) / 2
    is_sentence = words >= 8 and SENTENCE_END.search(block.text) and block.links < 0.5
    return min(words, 80.0) if is_sentence else -min(words, 30.0)


def _best_run(weights: NDArray[np.float64]) -> tuple[int, int]:
    if not weights.size:
        return 0, 0
    sums = np.concatenate(([0.0], np.cumsum(weights)))
    gains = sums[1:] - np.minimum.accumulate(sums)[:-1]
    end = int(np.argmax(gains)) + 1
    return int(np.argmin(sums[:end])), end
