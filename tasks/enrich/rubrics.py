"""Which words name a part of a paper, and how a tag lists several of them."""

import re
from collections.abc import Sequence

from tasks.grammar.calendar_words import month_of
from tasks.grammar.titles import fold

PARTED = re.compile(r"\s{0,3}[;|]\s{0,3}")
COMMA = re.compile(r"\s{0,3},\s{0,3}")
JOINED = re.compile(r"\s(?:&|and|und|et|y|e|og|och|en|и)\s", re.IGNORECASE)
SLUG = re.compile(r"[a-z0-9]{1,40}(?:[-_][a-z0-9]{1,40}){2,40}")
"""A part of an address: "ferries-return-to-nordby"."""
TEMPLATE = re.compile(
    r"uncategori[sz]ed|articles?|posts?|pages?|wiki|default|none|null|other|print|share|save|e?mail|comments?|log ?in"
    r"|(?:sidebar|carousel|hero|teaser|homepage|home page|front[ -]?page)(?:\W.{0,60})?|.{0,40}\W?featured",
    re.IGNORECASE,
)
"""What a publishing system or a page's buttons call their own places."""
TITLED = 5
"""Words from which on a step can be the story's own headline, spelled otherwise."""
SHARED = 0.7
"""Part of such a step's words that the title has too."""


def is_rubric(name: str, title: str) -> bool:
    """Return whether a name can be a section's: no date, number, slug or template's word, and not the title again.

    >>> is_rubric("World news", "Ferries return"), is_rubric("2023", ""), is_rubric("ferries-return-today", "")
    (True, False, False)
    """
    if not any(map(str.isalpha, name)) or month_of(name.strip(".")) is not None:
        return False
    if SLUG.fullmatch(name) or TEMPLATE.fullmatch(name):
        return False
    words, known = fold(name).split(), set(fold(title).split())
    return len(words) < TITLED or sum(word in known for word in words) < SHARED * len(words)


def listed(names: str) -> Sequence[str]:
    """Return the names a tag lists in one string; "Food, Wine & Travel" is one name with commas in it.

    >>> listed("Politics, Region"), listed("Food, Wine & Travel"), listed("Ports;Ferries")
    (['Politics', 'Region'], ['Food, Wine & Travel'], ['Ports', 'Ferries'])
    """
    parted = PARTED.split(names)
    if len(parted) > 1 or (", " in names and JOINED.search(names.rpartition(",")[2])):
        return parted
    return COMMA.split(names)
