"""What a server checks each document against, generated from the model: where it can, and beside our own checks."""

from functools import cache
from typing import Any

from schemas.schema import BSON_TYPES, mongo_schema
from schemas.stored import RECORD, canonical_hash
from tasks.load.collections import NAMES
from tasks.load.mongo import Mongo
from tasks.load.probing import works
from tasks.load.shapes import ARTICLES, shapes

TYPES = {
    "text": BSON_TYPES["string"],
    "number": BSON_TYPES["number"],
    "truth": BSON_TYPES["boolean"],
    "list": BSON_TYPES["array"],
    "object": BSON_TYPES["object"],
    "null": BSON_TYPES["null"],
    "moment": ["date"],
    "bytes": ["binData"],
}
"""MongoDB's names for the types that collections.toml names; "anything" has none."""
ALWAYS = {"_id": {"bsonType": BSON_TYPES["string"]}, "schema_version": {"bsonType": BSON_TYPES["integer"]}}


def validator(collection: str) -> dict[str, Any]:
    """Return the validator of a collection. Fields that nobody named are let through: a later program may add one."""
    return {"$jsonSchema": mongo_schema() if collection == ARTICLES else _schema(collection)}


def _schema(collection: str) -> dict[str, Any]:
    shape = shapes()[collection]
    record = mongo_schema()["properties"] if shape.record else {}
    properties = {name: record[name] for name in RECORD if name in record}
    for field in shape.fields:
        types = [type_ for word in field.type.split(" or ") for type_ in TYPES.get(word, [])]
        properties |= {field.name: {"bsonType": types}} if types else {}
    return {"bsonType": ["object"], "properties": {**properties, **ALWAYS}, "required": list(ALWAYS)}


def install(mongo: Mongo) -> None:
    """Have the server check each document; a collection that is there already is changed where the server can."""
    if not works(mongo, "validators"):
        return
    there, can_change = set(mongo.collections()), works(mongo, "validator changes")
    for name in NAMES:
        if name not in there:
            mongo.create(name, validator=validator(name))
        elif can_change:
            mongo.command("collMod", name, validator=validator(name))


@cache
def fingerprint() -> str:
    """Return what tells one set of validators from another; each store that is opened asks."""
    return canonical_hash({name: validator(name) for name in NAMES})[:16]
