"""Pages that list articles: a front page, what stands under a tag, what a search has found."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from schemas.page import Decision, Page
from tasks.clean.judging.kind import evidence
from tasks.clean.judging.speaking import Line, spoken, tells, told
from tasks.clean.shapes import words

NAME = 8
"""Words of the longest name of a listing."""
LABEL = 5
"""Words of the longest headline that may be a section's name."""
FEWEST_CARDS = 4
"""Headlines of others with a text each, from which a page lists."""
FEWEST_LINES = 3
"""Lines that tell something, from which a page that is named as a listing lists."""
LOOSE = 0.1
"""Share of the text that may stand in no card."""
LONGEST_CARD = 2
"""Lines of its text that a card shows."""
LINKED = 0.9
"""Share of a line's letters in a link that makes it the headline of another page."""
DECLARED = ("og-article", "ld-article", "published")
SIGNS = (*DECLARED, "byline-near", "date-near")
"""What only an article has."""


def lists(page: Page, decisions: Sequence[Decision]) -> bool:
    """Return whether a page lists other pages: by its name, or because its text is cards with a linked headline each.

    Neither tells of a page whose markup says that it is an article.
    """
    if _is_named_so(page, decisions) and _stand_apart(decisions):
        return not _any(page, decisions, DECLARED)
    if page.capture.format != "html" or not _has_only_a_label(page) or not _is_all_cards(decisions):
        return False
    return not _any(page, decisions, SIGNS)


def _any(page: Page, decisions: Sequence[Decision], names: Sequence[str]) -> bool:
    found = evidence(page, decisions)
    return any(found.get(name) for name in names)


def _is_named_so(page: Page, decisions: Sequence[Decision]) -> bool:
    if page.capture.format == "html":
        heads = [page.markup.title or "", *page.markup.headings]
    else:  # a capture of a window begins with its title; any other line may be a label of the article's
        heads = [decisions[0].block.text]
    return any(_names_a_listing(part) for head in heads for part in spoken(head).parts())


def _names_a_listing(line: Line) -> bool:
    names = _names()
    if not line.text or told(line.text) > NAME:
        return False
    return (
        line.folded in names["lines"]
        or line.folded.startswith(tuple(names["starts"]))
        or line.folded.endswith(tuple(names["ends"]))
    )


def _stand_apart(decisions: Sequence[Decision]) -> bool:
    """Return whether most lines that tell something have a label or a headline after them and no further paragraph."""
    telling = [decision.kept and tells(decision.block.text) for decision in decisions]
    return sum(telling) >= FEWEST_LINES and sum(one and after for one, after in pairwise(telling)) * 2 < sum(telling)


def _is_all_cards(decisions: Sequence[Decision]) -> bool:
    """Return whether what the text tells stands in cards, from its first line on: two lines a card at most."""
    cards = inside = loose = 0
    since = LONGEST_CARD
    for decision in decisions:
        size = words(decision.block.text)
        if decision.block.links >= LINKED and 3 <= size <= 30:
            since = 0
        elif decision.kept and tells(decision.block.text):
            if since < LONGEST_CARD:
                inside += size
            elif inside:
                loose += size
            else:
                return False
            cards += since == 0
            since += 1
    return cards >= FEWEST_CARDS and loose <= LOOSE * (inside + loose)


def _has_only_a_label(page: Page) -> bool:
    return all(told(heading) <= LABEL for heading in page.markup.headings)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = tomllib.loads(
        (resources.files(__package__) / "listing.toml").read_text(encoding="utf-8")
    )
    return found
