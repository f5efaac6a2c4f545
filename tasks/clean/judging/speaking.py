"""Who a line speaks to: a wall speaks to its reader, a story tells of others."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from tasks.clean.shapes import ends_sentence, words

LONGEST = 1200
"""Characters of a line that are looked at: what a wall has to say is short."""
TOLD = 6
"""Words of the shortest sentence that tells something."""
UNENDED = 14
"""Words from which a line tells something without a sentence's end: Thai has none, and a tag may have cut it off."""
REST = 1 / 3
"""Share of a line's letters that may stand beside a phrase where the line is no more than it."""
SPLIT = re.compile(r"(?<=[.!?…؟])\s|(?<=[。！？])")
FILES, PERSONS = ("kind", "walls"), ("you", "we")
PARTS = re.compile(r"\s[|–—·»:-]{1,3}\s")
WORD = re.compile(r"[^\W\d_]+")
IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
"""Letters of which each is about a word."""
QUOTED = re.compile(r"[“„«\"「『][^“”„«»\"「」『』]{12,400}[”“»\"」』]")
"""What somebody says; the label of a button is shorter."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a sentence of one, and what it is to its reader."""

    text: str
    folded: str

    @property
    def size(self) -> int:
        """Return about how many words it has."""
        return words(self.text)

    @property
    def quotes(self) -> bool:
        """Return whether somebody is quoted: a wall quotes nobody."""
        return any(words(found) >= TOLD for found in QUOTED.findall(self.text))

    @property
    def addresses(self) -> bool:
        """Return whether it speaks to the reader, or as "we"."""
        whole, parts = _reader()
        return not whole.isdisjoint(WORD.findall(self.folded)) or any(part in self.folded for part in parts)

    @property
    def tells(self) -> bool:
        """Return whether it is long enough to tell something, and ends as a sentence does."""
        return tells(self.text)

    def has(self, phrases: Sequence[str]) -> bool:
        """Return whether one of these phrases stands in it."""
        return any(phrase in self.folded for phrase in phrases)

    def is_only(self, phrases: Sequence[str]) -> bool:
        """Return whether it is little more than such phrases."""
        rest, found = self.folded, False
        for phrase in sorted(phrases, key=len, reverse=True):
            if phrase in rest:
                rest, found = rest.replace(phrase, " "), True
        return found and _letters(rest) <= REST * _letters(self.folded)

    def asks(self, phrases: Sequence[str]) -> bool:
        """Return whether one of its sentences has such a phrase and is little more, or speaks to the reader."""
        if not ends_sentence(self.text) or self.quotes or not self.has(phrases):
            return False
        return any(each.has(phrases) and (each.addresses or each.is_only(phrases)) for each in self.sentences())

    def sentences(self) -> list["Line"]:
        """Return its sentences."""
        return [spoken(each) for each in SPLIT.split(self.text) if each.strip()]

    def parts(self) -> list["Line"]:
        """Return it, and the parts of a title that names its site."""
        found = PARTS.split(self.text)
        return [self, *map(spoken, found)] if len(found) > 1 else [self]


def spoken(text: str) -> Line:
    """Return a line as what it says."""
    text = text[:LONGEST].strip()
    return Line(text, text.casefold().replace("’", "'"))


def told(text: str) -> int:
    """Return about how many words a short text tells: an ideograph tells a word, and a brief has no more than eight.

    >>> told("本市明日全天停水。"), told("Two men were arrested.")
    (8, 4)
    """
    size = words(text)
    return size if size >= UNENDED or text.isascii() else max(size, len(IDEOGRAPH.findall(text)))


def tells(text: str) -> bool:
    """Return whether a line is long enough to tell something."""
    return words(text) >= UNENDED or (ends_sentence(text) and told(text) >= TOLD)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@lru_cache(maxsize=1)
def _reader() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that speak to the reader, and the parts of words where none stands alone."""
    tables = [tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8")) for name in FILES]
    persons = {word for person in PERSONS for word in tables[0][person]}
    return frozenset(persons | set(tables[1]["reader"]["words"])), tuple(tables[1]["reader"]["parts"])
