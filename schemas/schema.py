"""The JSON Schema of a stored article, generated from the model, also as MongoDB's validators take it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from schemas.article import Article
from schemas.stored import Filing

LATER = frozenset({"conflicts"})
"""Fields that came without a migration: documents of before have none of them, and a validator must let those be."""

BSON_TYPES = {
    "string": ["string"],
    "integer": ["int", "long"],
    "number": ["double", "int", "long"],
    "boolean": ["bool"],
    "array": ["array"],
    "object": ["object"],
    "null": ["null"],
}
"""MongoDB's names for the types of JSON Schema."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of an article's document, generated from the model."""
    article = TypeAdapter(Article).json_schema(mode="serialization")
    filing = TypeAdapter(Filing).json_schema(mode="serialization")
    outer = {"_id": {"type": "string"}, "outcome": {"const": "article", "type": "string"}}
    properties = {**outer, **article["properties"], **filing["properties"], "id": {"type": "string"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A stored article",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {**article["$defs"], **filing["$defs"]},
    }


@cache
def mongo_schema() -> Mapping[str, Any]:
    """Return the same schema in the dialect of MongoDB's validators; fields of a later version are let through."""
    schema = json_schema()
    translated = _translated({**schema, "additionalProperties": True}, schema["$defs"])
    return {name: translated[name] for name in ("bsonType", "properties", "required")}


def _translated(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema without references, its types in MongoDB's names."""
    if "$ref" in schema:
        return _translated(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    if "anyOf" in schema:  # the model's only unions are "this or null"
        one, other = (_translated(each, definitions) for each in schema["anyOf"])
        return {**other, **one, "bsonType": [*one["bsonType"], *other["bsonType"]]}
    moment = schema.get("format") == "date-time"
    new: dict[str, Any] = {"bsonType": ["date"] if moment else BSON_TYPES[schema["type"]]}
    if "properties" in schema:
        new["properties"] = {name: _translated(each, definitions) for name, each in schema["properties"].items()}
        new["required"] = [name for name in schema["properties"] if name not in LATER]
    if isinstance(schema.get("items"), dict):
        new["items"] = _translated(schema["items"], definitions)
    if isinstance(schema.get("additionalProperties"), dict):
        new["additionalProperties"] = _translated(schema["additionalProperties"], definitions)
    return new
