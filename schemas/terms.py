"""What an article is found by: its words, the names that stand for it, and its rank among all articles.

The rules are our own, and the same on every server: a word is folded (case, accents, width) and stands by itself;
where a script writes without spaces, each character and each pair of neighbours stands for a word.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice, pairwise
from typing import Any

SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
"""Thai, Lao, Burmese, Khmer, kana and Han."""
VOWELS = "\u0900-\u0963\u0966-\u0dff"
"""Indic letters with the signs that belong to them: for Python these signs are no part of a word."""
WORD = re.compile(f"[{SPACELESS}]+|(?:(?![{SPACELESS}])[\\w{VOWELS}])+")
MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]+")
"""Accents, the points of Hebrew and Arabic, and the stroke that only stretches a word."""
FOREIGN = re.compile(f"[{SPACELESS}]")
LETTERS = 40
"""Letters of a word that count; a longer one is an address or a slip."""
TERMS = 20_000
"""Different words of an article that count: a document has a limit, and a story has fewer."""
SEARCHED = ("title", "subtitle", "text")

RANK_BITS = 24
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
DATED = 1 << RANK_BITS
"""The lowest rank of an article with a full date."""

FACETS: tuple[tuple[str, str], ...] = (
    ("author", "authors"),
    ("topic", "topics"),
    ("person", "persons"),
    ("organisation", "organisations"),
    ("section", "section"),
    ("cites", "cited_agencies"),
)
"""The kinds of name an article can be asked for by, and the lists of the record they stand in."""

REVISED, COPIED = "is:revised", "is:copied"
"""The facets of an article with earlier versions, and of one that stands at several places."""


def fold(text: str) -> str:
    """Return a text without case, accents and other variants of the same letters.

    >>> fold("Größe, ÉTÉ, Ｗｉｄｅ, Ёлка")
    'grosse, ete, wide, елка'
    """
    return unicodedata.normalize("NFKC", MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))).casefold()


def words(text: str) -> Iterator[str]:
    """Yield the words of a text as they are looked up, in order.

    >>> list(words("The Oka's 30 cranes, 橋大"))
    ['the', 'oka', 's', '30', 'cranes', '橋', '大', '橋大']
    """
    for match in WORD.finditer(fold(text)):
        word = match.group()
        if FOREIGN.match(word):
            yield from word
            yield from map("".join, pairwise(word))
        else:
            yield word[:LETTERS]


def wanted(text: str, limit: int) -> tuple[str, ...]:
    """Return what must stand in an article for a search: its words, at most so many; of Han and the like the pairs.

    >>> wanted("Bridge 大きさ bridge", 20)
    ('bridge', '大き', 'きさ')
    """
    found: dict[str, None] = {}
    for match in WORD.finditer(fold(text)):
        word = match.group()
        pairs = FOREIGN.match(word) and len(word) > 1
        found.update(dict.fromkeys(map("".join, pairwise(word)) if pairs else [word[:LETTERS]]))
        if len(found) >= limit:
            break
    return tuple(islice(found, limit))


def terms(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the different words of a record, in their order."""
    every = (word for name in SEARCHED if said[name] for word in words(said[name]))
    found: dict[str, None] = {}
    for word in every:
        found[word] = None
        if len(found) >= TERMS:
            break
    return tuple(sorted(found))


def facets(said: Mapping[str, Any], revisions: int = 0, places: int = 0) -> tuple[str, ...]:
    """Return the names of a record, each with its kind: "author:jane doe", "flag:short".

    Among them is the tenth its quality score is in, and whether it has earlier versions or stands at other places.
    """
    found = {facet(kind, name) for kind, field in FACETS for name in said[field]}
    single = {"publisher": said["publisher"], "site": said["site"], "agency": (said["dateline"] or {}).get("agency")}
    found |= {facet(kind, name) for kind, name in single.items() if name}
    if said["language"]:
        found.add(facet("language", said["language"]["code"]))
    found |= {facet("flag", flag) for flag in (said["quality"] or {}).get("flags", ())}
    if said["quality"]:
        found.add(quality(said["quality"]["score"]))
    found |= {name for name, many in ((REVISED, revisions), (COPIED, places)) if many}
    return tuple(sorted(found))


def quality(score: float) -> str:
    """Return the facet of a quality score: its tenth, "quality:0.4"."""
    return f"quality:{int(score * 10) / 10:.1f}"


def facet(kind: str, name: str) -> str:
    """Return a name with its kind, as it is looked up: whatever its case, accents and spaces.

    >>> facet("author", "José  DÍAZ")
    'author:jose diaz'
    """
    return f"{kind}:{' '.join(fold(name).split())}"


def rank(moment: datetime | None, article: str) -> int:
    """Return an article's place among all: the later published the higher, those without a full date lowest.

    One number, so that one index gives any list in its order and a page of it goes on after the last one's. Of
    articles published in the same second, the id decides.
    """
    tie = int(article[: RANK_BITS // 4], 16)
    return tie if moment is None else (_seconds(moment) << RANK_BITS) | tie


def ranks(since: datetime | None, until: datetime | None) -> tuple[int, int | None]:
    """Return the lowest rank of a time, and the first one after it; an article without a full date is in no time."""
    high = None if until is None else (_seconds(until) + 1) << RANK_BITS
    return DATED if since is None else _seconds(since) << RANK_BITS, high


def _seconds(moment: datetime) -> int:
    """Return the seconds since the beginning, which is 1: 0 is left for the articles without a full date."""
    return int((moment - BEGINNING).total_seconds()) + 1
