"""The words that tell names of people from those of organisations, read once from their file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of `name_words.toml`, lower case; the file says what each is for."""

    particles: frozenset[str]
    titles: frozenset[str]
    degrees: frozenset[str]
    generic: frozenset[str]
    jobs: frozenset[str]
    fillers: frozenset[str]
    organisation: frozenset[str]
    agencies: frozenset[str]
    interface: frozenset[str]


@cache
def name_words() -> NameWords:
    """Return the word lists."""
    lists = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return NameWords(**{name: frozenset(words.split()) for name, words in lists.items()})
