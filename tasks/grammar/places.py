"""What can be the name of a place at the head of a story."""

import re
import tomllib
from functools import cache
from pathlib import Path

from tasks.grammar.calendar_words import fold, month_of, weekday_of

FILE = Path(__file__).with_name("places.toml")

LONGEST = 48
"""Characters of a place, its country included."""
BRACKETS = re.compile(r"\s?[\[(][^\W\d_][^\])\d]{1,24}[\])]")
"""“New Delhi [India]”, “Mumbai (Maharashtra)”: the state or country in brackets."""


def is_place(text: str) -> bool:
    """Return whether a text is written as a place's name is: a few capitalised words, no sentence.

    >>> is_place("Rio de Janeiro"), is_place("LAWRENCE, Kan."), is_place("Update"), is_place("He said")
    (True, True, False, False)
    """
    text = BRACKETS.sub("", text).strip()
    if not 2 <= len(text) <= LONGEST or text.count(",") > 2 or any(map(str.isdigit, text)):
        return False
    words = text.replace("/", " ").replace(",", " ").split()
    if not 1 <= len(words) <= 6 or not all(map(_is_part, words)) or words[0].islower():
        return False
    if any(fold(word) in _words("not_places") for word in (words[0], words[-1])):
        return False
    if len(words[0]) > 2 and weekday_of(words[0]):
        return False
    return len(words) > 1 or not (month_of(words[0]) or fold(words[0]) in _words("joining"))


def is_known_place(text: str) -> bool:
    """Return whether a text names a city of the table, or a town with its state or country.

    >>> is_known_place("WASHINGTON"), is_known_place("MILTON KEYNES, England"), is_known_place("BREAKING")
    (True, True, False)
    """
    city, _, region = text.partition(", ")
    if region:
        return is_place(city) and region in _names("regions")
    return text in _names("cities") or text in _capitals()


def _is_part(word: str) -> bool:
    """Return whether a word can stand in a place's name: capitalised, joining, or of a script without case."""
    bare = word.strip("'’`-")
    if not bare or not all(each.isalpha() or each in "'’.-`" or not each.isascii() for each in bare):
        return False
    if "." in bare[:-1].rstrip(".") and len(bare) > 8:
        return False
    if bare.endswith(".") and len(bare) > 6:
        return False
    return bare.lower() in _words("joining") or not bare[0].islower()


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(name for each in _table()[kind].split(",") if (name := each.strip()))


@cache
def _capitals() -> frozenset[str]:
    return frozenset(name.upper() for name in _names("cities"))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(_table()[kind].split())


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
