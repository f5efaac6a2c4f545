"""Months and weekdays by name, in the languages of `calendar.json`."""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("calendar.json")

HEBREW_IN = "ב"
"""Hebrew writes “in June” as one word."""

Names = Mapping[str, Mapping[int, frozenset[str]]]
"""A folded name, the numbers it can mean, and the languages in which it means each."""


def fold(word: str) -> str:
    """Return a name as it is looked up: no case, no accents, no dot at its end.

    >>> fold("AOÛT"), fold("Févr."), fold("HAZİRAN")
    ('aout', 'fevr', 'haziran')
    """
    word = word.rstrip(".")
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in parts if unicodedata.category(each) != "Mn").replace("ı", "i")


@lru_cache(maxsize=4096)
def month_of(word: str, language: str | None = None) -> int | None:
    """Return the month a word names; None if it names none, or two and the language does not decide.

    >>> month_of("Oktober"), month_of("июня"), month_of("listopada"), month_of("listopada", "pl")
    (10, 6, None, 11)
    """
    name = fold(word)
    table = _table("months")
    return _meaning(table.get(name) or table.get(name.removeprefix(HEBREW_IN)), language)


def weekday_of(word: str, language: str | None = None) -> int | None:
    """Return the weekday a word names, Monday being 1; None if it names none or more than one.

    >>> weekday_of("Thursday"), weekday_of("среду"), weekday_of("Mittwoch"), weekday_of("do")
    (4, 3, 3, None)
    """
    return _meaning(_table("weekdays").get(fold(word)), language)


def languages_of(word: str) -> frozenset[str]:
    """Return the languages in which the word names a month."""
    return frozenset().union(*_table("months").get(fold(word), {}).values())


def _meaning(numbers: Mapping[int, frozenset[str]] | None, language: str | None) -> int | None:
    if not numbers:
        return None
    if len(numbers) == 1:
        return next(iter(numbers))
    spoken = [number for number, languages in numbers.items() if language in languages]
    return spoken[0] if len(spoken) == 1 else None


@cache
def _table(kind: str) -> Names:
    table: dict[str, dict[int, set[str]]] = {}
    for locale, forms in json.loads(FILE.read_text(encoding="utf-8")).items():
        for number, names in enumerate(forms[kind], start=1):
            for name in names:
                table.setdefault(fold(name), {}).setdefault(number, set()).add(locale.partition("_")[0])
    return {
        name: {number: frozenset(languages) for number, languages in numbers.items()}
        for name, numbers in table.items()
        if len(name) > 1 and not name[0].isdigit()
    }
