"""Sketches in the store: one for each article, by which the articles that share words with a text are found.

A document of `sketches` has the article's `_id` and `state` (which version it is of), the sketch's `form` and its
`keys`, the keys it `left` behind since it was last linked, whether the article `changed` since, and `pending`: a token
as long as its links are not up to date, else "".
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from uuid import uuid4

from schemas.stored import stamped
from tasks.load.linking.shingles import shingles
from tasks.load.listed import first_ids
from tasks.load.mongo import Document, Mongo
from tasks.load.probing import works

FORM = 1
"""Grows when the same text gives other keys than before: all articles are then sketched anew."""
VALUES = 30_000
"""Values one question may name: what SQLite takes, and far below what fits into a message."""
LOOKED_UP, SECONDS = 5_000, 100
"""Keys that are looked up by one question, and how long it may take: milliseconds, but on a cold disk."""


def write(mongo: Mongo, articles: Sequence[Document]) -> set[str]:
    """Write the sketches of articles as they are now, to be linked; return those another process has overtaken.

    A sketch that is of this very version already stays as it is.
    """
    known = mongo.by_ids("sketches", [each["_id"] for each in articles])
    stale = [each for each in articles if not _is_of(known.get(each["_id"]), each)]
    token = uuid4().hex
    sketches = [_sketch(each, known.get(each["_id"]), token) for each in stale]
    read_as = {each["_id"]: {"state": known.get(each["_id"], {}).get("state", "")} for each in stale}
    return mongo.replace("sketches", sketches, read_as).overtaken


def unsketched(mongo: Mongo, articles: Iterable[Document]) -> set[str]:
    """Return which of these articles have no sketch of the version they are."""
    wanted = {each["_id"]: each for each in articles}
    known = mongo.by_ids("sketches", wanted, ["state", "form"])
    return {name for name, each in wanted.items() if not _is_of(known.get(name), each)}


def _is_of(sketch: Document | None, article: Document) -> bool:
    return sketch is not None and (sketch["state"], sketch["form"]) == (article["state"], FORM)


def _sketch(article: Document, before: Document | None, token: str) -> Document:
    keys = shingles(article["text"]).keys
    left = sorted({*before["keys"], *before["left"]} - set(keys)) if before else []
    of = {"_id": article["_id"], "state": article["state"], "form": FORM}
    return stamped({**of, "keys": list(keys), "left": left, "changed": True, "pending": token})


def pending(mongo: Mongo, limit: int) -> list[Document]:
    """Return sketches whose articles' links are not up to date."""
    return mongo.find("sketches", {"pending": {"$gt": ""}}, limit=limit)


def settle(mongo: Mongo, sketches: Iterable[Document]) -> None:
    """Say that the links of articles are up to date, unless something has happened to them meanwhile."""
    by_token: dict[str, list[str]] = {}
    for each in sketches:
        by_token.setdefault(each["pending"], []).append(each["_id"])
    for token, ids in by_token.items():
        where = {"_id": {"$in": ids}, "pending": token}
        mongo.set_where("sketches", where, {"pending": "", "changed": False, "left": []})


def mark(mongo: Mongo, articles: Iterable[str]) -> None:
    """Say that the links of articles must be looked at again."""
    mongo.set_all("sketches", articles, {"pending": uuid4().hex})


def mark_holders(mongo: Mongo, keys: Iterable[int], but: Collection[str] = ()) -> None:
    """Say the same of all articles that have one of these keys, some aside."""
    for some in _parts(keys):
        where = {"keys": {"$in": some}, **({"_id": {"$nin": sorted(but)}} if but else {})}
        mongo.set_where("sketches", where, {"pending": uuid4().hex})


def holders(mongo: Mongo, keys: Collection[int], limit: int, few: int) -> dict[int, list[str]]:
    """Return for each key the smallest ids of the articles that have it, in order, no more than `limit`.

    Where it is `few` articles that have any of them, their sketches are read. Else each key is looked up in the index
    alone; where the server cannot do that, as the embedded one, by a pass through the sketches.
    """
    if works(mongo, "list look-ups") and _are_more(mongo, keys, few):
        return {
            each["_id"]: each["ids"]
            for some in _parts(keys, LOOKED_UP)
            for each in mongo.look_up(first_ids("sketches", "keys", some, limit), SECONDS)
        }
    found: dict[int, list[str]] = {key: [] for key in keys}
    for some in _parts(keys):
        asked = set(some)
        for sketch in mongo.find("sketches", {"keys": {"$in": some}}, ["keys"]):
            for key in asked.intersection(sketch["keys"]):
                found[key].append(sketch["_id"])
    return {key: sorted(ids)[:limit] for key, ids in found.items()}


def _are_more(mongo: Mongo, keys: Iterable[int], few: int) -> bool:
    """Return whether more articles than these have one of these keys, from the index alone."""
    known: set[str] = set()
    for some in _parts(keys):
        known.update(each["_id"] for each in mongo.find("sketches", {"keys": {"$in": some}}, [], limit=few + 1))
        if len(known) > few:
            return True
    return False


def first_holders(mongo: Mongo, key: int, limit: int) -> list[str]:
    """Return the smallest ids of the articles with a key, in order.

    Asked with `$in` though it is one: where the embedded server has an index on a field, it finds nothing in lists.
    """
    found = mongo.find("sketches", {"keys": {"$in": [key]}}, ["_id"], order=[("_id", 1)], limit=limit)
    return [each["_id"] for each in found]


def _parts(keys: Iterable[int], size: int = VALUES) -> Iterator[list[int]]:
    """Yield keys in order, as many at a time as one question may name."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), size):
        yield wanted[start : start + size]
