"""Preparing a store at connect: its schema version, its validator where one works, and its indexes."""

from schemas.errors import ConfigurationError
from schemas.stored import SCHEMA_VERSION, mongo_schema
from tasks.load.mongo import Mongo
from tasks.load.probing import capabilities

INDEXES: tuple[tuple[str, str, int], ...] = (
    ("articles", "published_at", -1),
    ("articles", "publisher", 1),
    ("articles", "language.code", 1),
    ("articles", "url", 1),
    ("revisions", "article", 1),
    ("captures", "sha256", 1),
    ("captures", "article", 1),
    ("captures", "last.run", 1),
    ("captures", "uri", 1),
    ("quarantine", "reason", 1),
    ("runs", "lease.token", -1),
    ("runs", "status", 1),
)
"""One field each: the embedded server breaks on an index that has `_id` among several fields."""


def prepare(mongo: Mongo) -> None:
    """Make what is missing; of a store that is ready this asks one question.

    Raises:
        ConfigurationError: a newer program wrote the store: this one could harm it.
    """
    stored = mongo.by_ids("meta", ["schema"]).get("schema", {"version": 0, "indexes": 0})
    if stored["version"] > SCHEMA_VERSION:
        raise ConfigurationError(
            f"a newer copytaster wrote the store at {mongo.shown} (schema {stored['version']}): update this one"
        )
    if stored["version"] == SCHEMA_VERSION and stored.get("indexes") == len(INDEXES):
        return
    if stored["version"] == 0 and any(each.name == "validators" and each.works for each in capabilities(mongo)):
        mongo.create("articles", validator={"$jsonSchema": mongo_schema()})
    for collection, field, direction in INDEXES:
        mongo.index(collection, (field, direction))
    # Last: a start that was killed before is made up for by the next one.
    mongo.replace("meta", [{"_id": "schema", "version": SCHEMA_VERSION, "indexes": len(INDEXES)}])
