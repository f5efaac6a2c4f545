"""An HTML page as blocks: a fast parser makes it well formed, one pass over its tags cuts it."""

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Block, Markup
from tasks.clean.head import read_markup
from tasks.clean.segmented import Layout
from tasks.clean.segmenting.cutter import Cutter
from tasks.clean.segmenting.pieces import serialised, taken_apart
from tasks.clean.segmenting.tags import UNREAD, Tags
from tasks.clean.segmenting.wellformed import defused, flattened, is_deep, unclosed


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
    tags = Tags()
    apart = serialised(html, tags) or taken_apart(html)
    cutter = Cutter()
    cutter.read(zip(map(tags.__getitem__, apart.sources), apart.sources, apart.texts, apart.starts, strict=True))
    blocks, layout = cutter.finish(apart.html)
    return blocks, markup, layout
