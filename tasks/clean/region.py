"""The kept blocks of an HTML page as text: BeautifulSoup parses their markup, and only theirs, and cleans it."""

from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

from schemas.page import Block
from tasks.clean.segmented import Layout

JUNK = (
    "button",
    "input",
    "iframe",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "video",
)
"""Elements inside a paragraph that are not its words. Not <embed>: it holds none, and lxml thinks it never ends."""
BATCH = 500
"""Blocks parsed together: lxml gives up on very long documents without a word."""
LONG = 1_000_000
MANY_TAGS = 200
"""Markup of a block that is not parsed: nested more than 255 deep, lxml would lose what follows."""
SHELL = "section"
"""The element each block is wrapped in for parsing: one that closes whatever a block leaves open."""


def region_text(layout: Layout, kept: Sequence[Block]) -> str:
    """Return the text of these blocks; blocks that a single <br> parts are lines of one paragraph."""
    rows = [block.line - 1 for block in kept]
    texts: list[str] = []
    for low in range(0, len(kept), BATCH):
        texts += _cleaned(layout, kept[low : low + BATCH])
    return _joined(layout, rows, texts)


def _cleaned(layout: Layout, kept: Sequence[Block]) -> list[str]:
    """Return the blocks' texts as BeautifulSoup cleans them; as they were cut where there is no tag to clean.

    So they are, too, where their markup is out of bounds, or closes more than it opens.
    """
    texts = [block.text for block in kept]
    marked: dict[int, str] = {}
    for number, block in enumerate(kept):
        start, end = int(layout.starts[block.line - 1]), int(layout.ends[block.line - 1])
        if end - start <= LONG and 0 < layout.html.count("<", start, end) <= MANY_TAGS:
            marked[number] = layout.html[start:end]
    if not marked:
        return texts
    markup = "".join(f"<{SHELL}>{piece}</{SHELL}>" for piece in marked.values())
    soup = BeautifulSoup(markup, "lxml", multi_valued_attributes=None)  # nobody asks for their classes one by one
    if any(f"<{name}" in markup for name in JUNK):
        for junk in soup(JUNK):
            junk.decompose()
    shells = soup.body.find_all(SHELL, recursive=False) if soup.body else []
    if len(shells) == len(marked):
        for number, shell in zip(marked, shells, strict=True):
            texts[number] = _text(shell)
    return texts


def _text(element: Tag) -> str:
    return " ".join(element.get_text().split())


def _joined(layout: Layout, rows: Sequence[int], texts: Sequence[str]) -> str:
    written: list[str] = []
    last = -2
    for row, text in zip(rows, texts, strict=True):
        if not text:
            continue
        same = row == last + 1 and layout.breaks[row] == 1
        written.append((("\n" if same else "\n\n") if written else "") + text)
        last = row
    return "".join(written)
