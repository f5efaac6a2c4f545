"""An HTML page as blocks: a fast parser makes it well formed, one pass over its tags cuts it."""

from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Block, Markup
from tasks.clean.head import read_markup
from tasks.clean.segmented import Layout
from tasks.clean.segmenting.cutter import Cutter
from tasks.clean.segmenting.tags import UNREAD, Tag, meaning
from tasks.clean.segmenting.wellformed import TAG, defused, flattened, is_deep, unclosed


def cut_html(html: str) -> tuple[tuple[Block, ...], Markup, Layout, tuple[str, ...]]:
    """Return a page's blocks, what its markup says, where the blocks stood, and what had to be repaired.

    A page nested too deeply for a tree is cut from its tags alone: its text is all there, its markup is not read.
    """
    html, dropped = defused(html)
    html, repairs = unclosed(html)
    repairs = (*dropped, *repairs)
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
    known: dict[str, Tag] = {}
    ends = list(accumulate(map(len, parts)))
    for number, part in enumerate(parts):
        if number % 2 == 0:
            if part and not (cutter.empty and part.isspace()):
                cutter.text(part)
            continue
        tag = known.get(part)
        if tag is None:
            tag = known[part] = meaning(part)
        if tag.kind:
            cutter.tag(tag, ends[number - 1], ends[number])
    cutter.finish(len(html))
    return cutter.blocks(), markup, cutter.layout(html)
