"""One hash of a whole store: two stores with the same hash hold the same articles, accounts and bytes."""

import hashlib
from collections.abc import Iterator

from schemas.stored import canonical
from tasks.load.collections import HASHED
from tasks.load.mongo import Document, Mongo

LOGGED = ("first", "last", "mtime", "held", "remade", "refused", "run")
"""What a document tells of runs and of the file system, not of what is stored."""
OF_ONE_KIND = {"duplicate": "article"}
"""Which of two places with equal bytes came first is the log's matter, too."""


def store_hash(mongo: Mongo) -> str:
    """Return a hash of all collections, the log of runs aside."""
    total = hashlib.sha256()
    for collection in HASHED:
        total.update(f"{collection}\n".encode())
        for document in _told(mongo, collection):
            total.update(canonical(document) + b"\n")
    return total.hexdigest()


def _told(mongo: Mongo, collection: str) -> Iterator[Document]:
    if collection == "raw":  # its ids are hashes of what it holds; `verify` reads the bytes
        yield from mongo.each(collection, ["_id", "size"])
        return
    if collection == "tombstones":  # why and when is the log's matter
        yield from mongo.each(collection, ["_id"])
        return
    for document in mongo.each(collection):
        kept = {name: value for name, value in document.items() if name not in LOGGED}
        yield _of_one_kind(kept) if collection == "captures" else kept


def _of_one_kind(entry: Document) -> Document:
    return entry | {name: OF_ONE_KIND.get(entry[name], entry[name]) for name in ("outcome", "filed")}
