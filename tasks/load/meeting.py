"""Where several words and names meet: articles that have them all, found in the indexes before any article is read.

An index of words gives the articles of one word in their order, but a server reads every article of that word to see
which of them have the other. Here the ranks of the word that stands in the fewest are taken from its index, and looked
up in the indexes of the others; only what all of them hold is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasks.load.mongo import Document, Mongo

SECONDS = 10.0
"""How long a server may look at a time; then it stops, and so do we."""
FEW, MANY = 64, 4000
"""Ranks looked up together: few at first, which tells how many it takes to fill a page."""
SPARE = 1.25
"""How many more are looked up than it should take."""

Name = tuple[str, str]
"""A field that holds a list with an index of its own, and one of the words or names in it."""


def meeting(
    mongo: Mongo, names: Sequence[Name], where: Mapping[str, Any], fields: Sequence[str], limit: int
) -> list[Document]:
    """Return the articles that a filter matches, the first by rank; all of these names are part of the filter."""
    found: list[Document] = []
    ranks: list[int] = []

    def read() -> None:
        # What two articles of one rank have between them is told apart here, by the filter itself.
        wanted = {**where, "rank": {"$in": ranks}}
        found.extend(mongo.find("articles", wanted, fields, [("rank", -1)], limit - len(found), SECONDS))
        ranks.clear()

    for met in _met(mongo, names, where.get("rank", {}), limit):
        ranks += met
        if len(found) + len(ranks) >= limit:
            read()
        if len(found) >= limit:
            return found
    if ranks:
        read()
    return found


def _met(mongo: Mongo, names: Sequence[Name], period: Mapping[str, int], wanted: int) -> Iterator[list[int]]:
    """Yield the ranks of a period at which all names are, falling, some at a time."""
    newest = {name: _ranks(mongo, name, period, FEW) for name in names}
    rarest = min(names, key=lambda name: (len(newest[name]), newest[name][-1:]))
    others = [name for name in names if name != rarest]
    ranks, many, seen, hits = newest[rarest], FEW, 0, 0
    while ranks:
        met = ranks
        for name in others:
            met = _ranks(mongo, name, {"$in": met}) if met else []
        yield met
        if len(ranks) < many:
            return
        seen, hits = seen + len(ranks), hits + len(met)
        many = round(max(wanted - hits, 1) * SPARE * seen / hits) if hits else 4 * seen
        many = max(FEW, min(many, MANY))
        ranks = _ranks(mongo, rarest, {**period, "$lt": ranks[-1]}, many)


def _ranks(mongo: Mongo, name: Name, condition: Mapping[str, Any], limit: int = 0) -> list[int]:
    """Return the ranks of the articles with a name, falling; its index alone answers that."""
    field, value = name
    where = {field: value, **({"rank": dict(condition)} if condition else {})}
    return mongo.numbers("articles", where, "rank", SECONDS, limit, [(field, 1), ("rank", -1)])
