"""The indexes: one for each question people ask, in the order the answer is listed in."""

from dataclasses import dataclass

from schemas.stored import canonical_hash
from tasks.load.mongo import Mongo


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a collection on some fields, each 1 (rising) or -1 (falling)."""

    collection: str
    keys: tuple[tuple[str, int], ...]
    array: bool = False
    """On a field that holds a list. The embedded server would find nothing by it: it is made only where it works."""


def index(collection: str, *fields: str, array: bool = False) -> Index:
    """Return an index on these fields; one written with a minus falls."""
    return Index(collection, tuple((each.removeprefix("-"), -1 if each[0] == "-" else 1) for each in fields), array)


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
    index("articles", "terms", "-rank", array=True),
    index("articles", "facets", "-rank", array=True),
    index("articles", "authors", "-rank", array=True),
    index("articles", "topics", "-rank", array=True),
    index("revisions", "article"),
    index("captures", "sha256"),
    index("captures", "article"),
    index("captures", "last.run"),
    index("captures", "uri"),
    index("quarantine", "reason"),
    index("runs", "lease.token"),
    index("runs", "status"),
)
"""No index has `_id` among several fields: the embedded server breaks on it."""


def build(mongo: Mongo, arrays: bool) -> None:
    """Make the indexes that are missing; readers and writers go on meanwhile."""
    for each in INDEXES:
        if arrays or not each.array:
            mongo.index(each.collection, *each.keys)


def fingerprint() -> str:
    """Return what tells one set of indexes from another."""
    return canonical_hash([[each.collection, each.keys, each.array] for each in INDEXES])[:16]
