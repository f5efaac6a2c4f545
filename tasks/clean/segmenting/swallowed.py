"""Elements whose text no reader sees, never closed: they swallow the rest of the page."""

import re
from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser

from tasks.clean.segmenting.tags import UNREAD
from tasks.clean.segmenting.wellformed import MORE_MARKUP, NOTHING

HOLDING = tuple(name for name in UNREAD if name not in ("script", "style", "textarea"))
"""Those that are not made harmless before the page is parsed."""
TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)|<(/?)({'|'.join(HOLDING)})(?=[\s/>])([^<>]*)",
    re.DOTALL | re.IGNORECASE,
)
PARAGRAPHS = ", ".join(f"{name} {each}" for name in HOLDING if name != "iframe" for each in ("p", "footer"))
WRITTEN = re.compile(r"<p\b[^<>]*>([^<>]+)")


def released(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the page with each such element that is never closed made to hold nothing, and what was repaired."""
    openings = _left_open(html)
    if not openings:
        return html, ()
    last = max((found.start() for found in MORE_MARKUP.finditer(html)), default=-1)
    pieces: list[str] = []
    done = 0
    for start, name in openings:
        if start > last:
            continue
        pieces += (html[done:start], NOTHING)
        done = start + 1 + len(name)
    return "".join((*pieces, html[done:])), ("unclosed-element",) if pieces else ()


def _left_open(html: str) -> list[tuple[int, str]]:
    """Return where each element begins that has no end, in the order of the page."""
    stacks: defaultdict[str, list[int]] = defaultdict(list)
    for found in TAG.finditer(html):
        if found[3] is None:
            continue
        name = found[3].lower()
        if not found[2]:
            if name != "svg" or not found[4].endswith("/"):  # of these alone only a drawing may close itself
                stacks[name].append(found.start())
        elif stacks[name]:
            stacks[name].pop()
    return sorted((start, name) for name, starts in stacks.items() for start in starts)


def unread_prose(tree: LexborHTMLParser) -> int:
    """Return how many characters of a page's paragraphs stand in elements whose text no reader sees."""
    size = sum(len(" ".join(each.text().split())) for each in tree.css(PARAGRAPHS))
    for frame in tree.css("iframe"):  # what is in it is no markup to the parser
        size += sum(map(len, WRITTEN.findall(frame.text())))
    return size
