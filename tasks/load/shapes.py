"""What the documents of each collection hold, as it is written about them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("collections.toml")
ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a collection's documents; its type is a word, or two with "or" between."""

    name: str
    type: str
    says: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a collection is for, and the fields of its documents; `record` where they have an article's, too."""

    says: str
    fields: tuple[Field, ...]
    record: bool = False


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shapes of all collections but `articles`, whose model is schemas/stored.py."""
    return {name: _shape(told) for name, told in tomllib.loads(FILE.read_text(encoding="utf-8")).items()}


def _shape(told: Mapping[str, Any]) -> Shape:
    listed = {name: each for name, each in told.items() if name not in ("says", "record")}
    fields = tuple(Field(name, type_, says) for name, (type_, says) in listed.items())
    return Shape(told["says"], fields, told.get("record", False))
