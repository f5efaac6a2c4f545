"""Preparing a store at connect: its schema version, its indexes, and what its server can really do."""

from schemas.errors import ConfigurationError, IngestError
from schemas.stored import SCHEMA_VERSION
from tasks.load.mongo import Mongo
from tasks.load.store import Capability

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
    ("runs", "started_at", -1),
    ("runs", "status", 1),
)
"""One field each: the embedded server breaks on an index that has `_id` among several fields."""


def prepare(mongo: Mongo) -> None:
    """Make the indexes that are missing, and refuse a store that a newer program has changed.

    Raises:
        ConfigurationError: this program is too old for the store.
    """
    stored = mongo.by_ids("meta", ["schema"]).get("schema")
    if stored is None:
        mongo.insert("meta", {"_id": "schema", "version": SCHEMA_VERSION})
    elif stored["version"] > SCHEMA_VERSION:
        raise ConfigurationError(
            f"a newer copytaster wrote the store at {mongo.shown} (schema {stored['version']}): update this one"
        )
    elif stored.get("indexed") == len(INDEXES):
        return
    for collection, field, direction in INDEXES:
        mongo.index(collection, (field, direction))
    mongo.swap("meta", {"_id": "schema"}, {"indexed": len(INDEXES)})


def probe(mongo: Mongo) -> tuple[Capability, ...]:
    """Return what the server was seen to do: its own word for it proves nothing."""
    return (_probe_text(mongo),)


def _probe_text(mongo: Mongo) -> Capability:
    works = False
    try:
        mongo.drop("probe_text")
        mongo.insert("probe_text", {"_id": "1", "text": "copy and taster"})
        mongo.index("probe_text", ("text", "text"))
        works = mongo.count("probe_text", {"$text": {"$search": '"copy" "taster"'}}) == 1
    except IngestError:
        works = False
    finally:
        mongo.drop("probe_text")
    return Capability("text", works, "text indexes" if works else "searches read every text")
