"""A page that shows only the beginning of its article, and tells the whole of it in its JSON-LD."""

from collections.abc import Sequence

from schemas.page import Cleaned
from tasks.clean.rescuing.article_body import LONGEST, MARKUP, article_body, without_markup
from tasks.clean.shapes import words

LONGER = 1.5
"""How much longer than what is shown an articleBody must be: shorter ones differ by what the page leaves out."""
MORE = 40
"""Words by which it must go on: less may be a note to the article."""
MOSTLY, BEGUN = 0.33, 40
"""The share of the text shown, and how many letters of it, that must stand in it: a standfirst is not always there, nor
is what asks the reader to subscribe."""
NEARLY = 0.9
"""The share of a paragraph's beginning that must: "Read on" may stand at its end."""
SKIPPED = 100
"""Letters that it may have in between: a sub-heading, a caption."""
PIECES, PIECE = 50, 40
"""How many pieces of what is not shown are looked for on the page, and of how many letters."""
SHOWN = 0.2
"""The share of these from which the page shows them after all, and its blocks tell what is article."""


def continued(cleaned: Cleaned) -> tuple[str, ...]:
    """Return the paragraphs of the articleBody that begins as the page's text does and goes on for much longer.

    Nothing where it is written in markup, tells something else, or where the page shows the rest as well.
    """
    body = article_body(cleaned.page.markup)
    if not LONGER * len(cleaned.text) < len(body) <= LONGEST or MARKUP.search(body):
        return ()
    paragraphs = without_markup(body)
    if sum(map(words, paragraphs)) - words(cleaned.text) < MORE:
        return ()
    whole = _letters("".join(paragraphs))
    reached = _reached(whole, cleaned.text.split("\n"))
    rest = whole[reached:]
    if not reached or len(whole) < LONGER * reached or _is_shown(rest, cleaned):
        return ()
    return paragraphs


def _reached(whole: str, lines: Sequence[str]) -> int:
    """Return how many letters of the whole the lines are the beginning of: 0 where they are not."""
    reached = found = size = 0
    for line in map(_letters, lines):
        size += len(line)
        begin = whole.find(line[: max(1, int(NEARLY * len(line)))], reached) if line else -1
        if 0 <= begin <= reached + SKIPPED:
            found += len(line)
            reached = begin + len(line)
    return min(reached, len(whole)) if found >= max(BEGUN, MOSTLY * size) else 0


def _is_shown(rest: str, cleaned: Cleaned) -> bool:
    page = _letters("".join(block.text for block in cleaned.page.blocks))
    step = max(PIECE, len(rest) // PIECES)
    pieces = [rest[start : start + PIECE] for start in range(0, len(rest) - PIECE, step)]
    return sum(piece in page for piece in pieces) >= SHOWN * len(pieces)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
