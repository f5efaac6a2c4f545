"""An HTML page as blocks: a fast parser makes it well formed, one pass over its tags cuts it."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Block, Markup
from tasks.clean.head import read_markup
from tasks.clean.segmented import Layout
from tasks.clean.segmenting.cutter import Cutter
from tasks.clean.segmenting.pieces import Pieces, serialised, taken_apart
from tasks.clean.segmenting.quotes import may_lack_a_quote, requoted
from tasks.clean.segmenting.swallowed import released, unread_prose
from tasks.clean.segmenting.tags import UNREAD, Tags
from tasks.clean.segmenting.wellformed import defused, flattened, is_deep, unclosed

HEAD_END = re.compile(r"</head\b|<(?:body|h1|p|div|article|main|header)\b", re.IGNORECASE)
"""Where a page's head ends at the latest."""
LONGEST_HEAD = 500_000
A_LINE = 20
"""Characters of text that must come to light where an element is opened up: the names of some stand in attributes."""
MUCH = 1_000
"""Characters of unread paragraphs from which a page that shows a reader less than that is flagged."""


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A page as the parser understands it."""

    markup: Markup
    html: str  # the body, well formed, without what no reader sees
    tags: Tags
    pieces: Pieces | None  # of the body; None where the parser wrote it otherwise than it writes a page
    unread: int  # characters of paragraphs in elements whose text no reader sees
    drawn: bool  # whether paragraphs stood in a drawing

    def apart(self) -> Pieces:
        """Return the body in pieces."""
        return self.pieces or taken_apart(self.html)

    def seen(self) -> int:
        """Return how many characters of text a reader sees."""
        return sum(len(text) for text in self.apart().texts if not text.isspace())


def cut_html(html: str) -> tuple[tuple[Block, ...], Markup, Layout, tuple[str, ...]]:
    """Return a page's blocks, what its markup says, where the blocks stood, and what had to be repaired.

    What swallows a part of the page is opened up, and where paragraphs are left unread all the same it is said.
    A page nested too deeply for a tree is cut from its tags alone: its text is all there, of its markup the head's.
    """
    html, dropped = defused(html)
    html, repairs = unclosed(html)
    repairs = (*dropped, *repairs)
    if is_deep(html):
        return *_cut_deep(html), (*repairs, "deep-nesting")
    parsed = _parsed(html)
    mended, quotes = requoted(html) if parsed.pieces is None or may_lack_a_quote(html) else (html, ())
    mended, elements = released(mended) if quotes or parsed.unread or "<template" in html else (mended, ())
    if quotes or elements:
        if is_deep(mended):
            return *_cut_deep(mended), (*repairs, *quotes, *elements, "deep-nesting")
        again = _parsed(mended)
        if quotes or again.seen() >= parsed.seen() + A_LINE:
            parsed, repairs = again, (*repairs, *quotes, *elements)
    if parsed.drawn:
        repairs = (*repairs, "text-in-svg")
    if parsed.unread > MUCH and parsed.unread > parsed.seen():
        repairs = (*repairs, "text-unread")
    return *_cut(parsed.apart(), parsed.tags, parsed.markup), repairs


def _parsed(html: str) -> Parsed:
    tree = LexborHTMLParser(html)
    markup = read_markup(tree)
    tags = Tags()
    body = tree.body
    if body is None:
        return Parsed(markup, "", tags, None, 0, drawn=False)
    drawn = ("<foreignObject" in html or "<foreignobject" in html) and _undrawn(tree)
    unread = unread_prose(tree)
    tree.strip_tags(UNREAD)
    written = body.html or ""
    return Parsed(markup, written, tags, serialised(written, tags), unread, drawn)


def _undrawn(tree: LexborHTMLParser) -> bool:
    """Take drawings that hold paragraphs off them, and return whether there are any."""
    drawings = [each for each in tree.css("svg") if each.css_first("p")]
    for drawing in drawings:
        drawing.unwrap()
    return bool(drawings)


def _cut_deep(html: str) -> tuple[tuple[Block, ...], Markup, Layout]:
    """Cut a page without parsing more than its head."""
    end = HEAD_END.search(html, 0, LONGEST_HEAD)
    head, rest = (html[: end.start()], html[end.start() :]) if end else ("", html)
    markup = read_markup(LexborHTMLParser(head)) if head and not is_deep(head) else Markup()
    flat = flattened(rest)
    tags = Tags()
    return _cut(serialised(flat, tags) or taken_apart(flat), tags, markup)


def _cut(apart: Pieces, tags: Tags, markup: Markup) -> tuple[tuple[Block, ...], Markup, Layout]:
    cutter = Cutter()
    cutter.read(zip(map(tags.__getitem__, apart.sources), apart.sources, apart.texts, apart.starts, strict=True))
    blocks, layout = cutter.finish(apart.html)
    return blocks, markup, layout
