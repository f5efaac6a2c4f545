"""The news agencies of `agencies.toml`, and finding their names."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

WORD = re.compile(r"\w+")
DEEPEST = 8
"""Labels of a host that are looked at, from its end: no agency's domain has so many."""
FILE = Path(__file__).with_name("agencies.toml")


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its canonical name, and how it is named and signs."""

    name: str
    aliases: tuple[str, ...]
    signatures: tuple[str, ...]  # short names that mean it in a dateline only
    cited: tuple[str, ...]  # short names that mean it beside a word of citing, too
    domains: tuple[str, ...]
    languages: tuple[str, ...]
    forms: tuple[str, ...]
    zones: tuple[tuple[str, str], ...]  # what names of zones that mean several elsewhere mean on its own pages


@cache
def agencies() -> tuple[Agency, ...]:
    """Return every agency of the table."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["agency"]
    return tuple(
        Agency(
            name=row["name"],
            aliases=tuple(row["aliases"]),
            signatures=tuple(row.get("signatures", ())),
            cited=tuple(row.get("cited", ())),
            domains=tuple(row["domains"]),
            languages=tuple(row["languages"]),
            forms=tuple(row["forms"]),
            zones=tuple(row.get("zones", {}).items()),
        )
        for row in rows
    )


def signing(name: str) -> str | None:
    """Return the agency that a name means in a dateline.

    >>> signing("TAS"), signing("dpa/lno"), signing("Nobody")
    ('TASS', 'dpa', None)
    """
    return _signing().get(name)


def citable(name: str) -> str | None:
    """Return the agency that a name means beside a word of citing.

    >>> citable("ТАСС"), citable("AP"), citable("APA")
    ('TASS', 'AP', None)
    """
    return _citable().get(name)


def may_sign(text: str) -> bool:
    """Return whether a text has the first word of a name that an agency signs with: most have none."""
    return not _signing_words().isdisjoint(WORD.findall(text))


@cache
def _signing_words() -> frozenset[str]:
    return frozenset(WORD.findall(name)[0] for name in _signing())


@cache
def signing_names() -> tuple[str, ...]:
    """Return every name an agency signs with."""
    return tuple(_signing())


@cache
def signature_pattern() -> str:
    """Return the pattern that matches every name an agency signs with; the longest first."""
    return alternatives(_signing())


def citable_names(text: str) -> Iterator[re.Match[str]]:
    """Yield the names in a text that may be cited, each a word of its own."""
    words = set(WORD.findall(text))  # most texts hold no name at all: a look at their words is quicker than a search
    by_word, unspaced = _first_words()
    present = {name for word in words & by_word.keys() for name in by_word[word]}
    if not text.isascii():
        present.update(name for name in unspaced if name in text)
    return _words(tuple(sorted(present))).finditer(text) if present else iter(())


@cache
def _first_words() -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Return the names by their first word, and those in scripts without spaces."""
    by_word: dict[str, list[str]] = {}
    for name in _citable():
        if not _is_unspaced(name):
            by_word.setdefault(WORD.findall(name)[0], []).append(name)
    return by_word, tuple(name for name in _citable() if _is_unspaced(name))


@lru_cache(maxsize=256)
def _words(names: tuple[str, ...]) -> re.Pattern[str]:
    spaced = alternatives(name for name in names if not _is_unspaced(name))
    unspaced = alternatives(name for name in names if _is_unspaced(name))
    bounded = rf"(?<![\w@/-])(?:{spaced})(?![\w@-])" if spaced else ""
    return re.compile("|".join(part for part in (bounded, unspaced) if part))


def _is_unspaced(name: str) -> bool:
    """Return whether a name is written in a script without spaces: no border shows where it begins and ends."""
    return any("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in name)


def alternatives(names: Iterable[str]) -> str:
    """Return a pattern of words, the longest first so that none hides another."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


@cache
def _citable() -> dict[str, str]:
    return {name: agency.name for agency in agencies() for name in (*agency.aliases, *agency.cited)}


@cache
def _signing() -> dict[str, str]:
    return {
        name: agency.name
        for agency in agencies()
        for alias in (*agency.aliases, *agency.signatures)
        for name in {alias, alias.upper()}
    }


def zones_of(*owners: str | None) -> Mapping[str, str]:
    """Return what the names of zones mean on the pages of an owner who is an agency; nothing on anyone else's.

    >>> dict(zones_of("PTI", "ptinews.com")), dict(zones_of("The Example", None))
    ({'IST': '+05:30'}, {})
    """
    names = {name for owner in owners if (name := agency_of(owner))}
    return {name: offset for agency in agencies() if names == {agency.name} for name, offset in agency.zones}


@lru_cache(maxsize=256)
def agency_of(publisher: str | None) -> str | None:
    """Return the agency that a publisher's name or a site is, None where it is none.

    >>> agency_of("TASS"), agency_of("apnews.com"), agency_of("The Example")
    ('TASS', 'AP', None)
    """
    if publisher is None:
        return None
    names, domains = _owners()
    parts = publisher.split(".")[-DEEPEST:]
    hosts = (".".join(parts[start:]) for start in range(len(parts)))
    places = [names.get(publisher), *map(domains.get, hosts)]
    first = min((place for place in places if place is not None), default=None)
    return None if first is None else agencies()[first].name


@cache
def _owners() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return the place in the table of the first agency with each name, and with each domain."""
    names: dict[str, int] = {}
    domains: dict[str, int] = {}
    for place, agency in enumerate(agencies()):
        for name in (agency.name, *agency.aliases, *agency.signatures):
            names.setdefault(name, place)
        for domain in agency.domains:
            domains.setdefault(domain, place)
    return names, domains
