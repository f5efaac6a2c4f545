"""An HTML page as blocks: a fast parser makes it well formed, one pass over its tags cuts it."""

from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Block, Markup
from tasks.clean.head import read_markup
from tasks.clean.segmented import Layout
from tasks.clean.segmenting.cutter import Cutter
from tasks.clean.segmenting.tags import UNREAD
from tasks.clean.segmenting.wellformed import TAG, defused, flattened, is_deep


def cut_html(html: str) -> tuple[tuple[Block, ...], Markup, Layout, tuple[str, ...]]:
    """Return a page's blocks, what its markup says, where the blocks stood, and what had to be repaired.

    A page nested too deeply for a tree is cut from its tags alone: its text is all there, its markup is not read.
    """
    html, repairs = defused(html)
    if is_deep(html):
        return *_cut(flattened(html), Markup()), (*repairs, "deep-nesting")
    tree = LexborHTMLParser(html)
    markup = read_markup(tree)
    body = tree.body
    if body is None:
        return *_cut("", markup), repairs
    tree.strip_tags(UNREAD)
    return *_cut(body.html or "", markup), repairs


def _cut(html: str, markup: Markup) -> tuple[tuple[Block, ...], Markup, Layout]:
    parts = TAG.split(html)
    cutter = Cutter()
    ends = accumulate(map(len, parts))
    for text, tag in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if text and not (text.isspace() and cutter.empty):
            cutter.text(text)
        start = next(ends)
        if tag:
            cutter.tag(tag, start, next(ends))
    cutter.finish(len(html))
    return cutter.blocks(), markup, cutter.layout(html)
