"""Erasing: taking articles, and whatever else knows of them, out of the store."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from tasks.load import journal
from tasks.load.ledger import forgotten_entry
from tasks.load.linking import linker
from tasks.load.mongo import Document, Mongo
from tasks.load.raws import Raws


@dataclass(frozen=True, slots=True)
class Gone:
    """What is to go, by ids: articles, ledger entries, raw captures, and what was learned from the articles' sites."""

    articles: frozenset[str]
    rows: frozenset[str]
    raws: frozenset[str]
    sites: frozenset[str] = frozenset()


def erase(mongo: Mongo, gone: Gone, hook: Callable[[str], None]) -> Counter[str]:
    """Remove it from all that knows of it, and return how many documents went, by collection; repeatable."""
    rows = _rows(mongo, gone)
    gone = replace(gone, rows=gone.rows | rows.keys())
    removed: Counter[str] = Counter()
    for collection, remove in TRACES:
        removed[collection] += remove(mongo, gone)
        hook(collection)
    removed["captures"] += _scrub(mongo, rows.values())
    hook("captures")
    return +removed


def _rows(mongo: Mongo, gone: Gone) -> Mapping[str, Document]:
    """Return the ledger's entries that tell anything of what goes."""
    found = mongo.by_ids("captures", gone.rows)
    for field, values in (("article", gone.articles), ("sha256", gone.raws)):
        if values:
            found |= {each["_id"]: each for each in mongo.find("captures", {field: {"$in": sorted(values)}})}
    return {row: entry for row, entry in found.items() if entry != forgotten_entry(entry)}


def _scrub(mongo: Mongo, entries: Iterable[Document]) -> int:
    """Leave of ledger entries that there was a unit, so that the runs that met it still balance."""
    scrubbed = [forgotten_entry(entry) for entry in entries]
    mongo.replace("captures", scrubbed)
    return len(scrubbed)


def _of_articles(collection: str) -> Callable[[Mongo, Gone], int]:
    """Return what removes a collection's documents that name one of the articles in `article`."""

    def remove(mongo: Mongo, gone: Gone) -> int:
        return mongo.delete_where(collection, {"article": {"$in": sorted(gone.articles)}}) if gone.articles else 0

    return remove


def _links(mongo: Mongo, gone: Gone) -> int:
    return linker.forget(mongo, sorted(gone.articles))


def _journal(mongo: Mongo, gone: Gone) -> int:
    return journal.forget(mongo, gone.articles)


def _plans(mongo: Mongo, gone: Gone) -> int:
    """Remove all plans: they name articles and bytes by their hashes, and are not true of the store any more."""
    return mongo.delete_where("plans", {}) if gone.articles or gone.raws else 0


def _articles(mongo: Mongo, gone: Gone) -> int:
    return mongo.delete("articles", gone.articles)


def _quarantine(mongo: Mongo, gone: Gone) -> int:
    return mongo.delete("quarantine", gone.rows)


def _templates(mongo: Mongo, gone: Gone) -> int:
    """Remove what was learned of the sites: it counts the articles that go, and the next `learn` counts those left."""
    return mongo.delete("templates", gone.sites)


def _raws(mongo: Mongo, gone: Gone) -> int:
    return Raws(mongo).remove(gone.raws)


TRACES: tuple[tuple[str, Callable[[Mongo, Gone], int]], ...] = (
    ("revisions", _of_articles("revisions")),
    ("versions", _of_articles("versions")),
    ("readings", _of_articles("readings")),
    ("plans", _plans),
    ("links", _links),
    ("journal", _journal),
    ("articles", _articles),
    ("quarantine", _quarantine),
    ("templates", _templates),
    ("raw", _raws),
)
"""What knows of an article beside the ledger, and how it forgets: a collection that learns of articles adds a line.

Each is given only ids, so that what was killed half-way can be done again by whoever comes next.
"""
