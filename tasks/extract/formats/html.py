"""Saved web pages: HTML and XHTML, and other text that is marked up with tags."""

import re
from collections.abc import Iterator

from schemas.capture import Capture
from schemas.outcome import Outcome
from tasks.extract.format import Format
from tasks.extract.opening import Opened
from tasks.extract.reading import whole
from tasks.extract.sniffing import looks_like_text

# What a page opens with, after a byte order mark and comments: `<!DOCTYPE html>`, `<?xml version=…`, `<html lang=…`.
OPENING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+(?:(?><!--.{0,4000}?-->)\s*+){0,8}+<[!?/]?[a-z]",
    re.IGNORECASE | re.DOTALL,
)
# `<div class=…`, `</p>`: elements that pages are made of, and that prose about pages seldom writes out.
TAG = re.compile(
    rb"<(?:/?(?:html|head|body|title|meta|link|script|style|div|p|a|span|br|ul|li|table|tr|td|h[1-6]|img|article"
    rb"|section|header|footer|nav|main|figure|time|form|input|strong|em|b|i)(?=[\s/>])|!doctype\s)",
    re.IGNORECASE,
)
SKELETON = re.compile(rb"<(?:html|head|body|!doctype\s+html)[\s>]", re.IGNORECASE)
PREAMBLE = 4_096
"""How far down a page's skeleton may begin: below HTTP headers or a server's warning, saved along with it."""
FRAGMENT_PREAMBLE, FRAGMENT_TAGS, BYTES_A_TAG = 300, 15, 300
"""How soon tags begin, and how many and how dense they are, in a piece of a page that begins with words.
A text that quotes some HTML, or has it unescaped from its page's source, has its first tag further down."""


def recognise(head: bytes) -> bool:
    """Return whether a file's first bytes are markup: it begins with a tag, or soon has the tags that a page has."""
    if not looks_like_text(head):
        return False
    # In UTF-16 the tags are the same letters with a zero byte beside each.
    letters = head.replace(b"\0", b"") if b"\0" in head else head
    first = TAG.search(letters)
    if first is None:
        return False
    if OPENING.match(letters) or SKELETON.search(letters, 0, PREAMBLE):
        return True
    if first.start() > FRAGMENT_PREAMBLE:
        return False
    tags = sum(1 for _ in TAG.finditer(letters))
    return tags >= FRAGMENT_TAGS and tags * BYTES_A_TAG >= len(letters)


def units(file: Opened) -> Iterator[Capture | Outcome]:
    """Yield the page."""
    return whole(file, "html")


FORMAT = Format(name="html", suffixes=(".html", ".htm", ".xhtml"), recognise=recognise, units=units)
