"""Markup that a tree cannot hold, or holds only at great cost: found beforehand, and made harmless."""

import re
from itertools import islice

OPENING = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
_SELF_CLOSING = (
    "area base br col embed hr img input link meta source track wbr p li td th tr dd dt option tbody thead tfoot"
)
SELF_CLOSING = frozenset(_SELF_CLOSING.split())
"""Elements that need no closing tag: however many there are, they do not nest."""
MANY_TAGS = 10_000
"""Below this a page cannot be deep enough to cost anything (measured: 10,000 nested elements parse in 0.15 s)."""
DEEP = 4_000
LONG_TAG = 50_000
"""Characters of a tag beyond which its attributes are counted: the parser's time grows with their square."""
WINDOW = LONG_TAG // 2
MANY_ATTRIBUTES = 2_000
ATTRIBUTE = re.compile(r"""[^\s=>"'/]+(?:\s{0,9}=\s{0,9}(?:"[^"]*"|'[^']*'|[^\s>"']*))?""")
SWALLOWING = ("title", "script", "style", "textarea")
"""Elements that a parser reads to the end of the page when they are not closed."""
MORE_MARKUP = re.compile(r"</(?:p|div|td|article|body)\b", re.IGNORECASE)
"""What shows that an element that is not closed has swallowed a part of the page, not merely its own last words."""
DECLARATION = re.compile(r"<(?:!(?!--)|\?)[^<>]*>")
"""`<!doctype html>`, `<?xml version="1.0"?>`: no part of the text."""
PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,400})?>[^<>]{40}[^<>]*</", re.IGNORECASE)
"""A paragraph that says something: a script that writes markup has quotes around it."""
NOTHING = "<wbr"
"""The beginning of an element that never holds anything."""
RAW_TEXT = ("script", "style", "noscript", "svg", "textarea", "template", "iframe")


def is_deep(html: str) -> bool:
    """Return whether elements nest beyond what a parser reads in proportionate time."""
    if html.count("<") < MANY_TAGS:
        return False
    depth = 0
    for closes, name in OPENING.findall(html):
        if name.lower() in SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if closes else depth + 1
        if depth > DEEP:
            return True
    return False


def defused(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the page with the attributes of any tag that has thousands of them taken off, and what was repaired."""
    pieces: list[str] = []
    done = reached = 0
    for window in range(0, len(html) - WINDOW, WINDOW):  # a long tag fills one of them, and has no ">" in it
        if window < reached or html.find(">", window, window + WINDOW) >= 0:
            continue
        end = html.find(">", window)
        reached = end = len(html) if end < 0 else end
        start = html.find("<", html.rfind(">", 0, window) + 1, end)
        if start < 0 or end - start <= LONG_TAG:
            continue
        if (name := OPENING.match(html, start)) and _overloaded(html, name.end(), end):
            pieces += (html[done:start], "<", name[1], name[2], ">")
            done = end + 1
    if not pieces:
        return html, ()
    return "".join((*pieces, html[done:])), ("attributes-dropped",)


def _overloaded(html: str, start: int, end: int) -> bool:
    return next(islice(ATTRIBUTE.finditer(html, start, end), MANY_ATTRIBUTES, None), None) is not None


def unclosed(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the page with what never ends, and would swallow the rest of it, made to hold nothing."""
    repairs: list[str] = []
    last_end = html.rfind("-->")
    if html.find("<!--", last_end + 1) >= 0:
        html = html[: last_end + 1] + html[last_end + 1 :].replace("<!--", " ")
        repairs.append("unclosed-comment")
    for name in SWALLOWING:
        if f"<{name}" not in html:  # the search from the front is the fast one
            continue
        html, inner = _ended_by_another(html, name)
        repairs += inner
        start = html.rfind(f"<{name}")
        if html.find(f"</{name}", start) < 0 and MORE_MARKUP.search(html, start):
            html = html[:start] + NOTHING + html[start + 1 + len(name) :]
            repairs.append(f"unclosed-{name}")
    return html, tuple(dict.fromkeys(repairs))


def _ended_by_another(html: str, name: str) -> tuple[str, list[str]]:
    """Return the page with each such element opened up that ends only with the next of its kind, and has paragraphs."""
    pieces: list[str] = []
    done = 0
    opening, closing = f"<{name}", f"</{name}"
    start = html.find(opening)
    end = html.find(closing, start)
    while 0 <= start < end:
        inner = html.find(opening, start + 1, end)
        if inner >= 0 and html[start:inner].rstrip().endswith(">") and PARAGRAPH.search(html, start, inner):
            pieces += (html[done:start], NOTHING)
            done = start + len(opening)
            start = inner
        else:
            start = html.find(opening, end)
            end = html.find(closing, start)
    return ("".join((*pieces, html[done:])), [f"unclosed-{name}"]) if pieces else (html, [])


def flattened(html: str) -> str:
    """Return the page without comments, declarations and unread elements, its other tags as they stand. Linear."""
    html = DECLARATION.sub(" ", html)
    for opening, closing in (("<!--", "-->"), *((f"<{name}", f"</{name}") for name in RAW_TEXT)):
        html = _without(html, opening, closing)
    return html


def _without(html: str, opening: str, closing: str) -> str:
    lowered = html.lower()
    if len(lowered) != len(html):  # a letter whose lower case is longer: look at the page as it is written
        lowered = html
    pieces: list[str] = []
    done = 0
    while (start := lowered.find(opening, done)) >= 0:
        end = lowered.find(closing, start + len(opening))
        if end < 0:  # never closed: what follows may be text, so only the opening goes
            break
        pieces.append(html[done:start])
        done = end + len(closing)
    pieces.append(html[done:])
    return " ".join(pieces)
