"""What people ask of the store. Their words become values, never operators."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas import terms
from schemas.stored import RECORD
from tasks.load.collections import NAMES
from tasks.load.exchange import Search
from tasks.load.meeting import SECONDS, Name, meeting
from tasks.load.mongo import Document, Mongo
from tasks.load.query import between

WORDS_LIMIT = 20
"""Words of a search that count."""
SHOWN = (*RECORD, "published_at", "places", "sightings", "revisions", "pipeline", "rank")
"""What a search returns of an article: all but the words and names it is found by, and the hashes."""

BROUGHT = ("new", "revised")
TOLD = ("title", "text", "authors", "publisher", "site", "published", "dateline", "language", "quality", "removed")
"""What a report tells of an article, beside the evidence."""


def find(mongo: Mongo, search: Search, indexed: bool) -> tuple[Document, ...]:
    """Return the articles a search matches, the newest published first, those without a full date last.

    Say whether words and names are `indexed`: where several are wanted, their indexes then say where they meet.
    """
    where = condition(search)
    if where is None:
        return ()
    names = _names(search, where)
    if indexed and len(names) > 1:
        return tuple(meeting(mongo, names, where, SHOWN, search.limit))
    return tuple(mongo.find("articles", where, SHOWN, [("rank", -1)], search.limit, SECONDS))


def revisions(mongo: Mongo, article: str) -> tuple[Document, ...]:
    """Return an article's earlier versions, the first one first."""
    return tuple(mongo.find("revisions", {"article": article}, order=[("number", 1)]))


def quarantine(mongo: Mongo, limit: int, wanted: Mapping[str, Any]) -> tuple[Document, ...]:
    """Return the quarantined units that a filter matches, in the order of their places."""
    return tuple(mongo.find("quarantine", wanted, order=[("source", 1), ("uri", 1), ("member", 1)], limit=limit))


def brought(mongo: Mongo, runs: Sequence[str]) -> Iterator[Document]:
    """Yield the articles that runs stored or revised, each once.

    That an article was stored is known for good; that it was revised, until its place is met again.
    """
    met: set[str] = set()
    for run in runs:
        for where in (
            {"first.run": run, "filed": "article"},
            {"last.run": run, "last.verdict": {"$in": list(BROUGHT)}},
        ):
            for page in _pages(mongo, where):
                new = {each["article"] for each in page if each["article"]} - met
                met |= new
                yield from mongo.by_ids("articles", sorted(new), (*TOLD, "evidence")).values()


def _pages(mongo: Mongo, where: Mapping[str, Any]) -> Iterator[Sequence[Document]]:
    last = ""
    while page := mongo.after("captures", last, where, ["article"]):
        last = page[-1]["_id"]
        yield page


def captures(mongo: Mongo) -> Iterator[Document]:
    """Yield the ledger in the order of its ids."""
    return mongo.each("captures")


def counts(mongo: Mongo) -> dict[str, int]:
    """Return how many documents each collection holds."""
    return {name: mongo.count(name) for name in NAMES}


def _names(search: Search, where: Mapping[str, Any]) -> list[Name]:
    """Return the words and names that an article must have by a search's filter."""
    names = [(field, name) for field in ("terms", "facets") for name in where.get(field, {}).get("$all", ())]
    language = [] if search.language is None else [("facets", terms.facet("language", search.language))]
    return [*names, *language]


def condition(search: Search) -> dict[str, Any] | None:
    """Return a search as a filter that an index answers; None where nothing can fit, since no word was given."""
    where: dict[str, Any] = {}
    if search.text is not None:
        looked_up = terms.wanted(search.text, WORDS_LIMIT)
        if not looked_up:
            return None
        where["terms"] = {"$all": list(looked_up)}
    names = [terms.facet("publisher", search.publisher)] if search.publisher is not None else []
    names += [terms.facet("flag", flag) for flag in search.flags]
    if names:
        where["facets"] = {"$all": names}
    if search.language is not None:
        where["language.code"] = search.language
    if search.since is not None or search.until is not None:
        where["rank"] = between(search.since, search.until)
    return where
