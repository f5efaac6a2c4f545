"""What the elements around a block say: their names, their class words, what else they hold."""

from dataclasses import dataclass

import numpy as np

from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.cues import CUES, cued
from tasks.clean.decoder.lexicon import Lexicon, weigh_classes
from tasks.clean.decoder.series import Rows, running
from tasks.clean.decoder.wording import Wording
from tasks.clean.segmented import Elements, Layout

_NAMES = (
    "p div li h1 h2 h3 h4 h5 h6 td th section article main aside header footer nav figure figcaption blockquote ul ol"
    " table tr tbody dl dd dt form body button label pre center details summary address"
)
NAMES = {name: number for number, name in enumerate(_NAMES.split(), 1)}
"""Elements by the number they have as evidence."""
_FLAGS = "article main aside header footer nav figure form li table blockquote"
FLAGS = tuple(_FLAGS.split())
"""Elements of which a block is told whether it stands in one."""
FLAG_NUMBERS = {flag: number for number, flag in enumerate(FLAGS, 1)}
FLAGGED = np.eye(len(FLAGS) + 1)[:, 1:]
HEARD = [
    f"heard {name}"
    for name in (*CUES, *(f"in {flag}" for flag in FLAGS), "hidden", "least class", "greatest class", "summed class")
]
SAID = {whose: [f"{whose} {cue}" for cue in CUES] for whose in ("own", "parent")}
WEIGHED = {whose: [f"{whose} {which} class" for which in ("least", "greatest", "mean")] for whose in ("own", "parent")}
"""The names of the columns, in the order of what a `Nest` holds."""
CUE_DECAY, CLASS_DECAY = 0.8, 0.7
"""How much of what an element says its children still hear."""
OWN, CHILD, GRANDCHILD = 0.7, 1.0, 0.4
"""How much prose counts for the element it stands in, its parent and its grandparent, when the container is sought."""
LINKED_PROSE = 0.35


@dataclass(frozen=True, slots=True, eq=False)
class Nest:
    """The elements of a page as numbers, in step with `Layout.elements`."""

    numbers: Floats  # of the element's name
    cues: Floats  # one column a cue
    classes: Floats  # least, greatest and mean weight of the class words
    heard: Floats  # what an element and those around it say: cues, flags, least, greatest and summed class weight
    signatures: Rows  # elements that are named alike, in parents named alike, have the same number


def build_nest(elements: Elements, lexicon: Lexicon) -> Nest:
    """Return the elements as numbers."""
    known = {words: number for number, words in enumerate(dict.fromkeys(elements.words))}
    row = np.fromiter(map(known.__getitem__, elements.words), dtype=np.int64, count=len(elements.words))
    cues = np.array([cued(words) for words in known])[row]
    classes = np.array([weigh_classes(words, lexicon) for words in known])[row]
    flags = FLAGGED[[FLAG_NUMBERS.get(tag, 0) for tag in elements.tags]]
    own = np.hstack((cues, flags, elements.hidden[:, None], -classes[:, :1], classes[:, 1:2], classes[:, 2:]))
    return Nest(
        numbers=np.array([NAMES.get(tag, 0) for tag in elements.tags], dtype=np.float64),
        cues=cues,
        classes=classes,
        heard=_inherited(own, elements.parents),
        signatures=_signatures(elements),
    )


def nest(layout: Layout, wording: Wording, found: Nest) -> dict[str, Floats]:
    """Return the columns on the elements around each block."""
    element = layout.element
    parent = _parents(layout.elements, element)
    columns = {"tag": found.numbers[element], "parent tag": found.numbers[parent]}
    columns["grandparent tag"] = found.numbers[_parents(layout.elements, parent)]
    columns.update(zip(HEARD, found.heard[element].T, strict=True))
    for row, whose in ((element, "own"), (parent, "parent")):
        columns.update(zip(SAID[whose], found.cues[row].T, strict=True))
        columns.update(zip(WEIGHED[whose], found.classes[row].T, strict=True))
    columns.update(_in_line(layout, wording))
    columns.update(_containers(layout, wording, found))
    return columns


def _parents(elements: Elements, rows: Rows) -> Rows:
    return np.maximum(0, elements.parents[rows])


def _inherited(own: Floats, parents: Rows) -> Floats:
    """Return what each element and those around it say; the last column is a decaying sum, the others maxima.

    Each step doubles how far up an element hears; the row past the last is the silence above the root.
    """
    decay = np.ones(own.shape[1])
    decay[: len(CUES)] = CUE_DECAY
    decay[-1] = CLASS_DECAY
    silence = np.full(own.shape[1], -np.inf)
    silence[-1] = 0.0
    heard = np.vstack((own, silence))
    above = np.append(np.where(parents < 0, len(own), parents), len(own))
    while (above[:-1] < len(own)).any():
        further = heard[above] * decay
        heard[:, -1] += further[:, -1]
        np.maximum(heard[:, :-1], further[:, :-1], out=heard[:, :-1])
        above = above[above]
        decay = decay * decay
    return heard[:-1]


def _signatures(elements: Elements) -> Rows:
    known: dict[tuple[str, str, str, str], int] = {}
    tags, words = elements.tags, elements.words
    keys = (
        (tag, said[:40], tags[parent], words[parent][:40])
        for tag, said, parent in zip(tags, words, elements.parents.tolist(), strict=True)
    )
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _in_line(layout: Layout, wording: Wording) -> dict[str, Floats]:
    size = np.maximum(1.0, wording.words * wording.columns["word length"])
    return {
        "linked": np.minimum(1.0, layout.linked / size),
        "links": layout.links.astype(np.float64),
        "bold": np.minimum(1.0, layout.bold / size),
        "italic": np.minimum(1.0, layout.italic / size),
        "break": layout.breaks.astype(np.float64),
    }


def _containers(layout: Layout, wording: Wording, found: Nest) -> dict[str, Floats]:
    elements = layout.elements
    linked = np.minimum(1.0, layout.linked / np.maximum(1.0, wording.words * wording.columns["word length"]))
    prose = wording.words * (wording.sentence & (linked < LINKED_PROSE))
    sums = [running(each) for each in (wording.words, wording.words * linked, prose)]
    inside = [total[elements.lasts] - total[elements.firsts] for total in sums]
    inside.append((elements.lasts - elements.firsts).astype(np.float64))
    best = _best(layout, prose, inside)
    all_prose = max(1.0, sums[2][-1])
    columns: dict[str, Floats] = {}
    row = layout.element
    for whose in ("element", "parent", "grandparent", "great-grandparent"):
        words, links, good, blocks = (each[row] for each in inside)
        columns[f"{whose} words"] = words
        columns[f"{whose} blocks"] = blocks
        columns[f"{whose} linked"] = links / np.maximum(1.0, words)
        columns[f"{whose} prose"] = good / np.maximum(1.0, words)
        columns[f"{whose} prose share"] = good / all_prose
        row = _parents(elements, row)
    columns.update(_alike(found.signatures[layout.element], wording.words, linked, prose))
    columns.update(_from_best(layout, found, best))
    columns["best prose share"] = np.full(len(prose), inside[2][best] / all_prose)
    columns["best linked"] = np.full(len(prose), inside[1][best] / max(1.0, inside[0][best]))
    columns["best greatest class"] = np.full(len(prose), found.classes[best, 1])
    columns["best least class"] = np.full(len(prose), found.classes[best, 0])
    return columns


def _best(layout: Layout, prose: Floats, inside: list[Floats]) -> int:
    """Return the element that most directly holds the page's prose."""
    size = len(layout.elements.tags)
    score = np.zeros(size)
    row = layout.element
    for share in (OWN, CHILD, GRANDCHILD):
        score += share * np.bincount(row, prose, minlength=size)
        row = _parents(layout.elements, row)
    return int(np.argmax(score * (1 - 0.7 * inside[1] / np.maximum(1.0, inside[0]))))


def _alike(signatures: Rows, words: Floats, linked: Floats, prose: Floats) -> dict[str, Floats]:
    size = int(signatures.max()) + 1 if len(signatures) else 1
    count = np.maximum(1.0, np.bincount(signatures, minlength=size))
    total = np.bincount(signatures, words, minlength=size)
    return {
        "alike": count[signatures],
        "alike words": (total / count)[signatures],
        "alike share": (total / max(1.0, float(words.sum())))[signatures],
        "alike linked": (np.bincount(signatures, words * linked, minlength=size) / np.maximum(1.0, total))[signatures],
        "alike prose": (np.bincount(signatures, prose, minlength=size) / np.maximum(1.0, total))[signatures],
    }


def _from_best(layout: Layout, found: Nest, best: int) -> dict[str, Floats]:
    elements = layout.elements
    meeting = meetings(elements, best)[layout.element]
    first, last = int(elements.firsts[best]), int(elements.lasts[best])
    rows = np.arange(len(layout.element))
    depths = elements.depths
    return {
        "depth": depths[layout.element].astype(np.float64),
        "depth from best": (depths[layout.element] - depths[best]).astype(np.float64),
        "steps to best": (depths[layout.element] - depths[meeting]).astype(np.float64),
        "steps from best": (depths[best] - depths[meeting]).astype(np.float64),
        "from best start": (rows - first).astype(np.float64),
        "from best end": (rows - last).astype(np.float64),
        "place in best": (rows - first) / max(1, last - first),
    }


def meetings(elements: Elements, of: int) -> Rows:
    """Return for each element the innermost one that holds both it and the element `of`."""
    meeting = np.zeros(len(elements.tags), dtype=np.int64)
    line = [of]
    while line[-1] > 0:
        line.append(int(elements.parents[line[-1]]))
    for holder in reversed(line[:-1]):  # from the outermost one in; what it holds stands in a row after it
        after = np.flatnonzero(elements.depths[holder + 1 :] <= elements.depths[holder])
        meeting[holder : holder + 1 + int(after[0]) if after.size else None] = holder
    return meeting
