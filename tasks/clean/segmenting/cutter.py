"""One pass over a page's tags: elements on a stack, blocks cut where a block-level element begins or ends."""

from collections.abc import Iterable, Sequence
from html import unescape

import numpy as np

from schemas.page import Block
from tasks.clean.segmented import Elements, Layout
from tasks.clean.segmenting.folding import fold
from tasks.clean.segmenting.tags import Kind, Tag, describe

PATH_DEPTH = 40
"""Elements named in a path: a page a million elements deep must not cost a trillion characters."""
PATH_LENGTH = 6_000
"""Characters of a path to which nothing is added."""
DEPTH_TOLD = 200
"""Elements deeper than this count as their ancestor at this depth: no page tells its text apart so far down."""
CLOSE_REACH = 30
"""How far up a closing tag may look for the element it closes; in well-formed markup it is the innermost one."""
OPEN, CLOSE, BREAK, RULE, LINK = (int(kind) for kind in (Kind.OPEN, Kind.CLOSE, Kind.BREAK, Kind.RULE, Kind.LINK))


class Cutter:
    """Reads a page's tags and the text after each in order, and keeps the blocks it cuts. Never recursive.

    An element is told of once it holds a block: most of a page's never do.
    """

    def __init__(self) -> None:
        """Start at the root, with nothing read."""
        self._open = [("html", "html")]  # name and source of the open elements
        self._numbers = [0]  # of those that are told of, up to DEPTH_TOLD: the outermost ones
        self._lowest = 1  # how few elements were open since the last block: of those told of, more are closed by now
        # of each element told of its name and source, its parent, its depth and the first block in it
        self._told: list[tuple[str, str, int, int, int]] = [("html", "html", -1, 0, 0)]
        self._lasts = [0]  # and the block past its last one
        self._texts: list[str] = []
        self._rows: list[tuple[int, ...]] = []  # the columns of a Layout, in their order
        self._pieces: list[str] = []  # of the block being read
        self._within = [0, 0, 0]  # how many links, bold and italic elements are open
        self._sizes = [0, 0, 0]  # characters read inside them
        self._links = self._breaks = 0
        self._last = (-2, "")  # where the tag stands after which the block being read begins, and its source

    def read(self, tags: Iterable[tuple[Tag, str, str, int]]) -> None:
        """Read tags: of each its meaning, what stands between its brackets, the text after it, and where it begins."""
        pieces, within, opened = self._pieces, self._within, self._open
        depth = len(opened)
        start, last = self._last
        for (kind, name), source, text, at in tags:
            if kind:
                if kind > RULE:
                    self._inline(kind - LINK)
                else:
                    if pieces:
                        self._cut(start + len(last) + 2, at)
                    start, last = at, source
                    self._breaks = self._breaks + 1 if kind == BREAK else 0
                    if kind == OPEN:
                        opened.append((name, source))
                        depth += 1
                    elif kind == CLOSE:
                        if opened[-1][0] == name and depth > 1:
                            opened.pop()
                            depth -= 1
                        else:
                            self._close(name)
                            depth = len(opened)
                        if depth < self._lowest:
                            self._lowest = depth
            if text and (pieces or not text.isspace()):
                pieces.append(text)
                if any(within):
                    self._weigh(len(text.strip()))
        self._last = start, last

    def finish(self, html: str) -> tuple[tuple[Block, ...], Layout]:
        """Return the page's blocks and where they stood; only elements that hold a block are told of."""
        if self._pieces:
            start, last = self._last
            self._cut(start + len(last) + 2, len(html))
        for element in self._numbers:
            self._lasts[element] = len(self._texts)
        elements, steps = self._elements()
        columns = np.array(self._rows, dtype=np.int64).reshape(-1, 8).T
        layout = Layout(html, elements, *columns)
        paths = _paths(steps, elements)
        return tuple(
            Block(text, line, elements.tags[element], paths[element], min(1.0, linked / len(text)))
            for line, (text, element, linked) in enumerate(
                zip(self._texts, layout.element.tolist(), layout.linked.tolist(), strict=True), 1
            )
        ), layout

    def _elements(self) -> tuple[Elements, tuple[str, ...]]:
        """Return the elements, and each one's step in a path."""
        tags, sources, *numbers = zip(*self._told, strict=True)
        words, steps, hidden = zip(*map(describe, sources), strict=True)
        parents, depths, firsts, lasts, unseen = np.array((*numbers, self._lasts, hidden), dtype=np.int64)
        return Elements(tags, words, parents, depths, unseen, firsts, lasts), steps

    def _cut(self, start: int, end: int) -> None:
        joined = "".join(self._pieces)
        text = fold(unescape(joined) if "&" in joined else joined)
        self._pieces.clear()
        if text:
            while len(self._numbers) > self._lowest:
                self._lasts[self._numbers.pop()] = len(self._texts)
            self._lowest = len(self._open)
            if len(self._numbers) < min(self._lowest, DEPTH_TOLD + 1):
                self._tell()
            self._texts.append(text)
            linked, bold, italic = self._sizes
            breaks = min(self._breaks, 2)
            self._rows.append((start, end, self._numbers[-1], linked, self._links, bold, italic, breaks))
            self._breaks = 0
        self._sizes[:] = (0, 0, 0)
        self._links = 0

    def _tell(self) -> None:
        """Tell of the open elements that have held no block before; one nested too deeply counts as its ancestor."""
        numbers, told, block = self._numbers, self._told, len(self._texts)
        for depth in range(len(numbers), min(len(self._open), DEPTH_TOLD + 1)):
            told.append((*self._open[depth], numbers[-1], depth, block))
            numbers.append(len(told) - 1)
            self._lasts.append(block)

    def _close(self, name: str) -> None:
        for reach in range(1, min(len(self._open), CLOSE_REACH)):
            if self._open[-reach][0] == name:
                del self._open[-reach:]
                return

    def _inline(self, kind: int) -> None:
        which, ends = divmod(kind, 2)
        if ends:
            self._within[which] -= self._within[which] > 0
        else:
            self._within[which] += 1
            self._links += which == 0

    def _weigh(self, size: int) -> None:
        for which, inside in enumerate(self._within):
            if inside:
                self._sizes[which] += size


def _paths(steps: Sequence[str], elements: Elements) -> list[str]:
    """Return the way to each element; elements named alike in one parent share theirs."""
    known: dict[tuple[int, str], str] = {}
    paths: list[str] = []
    for step, parent, depth in zip(steps, elements.parents.tolist(), elements.depths.tolist(), strict=True):
        if parent < 0:
            paths.append(step)
            continue
        above = paths[parent]
        if depth < PATH_DEPTH and len(above) <= PATH_LENGTH:
            above = known.setdefault((parent, step), f"{above}>{step}")
        paths.append(above)
    return paths
