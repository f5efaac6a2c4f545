"""Agencies that a text cites: "TASS reported", "according to Reuters", "сообщает ТАСС", "berichtet dpa"."""

import re
import tomllib
from functools import cache
from itertools import islice
from pathlib import Path

from tasks.grammar.agencies import citable, citable_names

FILE = Path(__file__).with_name("citations.toml")
REACH = 60
"""Characters before and after a name in which the words of citing stand, within the sentence."""
LONGEST = 200_000
"""Characters of a text that are read."""
MOST = 500
"""Names looked at: a text that has more is a list of them."""

ARTICLES = (
    r"(?:the|state|russian|official|die|der|dem|den|la|le|l['’]|el|à|a|o|al|dall['’]|all['’]|alla|новостей|state-run)"
)
"""What may stand between the words of citing and the name, up to three of them."""
SAID = re.compile(r"(?<!\w)(?:sagt|sagten?|erklärt|erklärte|erläuterte|teilte|betonte|berichtete)\s[^,;]{2,50}\sder\s$")
"""German puts the speaker between: “sagte Ann Lee der Deutschen Presse-Agentur”."""
STOP = re.compile(r"[.!?。！？]\s|\n")


def cited_agencies(text: str) -> dict[str, tuple[int, int]]:
    """Return the agencies a text cites, in text order, each with the place of its first citation.

    A name alone is no citation: "the Reuters building" cites nobody.

    >>> list(cited_agencies("“We can,” he said, TASS reported. According to Reuters news reports, he left."))
    ['TASS', 'Reuters']
    """
    found: dict[str, tuple[int, int]] = {}
    for match in islice(citable_names(text[:LONGEST]), MOST):
        agency = citable(match[0])
        if agency and agency not in found and (_announced(text, match) or _reporting(text, match)):
            found[agency] = match.span()
    return found


def _announced(text: str, match: re.Match[str]) -> bool:
    """Return whether words of citing lead to the name, in its sentence."""
    before = text[max(0, match.start() - REACH) : match.start()]
    begin = max((stop.end() for stop in STOP.finditer(before)), default=0)
    return _words("before").search(before[begin:]) is not None or SAID.search(before[begin:]) is not None


def _reporting(text: str, match: re.Match[str]) -> bool:
    """Return whether words of citing follow the name, in its sentence."""
    after = text[match.end() : match.end() + REACH]
    stop = STOP.search(after)
    return _words("after").match(after[: stop.start()] if stop else after) is not None


@cache
def _words(side: str) -> re.Pattern[str]:
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))[side]
    phrases = sorted({phrase for phrases in listed.values() for phrase in phrases}, key=lambda each: (-len(each), each))
    words = "|".join(re.escape(phrase).replace(r"\*", r"\w{0,5}") for phrase in phrases)
    if side == "before":
        return re.compile(rf"(?<!\w)(?:{words})(?:\s?{ARTICLES}(?!\w)){{0,3}}[\s«“\"'’]{{0,3}}$", re.IGNORECASE)
    return re.compile(rf"(?:['’]s)?[\s»”\"'’),]{{0,3}}(?:{words})(?!\w)", re.IGNORECASE)
