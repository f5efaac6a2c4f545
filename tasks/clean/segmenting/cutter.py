"""One pass over a page's tags: elements on a stack, blocks cut where a block-level element begins or ends."""

from html import unescape

import numpy as np

from schemas.page import Block
from tasks.clean.segmented import Elements, Layout
from tasks.clean.segmenting.folding import fold
from tasks.clean.segmenting.tags import Kind, Tag

PATH_DEPTH = 40
"""Elements named in a path: a page a million elements deep must not cost a trillion characters."""
DEPTH_TOLD = 200
"""Elements deeper than this count as their ancestor at this depth: no page tells its text apart so far down."""
CLOSE_REACH = 30
"""How far up a closing tag may look for the element it closes; in well-formed markup it is the innermost one."""


class Cutter:
    """Reads a page's text and tags in order and keeps the blocks it cuts. Never recursive."""

    def __init__(self) -> None:
        """Start at the root, with nothing read."""
        self._tags, self._words, self._parents, self._hidden = ["html"], [""], [-1], [0]
        self._depths, self._steps = [0], ["html"]
        self._firsts, self._lasts = [0], [0]
        self._stack = [0]  # the open elements; one nested too deeply to be told apart stands for its ancestor
        self._names = ["html"]
        self._texts: list[str] = []
        self._rows: list[tuple[int, int, int, int, int, int, int, int]] = []
        self._pieces: list[str] = []
        self.empty = True  # whether no text was read since the last cut
        self._start = 0  # where the block being read begins
        self._in_link = self._in_bold = self._in_italic = 0
        self._linked = self._links = self._bold = self._italic = 0
        self._breaks = 0

    def text(self, text: str) -> None:
        """Read text between two tags."""
        self.empty = False
        self._pieces.append(text)
        if self._in_link or self._in_bold or self._in_italic:
            size = len(text.strip())
            self._linked += size if self._in_link else 0
            self._bold += size if self._in_bold else 0
            self._italic += size if self._in_italic else 0

    def tag(self, tag: Tag, start: int, end: int) -> None:
        """Read a tag that stands at these offsets."""
        kind = tag.kind
        if kind is Kind.OPEN:
            self._cut(start, end)
            self._open(tag)
        elif kind is Kind.CLOSE:
            self._cut(start, end)
            self._close(tag.name)
        elif kind is Kind.BREAK:
            self._cut(start, end)
            self._breaks += 1
            return
        elif kind is Kind.RULE:
            self._cut(start, end)
        else:
            self._inline(kind)
            return
        self._breaks = 0

    def finish(self, end: int) -> None:
        """Cut the last block."""
        self._cut(end, end)
        for element in self._stack:
            self._lasts[element] = len(self._texts)

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks cut so far."""
        paths = {element: self._path(element) for element in {row[2] for row in self._rows}}
        return tuple(
            Block(text, number, self._tags[row[2]], paths[row[2]], min(1.0, row[3] / len(text)))
            for number, (text, row) in enumerate(zip(self._texts, self._rows, strict=True), 1)
        )

    def layout(self, html: str) -> Layout:
        """Return where they stood."""
        columns = np.array(self._rows, dtype=np.int64).reshape(-1, 8).T
        elements = Elements(
            tags=tuple(self._tags),
            words=tuple(self._words),
            parents=np.array(self._parents, dtype=np.int64),
            depths=np.array(self._depths, dtype=np.int64),
            hidden=np.array(self._hidden, dtype=np.int64),
            firsts=np.array(self._firsts, dtype=np.int64),
            lasts=np.array(self._lasts, dtype=np.int64),
        )
        return Layout(html, elements, *columns)

    def _path(self, element: int) -> str:
        steps: list[str] = []
        while element >= 0:
            if self._depths[element] < PATH_DEPTH:
                steps.append(self._steps[element])
            element = self._parents[element]
        return ">".join(reversed(steps))

    def _cut(self, start: int, end: int) -> None:
        if self._pieces:
            joined = "".join(self._pieces)
            text = fold(unescape(joined) if "&" in joined else joined)
            self._pieces.clear()
            self.empty = True
            if text:
                self._texts.append(text)
                row = (self._start, start, self._stack[-1], self._linked, self._links, self._bold, self._italic)
                self._rows.append((*row, min(self._breaks, 2)))
                self._breaks = 0
            self._linked = self._links = self._bold = self._italic = 0
        self._start = end

    def _open(self, tag: Tag) -> None:
        parent = self._stack[-1]
        depth = self._depths[parent] + 1
        self._names.append(tag.name)
        if depth > DEPTH_TOLD:
            self._stack.append(parent)
            return
        self._firsts.append(len(self._texts))
        self._lasts.append(len(self._texts))
        self._stack.append(len(self._tags))
        self._tags.append(tag.name)
        self._words.append(tag.words)
        self._parents.append(parent)
        self._hidden.append(int(tag.hidden))
        self._depths.append(depth)
        self._steps.append(tag.step)

    def _close(self, name: str) -> None:
        for reach in range(1, min(len(self._names), CLOSE_REACH)):
            if self._names[-reach] == name:
                for element in self._stack[-reach:]:
                    self._lasts[element] = len(self._texts)
                del self._stack[-reach:], self._names[-reach:]
                return

    def _inline(self, kind: Kind) -> None:
        if kind is Kind.LINK:
            self._in_link += 1
            self._links += 1
        elif kind is Kind.LINK_END:
            self._in_link = max(0, self._in_link - 1)
        elif kind is Kind.BOLD:
            self._in_bold += 1
        elif kind is Kind.BOLD_END:
            self._in_bold = max(0, self._in_bold - 1)
        elif kind is Kind.ITALIC:
            self._in_italic += 1
        else:
            self._in_italic = max(0, self._in_italic - 1)
