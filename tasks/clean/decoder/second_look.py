"""The evidence of a second look: what the first one made of a block's surroundings, its container and its likes."""

import numpy as np

from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.features import Evidence
from tasks.clean.decoder.nesting import Nest, meetings
from tasks.clean.decoder.series import Rows, best_run, running, since, until, windows
from tasks.clean.decoder.wording import Wording
from tasks.clean.segmented import Layout

NEIGHBOURS = tuple(by for by in range(-6, 7) if by)
REACHES = (3, 8, 20, 60)
MOST_WORDS = 80.0
"""Words of a block that count: one very long block must not outweigh its surroundings."""
STAKES = (0.5, 0.3, 0.15)
"""What a block must be worth for the run that holds the article to go on over it."""
SURE, UNSURE, UNLIKELY = 0.8, 0.5, 0.1
MAIN_SHARE = 0.8


def look_again(evidence: Evidence, layout: Layout | None, first: Floats) -> dict[str, Floats]:
    """Return the columns of the second look; `first` is the first look's probability of every block of the page."""
    wording = evidence.wording
    weights = np.minimum(wording.words, MOST_WORDS) + 1.0
    columns = {
        "first": first,
        **_neighbours(first),
        **_sums(first, weights),
        **_runs(first, weights),
        **_nearest(first, weights),
        **_vocabulary(wording, first),
    }
    if layout is not None and evidence.nest is not None:
        columns.update(_containers(layout, evidence.nest, first * weights, weights))
    return columns


def _neighbours(first: Floats) -> dict[str, Floats]:
    reach = max(NEIGHBOURS)
    padded = np.concatenate((np.full(reach, -1.0), first, np.full(reach, -1.0)))
    highest = np.maximum.accumulate(first)
    rest = np.maximum.accumulate(first[::-1])[::-1]
    return {
        **{f"first {by:+}": padded[reach + by : reach + by + len(first)] for by in NEIGHBOURS},
        "highest before": np.concatenate(([0.0], highest[:-1])),
        "highest after": np.concatenate((rest[1:], [0.0])),
    }


def _sums(first: Floats, weights: Floats) -> dict[str, Floats]:
    size = len(first)
    mass, words = running(first * weights), running(weights)
    total = max(1.0, mass[-1])
    columns: dict[str, Floats] = {
        f"mass {side} {reach}": inside[0] / (inside[1] + 1)
        for (side, reach), inside in windows(np.array((first * weights, weights)), REACHES).items()
    }
    sure = float((first * weights)[first > UNSURE].sum())
    columns.update(
        {
            "share before": mass[:-1] / total,
            "share after": (mass[-1] - mass[1:]) / total,
            "mass before": np.log1p(mass[:-1]),
            "mass after": np.log1p(mass[-1] - mass[1:]),
            "page mass": np.full(size, np.log1p(total)),
            "page mass share": np.full(size, total / words[-1]),
            "page sureness": np.full(size, float((first * first * weights).sum()) / total),
            "page sure": np.full(size, sure / total),
        }
    )
    return columns


def _runs(first: Floats, weights: Floats) -> dict[str, Floats]:
    rows = np.arange(len(first))
    mass, words = running(first * weights), running(weights)
    columns: dict[str, Floats] = {}
    for stake in STAKES:
        start, end = best_run((first - stake) * weights)
        columns[f"from start {stake}"] = (rows - start).astype(np.float64)
        columns[f"from end {stake}"] = (rows - end).astype(np.float64)
        columns[f"words from start {stake}"] = words[:-1] - words[start]
        columns[f"words from end {stake}"] = words[:-1] - words[end]
        columns[f"run mass {stake}"] = np.full(len(first), (mass[end] - mass[start]) / max(1.0, mass[-1]))
        columns[f"run purity {stake}"] = np.full(
            len(first), (mass[end] - mass[start]) / max(1.0, words[end] - words[start])
        )
    return columns


def _nearest(first: Floats, weights: Floats) -> dict[str, Floats]:
    size = len(first)
    rows = np.arange(size)
    words = running(weights)
    columns: dict[str, Floats] = {}
    for level in (UNSURE, SURE):
        marked = first >= level
        back, on = since(marked), until(marked)
        columns[f"since {level}"] = back
        columns[f"until {level}"] = on
        columns[f"words since {level}"] = words[rows] - words[np.maximum(0, rows - back.astype(np.int64) + 1)]
        columns[f"words until {level}"] = words[np.minimum(size, rows + on.astype(np.int64))] - words[rows + 1]
    return columns


def _vocabulary(wording: Wording, first: Floats) -> dict[str, Floats]:
    """Return how far a block has the longer words of what is surely article, or surely not, elsewhere on the page."""
    size = len(wording.vocabulary)
    kept = (wording.lengths > 4)[wording.ids]
    ids, rows = wording.ids[kept], wording.rows[kept]
    sizes = np.maximum(1, np.bincount(rows, minlength=len(first)))
    times = _times(ids, rows, size)
    columns: dict[str, Floats] = {}
    for name, chosen in (("article words", first > SURE - 0.1), ("other words", first < UNLIKELY)):
        inside = chosen[rows]
        counts = np.bincount(ids[inside], minlength=max(1, size))
        elsewhere = counts[ids] - np.where(inside, times, 0) > 0
        columns[name] = np.bincount(rows, elsewhere, minlength=len(first)) / sizes
    return columns


def _times(ids: Rows, rows: Rows, size: int) -> Rows:
    """Return for each word how often its own block has it."""
    if not ids.size:
        return ids
    _, where, times = np.unique(rows * size + ids, return_inverse=True, return_counts=True)
    found: Rows = times[where]
    return found


def _containers(layout: Layout, nest: Nest, mass: Floats, weights: Floats) -> dict[str, Floats]:
    elements = layout.elements
    sums, words = running(mass), running(weights)
    total = max(1.0, sums[-1])
    held = sums[elements.lasts] - sums[elements.firsts]
    size = words[elements.lasts] - words[elements.firsts]
    columns: dict[str, Floats] = {}
    row = layout.element
    for whose in ("element", "parent", "grandparent", "great-grandparent"):
        columns[f"{whose} purity"] = held[row] / np.maximum(1.0, size[row])
        columns[f"{whose} mass"] = held[row] / total
        row = np.maximum(0, elements.parents[row])
    likes = nest.signatures[layout.element]
    like_mass, like_words = np.bincount(likes, mass), np.bincount(likes, weights)
    columns["alike purity"] = (like_mass / np.maximum(1.0, like_words))[likes]
    columns["alike mass"] = (like_mass / total)[likes]
    mostly = np.flatnonzero(held >= MAIN_SHARE * total)
    main = int(mostly[np.argmax(elements.depths[mostly])]) if mostly.size else 0
    meeting = meetings(elements, main)[layout.element]
    depths = elements.depths
    columns["in main"] = (meeting == main).astype(np.float64)
    columns["steps to main"] = (depths[layout.element] - depths[meeting]).astype(np.float64)
    columns["steps from main"] = (depths[main] - depths[meeting]).astype(np.float64)
    columns["main purity"] = np.full(len(mass), held[main] / max(1.0, size[main]))
    usual = float((depths[layout.element] * mass).sum()) / total
    columns["depth from usual"] = depths[layout.element] - usual
    return columns
