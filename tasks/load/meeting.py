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
FEW, MANY = 250, 4000
"""Ranks looked up together: few at first, since a page may be full with them; twice as many each time after."""

Name = tuple[str, str]
"""A field that holds a list with an index of its own, and one of the words or names in it."""


def meeting(
    mongo: Mongo, names: Sequence[Name], where: Mapping[str, Any], fields: Sequence[str], limit: int
) -> list[Document]:
    """Return the articles that a filter matches, the first by rank; all of these names are part of the filter."""
    found: list[Document] = []
    for ranks in _met(mongo, names, where.get("rank", {})):
        # What two articles of one rank have between them is told apart here, by the filter itself.
        wanted = {**where, "rank": {"$in": ranks}}
        found += mongo.find("articles", wanted, fields, [("rank", -1)], limit - len(found), SECONDS)
        if len(found) >= limit:
            break
    return found


def _met(mongo: Mongo, names: Sequence[Name], period: Mapping[str, int]) -> Iterator[list[int]]:
    """Yield the ranks of a period at which all names are, falling, some at a time."""
    newest = {name: _ranks(mongo, name, period, FEW) for name in names}
    rarest = min(names, key=lambda name: (len(newest[name]), newest[name][-1:]))
    others = [name for name in names if name != rarest]
    ranks, many = newest[rarest], FEW
    while ranks:
        met = ranks
        for name in others:
            met = _ranks(mongo, name, {"$in": met}) if met else []
        if met:
            yield met
        if len(ranks) < many:
            return
        many = min(2 * many, MANY)
        ranks = _ranks(mongo, rarest, {**period, "$lt": ranks[-1]}, many)


def _ranks(mongo: Mongo, name: Name, condition: Mapping[str, Any], limit: int = 0) -> list[int]:
    """Return the ranks of the articles with a name, falling; its index alone answers that."""
    field, value = name
    where = {field: value, **({"rank": dict(condition)} if condition else {})}
    return mongo.numbers("articles", where, "rank", SECONDS, limit, [(field, 1), ("rank", -1)])
