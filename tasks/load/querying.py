"""What people ask of the store. Their words become values, never operators."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from tasks.load.mongo import Document, Mongo
from tasks.load.store import Search

SEARCHED = ("title", "subtitle", "text")
WORDS_LIMIT = 20
"""Words of a search that count: each is one more pass over the texts."""
LAST = time(23, 59, 59, 999_000)
"""The last millisecond of a day."""
COLLECTIONS = ("articles", "revisions", "versions", "readings", "captures", "raw", "quarantine", "runs")


def find(mongo: Mongo, search: Search) -> tuple[Document, ...]:
    """Return the articles a search matches, the newest published first, those without a full date last."""
    found = mongo.find("articles", where(search), order=[("published_at", -1), ("id", 1)], limit=search.limit)
    return tuple(found)


def revisions(mongo: Mongo, article: str) -> tuple[Document, ...]:
    """Return an article's earlier versions, the first one first."""
    return tuple(mongo.find("revisions", {"article": article}, order=[("number", 1)]))


def quarantine(mongo: Mongo, limit: int, wanted: Mapping[str, Any]) -> tuple[Document, ...]:
    """Return the quarantined units that a filter matches, in the order of their places."""
    return tuple(mongo.find("quarantine", wanted, order=[("source", 1), ("uri", 1), ("member", 1)], limit=limit))


def captures(mongo: Mongo) -> Iterator[Document]:
    """Yield the ledger in the order of its ids."""
    return mongo.each("captures")


def counts(mongo: Mongo) -> dict[str, int]:
    """Return how many documents each collection holds."""
    return {name: mongo.count(name) for name in COLLECTIONS}


def where(search: Search) -> dict[str, Any]:
    """Return the filter that a search is."""
    wanted: list[dict[str, Any]] = []
    for word in (search.text or "").split()[:WORDS_LIMIT]:
        pattern = _literal(word)
        wanted.append({"$or": [{name: pattern} for name in SEARCHED]})
    if search.publisher is not None:
        wanted.append({"publisher": _literal(search.publisher, whole=True)})
    if search.language is not None:
        wanted.append({"language.code": search.language})
    if search.since is not None:
        wanted.append({"published_at": {"$gte": datetime.combine(search.since, time(), UTC)}})
    if search.until is not None:
        wanted.append({"published_at": {"$lte": datetime.combine(search.until, LAST, UTC)}})
    wanted += [{"quality.flags": flag} for flag in search.flags]
    return {"$and": wanted} if wanted else {}


def _literal(words: str, whole: bool = False) -> dict[str, str]:
    """Return the condition that a field holds these very words, in any case."""
    pattern = re.escape(words).replace("\0", r"\x00")
    return {"$regex": f"^{pattern}$" if whole else pattern, "$options": "i"}
