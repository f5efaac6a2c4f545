"""Text of any origin as one clean line: what a field of the record may hold."""

import html
import re
import unicodedata

LONGEST = 10_000
"""Characters looked at; a field is cut further by whoever fills it."""
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,30}\d{0,2});")
DROPPED = {
    ord(mark): None
    for mark in "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
}
"""Soft hyphens, zero-width marks and the marks that turn the direction of text: they can make one title look like
another. ZWJ and ZWNJ stay, since Persian and the Indic scripts are spelled with them."""

BLANKED = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
"""Categories of what becomes a space: controls, surrogates, what is no character, separators of lines."""


def one_line(text: str) -> str | None:
    """Return markup-free text on one line without controls; None where nothing is left.

    Entities are resolved, twice where they were escaped twice; tags go; so do control characters, direction
    marks and lone surrogates. Idempotent on what it returns, but for text that shows an entity or a tag on purpose.

    >>> one_line(" Tom &amp;amp; <b>Jerry</b>\\x1b ")
    'Tom & Jerry'
    """
    text = text[:LONGEST]
    for _ in range(2):
        if "&" not in text or not ENTITY.search(text):
            break
        text = html.unescape(text)
    if "<" in text:
        text = TAG.sub(" ", text)
    if not text.isprintable():
        text = text.translate(DROPPED)
        text = text.translate({ord(letter): " " for letter in set(text) if unicodedata.category(letter) in BLANKED})
    return " ".join(text.split()) or None
