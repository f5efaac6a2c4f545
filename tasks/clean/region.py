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
SHELL = "section"
"""The element each block is wrapped in for parsing: one that closes whatever a block leaves open."""


def region_text(layout: Layout, kept: Sequence[Block]) -> str:
    """Return the text of these blocks; blocks that a single <br> parts are lines of one paragraph."""
    if not kept:
        return ""
    rows = [block.line - 1 for block in kept]
    markup = (f"<{SHELL}>{layout.html[layout.starts[row] : layout.ends[row]]}</{SHELL}>" for row in rows)
    soup = BeautifulSoup("".join(markup), "lxml")
    for junk in soup(JUNK):
        junk.decompose()
    shells = soup(SHELL)
    if len(shells) != len(rows):  # markup that closes more than it opens: the blocks as they were cut
        return _joined(layout, rows, [block.text for block in kept])
    return _joined(layout, rows, [_text(shell) for shell in shells])


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
