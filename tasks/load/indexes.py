"""The indexes: one for each question people ask, in the order the answer is listed in."""

from dataclasses import dataclass

from schemas.stored import canonical_hash
from tasks.load.mongo import Mongo


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a collection on some fields, each 1 (rising) or -1 (falling)."""

    collection: str
    keys: tuple[tuple[str, int], ...]
    real: bool = False
    """On a field that holds a list, or on `_id` beside others. The embedded server would find nothing by such an index,
    or break on it: it is made only where it works."""


def index(collection: str, *fields: str, real: bool = False) -> Index:
    """Return an index on these fields; one written with a minus falls."""
    return Index(collection, tuple((each.removeprefix("-"), -1 if each[0] == "-" else 1) for each in fields), real)


INDEXES: tuple[Index, ...] = (
    index("articles", "-rank"),
    index("articles", "-published_at"),
    index("articles", "site", "-rank"),
    index("articles", "publisher", "-rank"),
    index("articles", "language.code", "-rank"),
    index("articles", "dateline.agency", "-rank"),
    index("articles", "quality.score", "-rank"),
    index("articles", "revisions", "-rank"),
    index("articles", "url"),
    index("articles", "terms", "-rank", real=True),
    index("articles", "facets", "-rank", real=True),
    index("articles", "authors", "-rank", real=True),
    index("articles", "topics", "-rank", real=True),
    index("revisions", "article", "number"),
    index("versions", "article"),
    index("versions", "sha256"),
    index("readings", "article"),
    index("captures", "sha256"),
    index("captures", "article"),
    index("captures", "article", "_id", real=True),
    index("captures", "first.run"),
    index("captures", "last.run"),
    index("captures", "remade.run"),
    index("captures", "uri"),
    index("journal", "article"),
    index("journal", "kind", "number"),
    index("quarantine", "reason"),
    index("quarantine", "reason", "_id", real=True),
    index("runs", "lease.token"),
    index("runs", "status"),
    index("links", "a"),
    index("links", "b"),
    index("sketches", "pending"),
    index("sketches", "keys", "_id", real=True),
    index("commonplaces", "_id", "first", real=True),
)


def build(mongo: Mongo, real: bool) -> None:
    """Make the indexes that are missing; readers and writers go on meanwhile."""
    for each in INDEXES:
        if real or not each.real:
            mongo.index(each.collection, *each.keys)


def fingerprint() -> str:
    """Return what tells one set of indexes from another."""
    return canonical_hash([[each.collection, each.keys, each.real] for each in INDEXES])[:16]
