"""A quote around an attribute's value that is never closed: a parser reads the page on as that value."""

import re

HEAD = 10_000
"""Characters at a page's beginning in which such a value is looked for in any case: it can swallow the body's start."""
UNENDED = re.compile(r"""=\s{0,9}(?:"[^"<>]*>|'[^'<>]*>)""")
"""A value in which a tag's end comes before the closing quote: `href="http://example.org/>`."""
NO_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
QUOTED = re.compile(r"""=\s{0,9}(?:"[^"]*"|'[^']*')""")
TAG_SO_FAR = re.compile(r"""<[a-zA-Z][^<>"']*[\s/][^\s<>"'=/]+\s{0,9}""")
CLOSING_TAG = re.compile(r"</[a-zA-Z]")
BRACKET = re.compile("[<>]")
SIGN_OF_A_TAG = re.compile("""[<>"'=]""")
OPENS_ANOTHER = re.compile(r"<[^<>]*=\s{0,9}\Z")
"""The end of a value that is the beginning of another tag's: `Foto</a></p><div class=`."""
TAG_LENGTH = 5_000
"""Characters of a tag up to the quote."""


def may_lack_a_quote(html: str) -> bool:
    """Return whether a page's beginning or its end looks as if a quote were never closed."""
    return bool(UNENDED.search(html, 0, HEAD)) or any(
        (last := html.rfind(f"={quote}")) >= 0 and html.find(quote, last + 2) < 0 for quote in "\"'"
    )


def requoted(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the page with each quote closed that swallows markup, at the end of its tag, and what was repaired."""
    bare = NO_MARKUP.sub(lambda found: " " * len(found[0]), html)
    pieces: list[str] = []
    done = 0
    for found in UNENDED.finditer(bare):
        end = found.end() - 1
        if _is_attribute(bare, found.start()) and _swallows(bare, end, found[0].lstrip("= \t\r\n\f")[0]):
            pieces += (html[done:end], found[0].lstrip("= \t\r\n\f")[0])
            done = end
    if not pieces:
        return html, ()
    return "".join((*pieces, html[done:])), ("unclosed-quote",)


def _is_attribute(html: str, position: int) -> bool:
    """Return whether an attribute's name stands before this place, in a tag whose other quotes are closed."""
    opening = html.rfind("<", max(0, position - TAG_LENGTH), position)
    return opening >= 0 and TAG_SO_FAR.fullmatch(QUOTED.sub("", html[opening:position])) is not None


def _swallows(html: str, start: int, quote: str) -> bool:
    """Return whether the value that goes on after a tag's end holds markup, and its closing quote is another's."""
    end = html.find(quote, start)
    value = html[start : end if end >= 0 else len(html)]
    if not CLOSING_TAG.search(value) and not (end >= 0 and _breaks_off(html, end + 1)):
        return False
    if end < 0 or OPENS_ANOTHER.search(value[-TAG_LENGTH:]):
        return True
    after = html[end + 1 : end + 2]
    if after not in "/>" and not after.isspace():
        return True
    sign = SIGN_OF_A_TAG.search(html, end + 1)
    return sign is None or sign[0] == "<"


def _breaks_off(html: str, position: int) -> bool:
    """Return whether a closing tag begins before the tag that is open here ends."""
    bracket = BRACKET.search(html, position)
    return bracket is not None and CLOSING_TAG.match(html, bracket.start()) is not None
