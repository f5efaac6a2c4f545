"""The article's text where a page leaves it to its scripts: the state an application is drawn from in the browser."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Page
from tasks.clean.encoding.charset import decode
from tasks.clean.rescuing.article_body import without_markup
from tasks.clean.shapes import ends_sentence, words

STRING = re.compile(r'(?:"([\w-]{1,60})"\s{0,9}:\s{0,9})?"((?:[^"\\]|\\.?)*+)("|\Z)', re.DOTALL)
"""A string of a script, and the key it has in an object: `"content": "<p>MOSCOW …"`. One that is never closed ends with
the script, so that no character is read twice."""
SHORTEST = 60
"""Characters of a string that may be prose."""
NESTED = 2
"""How often what is in a string may be an object written out again: frameworks stream their state that way."""
FEWEST = 8
"""Words of a sentence that a string must hold to be prose."""
MOSTLY = 0.6
"""The share of a key's words from which one string is the article, and the others with that key are not."""
LONGEST = 5_000_000
"""Characters of a page whose scripts are read."""


def scripted_paragraphs(page: Page) -> tuple[str, ...]:
    """Return the paragraphs of the longest prose in the page's scripts: one string's, or those of all with its key."""
    if len(page.capture.data) > LONGEST:
        return ()
    tree = LexborHTMLParser(decode(page.capture.data).text)
    told: defaultdict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
    for script in tree.css("script:not([src])"):
        for key, text in _strings(script.text(), NESTED):
            paragraphs = without_markup(text)
            if any(words(each) >= FEWEST and ends_sentence(each) for each in paragraphs):
                told[key][paragraphs] = sum(map(words, paragraphs))
    if not told:
        return ()
    best = max(told.values(), key=lambda found: sum(found.values()))
    longest = max(best, key=lambda paragraphs: best[paragraphs])
    if best[longest] >= MOSTLY * sum(best.values()):
        return longest
    return tuple(each for paragraphs in best for each in paragraphs)


def _strings(source: str, nested: int) -> Iterator[tuple[str, str]]:
    """Yield the long strings of a script, with the keys they have, and those of what is written out in them."""
    for match in STRING.finditer(source):
        if len(match[2]) < SHORTEST:
            continue
        try:
            text = str(json.loads(f'"{match[2]}"', strict=False))
        except ValueError:  # an escape that only scripts know
            continue
        written_out = nested and text.count('"') > 1 and not text.lstrip().startswith("<")  # markup quotes as well
        inner = list(_strings(text, nested - 1)) if written_out else []
        yield from inner or [(match[1] or "", text)]
