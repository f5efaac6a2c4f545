"""What the documents of each collection hold: what is written about them, and what the server checks of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.stored import BSON_TYPES, mongo_schema

FILE = Path(__file__).with_name("collections.toml")
ARTICLES = "articles"
BSON = {
    "text": BSON_TYPES["string"],
    "number": BSON_TYPES["number"],
    "truth": BSON_TYPES["boolean"],
    "list": BSON_TYPES["array"],
    "object": BSON_TYPES["object"],
    "null": BSON_TYPES["null"],
    "moment": ["date"],
    "bytes": ["binData"],
}
"""The server's names of the types."""
ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a collection's documents; its type is one of `BSON`, or two with "or" between, or anything."""

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


def schema(collection: str) -> dict[str, Any]:
    """Return what the server checks of a collection's documents; fields it does not know are let through."""
    if collection == ARTICLES:
        return mongo_schema()
    typed = {each.name: {"bsonType": _bson(each.type)} for each in shapes()[collection].fields if each.type != ANYTHING}
    always = {"_id": {"bsonType": BSON["text"]}, "schema_version": {"bsonType": BSON_TYPES["integer"]}}
    return {"bsonType": ["object"], "properties": typed | always, "required": list(always)}


def _bson(words: str) -> list[str]:
    return [name for each in words.split(" or ") for name in BSON[each]]
