"""The news agencies of `agencies.toml`, and finding their names."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("agencies.toml")


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its canonical name, and how it is named and signs."""

    name: str
    aliases: tuple[str, ...]
    signatures: tuple[str, ...]
    domains: tuple[str, ...]
    languages: tuple[str, ...]
    forms: tuple[str, ...]


@cache
def agencies() -> tuple[Agency, ...]:
    """Return every agency of the table."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["agency"]
    return tuple(
        Agency(
            name=row["name"],
            aliases=tuple(row["aliases"]),
            signatures=tuple(row.get("signatures", ())),
            domains=tuple(row["domains"]),
            languages=tuple(row["languages"]),
            forms=tuple(row["forms"]),
        )
        for row in rows
    )


def signing(name: str) -> str | None:
    """Return the agency that a name means in a dateline.

    >>> signing("TAS"), signing("dpa/lno"), signing("Nobody")
    ('TASS', 'dpa', None)
    """
    return _signing().get(name)


def named(name: str) -> str | None:
    """Return the agency that a name means anywhere in a text.

    >>> named("ТАСС"), named("AP")
    ('TASS', None)
    """
    return _named().get(name)


@cache
def signature_pattern() -> str:
    """Return the pattern that matches every name an agency signs with; the longest first."""
    return alternatives(_signing())


@cache
def name_pattern() -> str:
    """Return the pattern that matches every name that means an agency anywhere; the longest first."""
    return alternatives(_named())


def alternatives(names: Iterable[str]) -> str:
    """Return a pattern of words, the longest first so that none hides another."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


@cache
def _named() -> dict[str, str]:
    return {
        alias: agency.name
        for agency in agencies()
        for alias in (*agency.aliases, agency.name)
        if alias in agency.aliases
    }


@cache
def _signing() -> dict[str, str]:
    return {
        name: agency.name
        for agency in agencies()
        for alias in (*agency.aliases, *agency.signatures)
        for name in {alias, alias.upper()}
    }
