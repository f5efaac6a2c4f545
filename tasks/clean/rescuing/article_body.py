"""The article's text where a page's JSON-LD holds it: evidence on the page's blocks, and rescue where it has none."""

import json
import re
from html import unescape

from bs4 import BeautifulSoup

from schemas.page import Markup

ARTICLE_BODY = re.compile(r'"articleBody"\s{0,9}:\s{0,9}("(?:[^"\\]|\\.){40,}+")', re.DOTALL)
"""The JSON string itself: a page's JSON-LD is often broken elsewhere. `"articleBody": "MOSCOW …"`"""
MARKUP = re.compile(r"</?(?:p|br|div|a|b|i|strong|em|h\d|ul|li)\b")
PARTING = ("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote")
"""Elements after which another paragraph begins."""
UNREAD = ("script", "style", "figcaption")
LONGEST = 500_000
"""Characters of a body that is parsed as markup; a longer one is no article's."""


def article_body(markup: Markup) -> str:
    """Return the longest articleBody as it is written, "" where there is none."""
    found = [match[1] for script in markup.json_ld for match in ARTICLE_BODY.finditer(script)]
    if not found:
        return ""
    longest = max(found, key=len)
    try:
        return str(json.loads(longest, strict=False))
    except ValueError:
        return longest


def body_paragraphs(markup: Markup) -> tuple[str, ...]:
    """Return the paragraphs of the articleBody, without the markup that some sites leave in it."""
    return without_markup(article_body(markup))


def without_markup(body: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which may be a piece of HTML; a blank line is none.

    >>> without_markup("<p>The ferry <b>sails</b>.</p><p>It is late.</p>")
    ('The ferry sails.', 'It is late.')
    """
    if MARKUP.search(body) and len(body) <= LONGEST:
        soup = BeautifulSoup(body, "lxml")
        for element in soup(UNREAD):
            element.decompose()
        for element in soup(PARTING):
            element.insert_after("\n")
        body = soup.get_text()
    elif "&" in body:
        body = unescape(body)
    return tuple(line for part in body.splitlines() if (line := " ".join(part.split())))
