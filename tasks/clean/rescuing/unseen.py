"""The article's text where a page leaves it to readers without scripts, or to a script that has yet to show it."""

import re

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Page
from tasks.clean.encoding.charset import decode
from tasks.clean.shapes import ends_sentence, words

LONGEST = 5_000_000
"""Characters of a page that is parsed again."""
HOLDERS = "noscript, template"
FEWEST = 8
"""Words of a sentence that such an element must hold to hold prose."""


FORUM = re.compile(r"schema\.org/(?:DiscussionForumPosting|QAPage|Question|Comment)\b")
"""What a forum calls its thread, which it tells readers without scripts in the same way."""


def unseen_paragraphs(page: Page, *, an_article: bool) -> tuple[str, ...]:
    """Return the paragraphs of the `<noscript>` or `<template>` with the longest prose.

    It must hold an `<article>` where the page does not call itself one: what asks for scripts is prose as well.
    """
    if len(page.capture.data) > LONGEST:
        return ()
    tree = LexborHTMLParser(decode(page.capture.data).text)
    longest: tuple[str, ...] = ()
    for holder in tree.css(HOLDERS):
        html = (holder.html or "").partition(">")[2]
        told = () if FORUM.search(html) else _prose(html, "p" if an_article else "article p")
        longest = max(longest, told, key=lambda paragraphs: sum(map(len, paragraphs)))
    return longest


def _prose(html: str, which: str) -> tuple[str, ...]:
    found = (" ".join(each.text().split()) for each in LexborHTMLParser(html).css(which))
    paragraphs = tuple(each for each in found if each)
    return paragraphs if any(words(each) >= FEWEST and ends_sentence(each) for each in paragraphs) else ()
