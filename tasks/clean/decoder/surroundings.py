"""What stands around a block: its neighbours, the page before and after it, the page's main run of sentences."""

import numpy as np

from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.series import best_run, running, since, until, windows
from tasks.clean.decoder.wording import Wording

NEIGHBOURS = (-4, -3, -2, -1, 1, 2, 3, 4)
SHOWN = ("words", "ending", "function words", "sentence", "starts lower", "lower words", "vocabulary")
"""What is said of each neighbour, where the page has it."""
REACHES = (2, 5, 12, 30)
LONG_BLOCK = 60.0
"""Words of a block that count in a run: one very long block must not outweigh an article."""
SHORT, OUTSIDE = -4.0, -8.0
"""What a block that is no sentence costs a run: a word or two little, more of them more."""
STRICT = -25.0


def surround(wording: Wording, columns: dict[str, Floats]) -> dict[str, Floats]:
    """Return the columns on each block's surroundings; `columns` are those known so far."""
    return {
        **_neighbours(columns),
        **_windows(wording, columns),
        **_place(wording),
        **_main_run(wording),
    }


def _neighbours(columns: dict[str, Floats]) -> dict[str, Floats]:
    names = [name for name in SHOWN if name in columns]
    size, reach = len(columns[names[0]]), max(NEIGHBOURS)
    padded = np.full((len(names), size + 2 * reach), -1.0)
    for row, name in enumerate(names):
        padded[row, reach : reach + size] = columns[name]
    return {
        f"{name} {by:+}": padded[row, reach + by : reach + by + size]
        for row, name in enumerate(names)
        for by in NEIGHBOURS
    }


def _windows(wording: Wording, columns: dict[str, Floats]) -> dict[str, Floats]:
    capped = np.minimum(wording.words, LONG_BLOCK * 2)
    counted = np.ones(len(capped))
    short = wording.words < 5
    sums = (wording.words * wording.sentence, wording.words, short, columns["function words"] * capped, capped, counted)
    found: dict[str, Floats] = {}
    for (side, reach), inside in windows(np.array(sums), REACHES).items():
        sentences, density, shorts = inside[:3] / np.maximum(1.0, inside[5])
        found[f"sentences {side} {reach}"] = sentences
        found[f"density {side} {reach}"] = density
        found[f"shorts {side} {reach}"] = shorts
        found[f"functions {side} {reach}"] = inside[3] / np.maximum(1.0, inside[4])
    return found


def _place(wording: Wording) -> dict[str, Floats]:
    size = len(wording.words)
    rows = np.arange(size)
    good = wording.sentence
    big = good & (wording.words >= 15)
    prose, words = running(wording.words * good), running(wording.words)
    all_prose, all_words = max(1.0, prose[-1]), max(1.0, words[-1])
    return {
        "place": rows / max(1, size - 1),
        "rows before": np.log1p(rows),
        "rows after": np.log1p(size - rows),
        "prose before": prose[:-1] / all_prose,
        "much prose before": np.log1p(prose[:-1]),
        "much prose after": np.log1p(prose[-1] - prose[1:]),
        "text before": words[:-1] / all_words,
        "page rows": np.full(size, np.log1p(size)),
        "page prose": np.full(size, np.log1p(prose[-1])),
        "page prose share": np.full(size, prose[-1] / all_words),
        "since sentence": since(good),
        "until sentence": until(good),
        "since long sentence": since(big),
        "until long sentence": until(big),
        "since other": since(~good),
        "until other": until(~good),
    }


def _main_run(wording: Wording) -> dict[str, Floats]:
    size = len(wording.words)
    rows = np.arange(size)
    gain = np.minimum(wording.words, LONG_BLOCK)
    loose = best_run(np.where(wording.sentence, gain, np.where(wording.words <= 3, SHORT, OUTSIDE)))
    strict = best_run(np.where(wording.sentence, gain, STRICT))
    words, prose = running(wording.words), running(wording.words * wording.sentence)
    start, end = loose
    return {
        "in run": ((rows >= start) & (rows < end)).astype(np.float64),
        "from run start": (rows - start).astype(np.float64),
        "from run end": (rows - end).astype(np.float64),
        "words past run": words[:-1] - words[end],
        "in strict run": ((rows >= strict[0]) & (rows < strict[1])).astype(np.float64),
        "from strict run start": (rows - strict[0]).astype(np.float64),
        "from strict run end": (rows - strict[1]).astype(np.float64),
        "run rows": np.full(size, (end - start) / max(1, size)),
        "run prose": np.full(size, (prose[end] - prose[start]) / max(1.0, prose[-1])),
        "run words": wording.mean(_words_of(wording, start, end)),
    }


def _words_of(wording: Wording, start: int, end: int) -> Floats:
    """Return for each word of the vocabulary whether it is a longer word that the run has more than twice."""
    inside = wording.ids[(wording.rows >= start) & (wording.rows < end)]
    counts = np.bincount(inside, minlength=len(wording.vocabulary))
    return ((counts > 1) & (wording.lengths > 4)).astype(np.float64)
