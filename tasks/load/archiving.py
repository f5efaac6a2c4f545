"""The whole store as files, a collection each, and back: the archive of an empty store's twin.

A line is a document in MongoDB's extended JSON, so that dates and bytes come back as they were.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from schemas.errors import ConfigurationError
from schemas.run import RunStatus
from schemas.stored import SCHEMA_VERSION
from tasks.load import journal, tombstones
from tasks.load.collections import NAMES
from tasks.load.erasing import Gone, erase
from tasks.load.hashing import store_hash
from tasks.load.migrating import migrate
from tasks.load.mongo import Document, Mongo
from tasks.load.mongo.documents import parsed, spelled
from tasks.load.mongo.files import get_file, put_file
from tasks.load.raws import INLINE_BYTES

COUNTERS = ("fencing-token", journal.COUNTER, tombstones.COUNTER)
"""The counters in `meta`: they go on where they were."""
MARK = "import"
"""The document in `meta` that says which archive is coming in."""
LINES = 200
"""Documents written together."""

Hook = Callable[[str], None]


def write(mongo: Mongo, folder: Path, hook: Hook) -> dict[str, Any]:
    """Write every collection to its file and return what the manifest says of them.

    Raises:
        ConfigurationError: a run is going on, or something changed the store meanwhile.
    """
    going = mongo.find("runs", {"status": RunStatus.RUNNING.value}, ["_id"], limit=1)
    if going:
        raise ConfigurationError(f"run {going[0]['_id']} is going on: a whole store is exported between two runs")
    before = _counters(mongo)
    documents: dict[str, int] = {}
    for name in NAMES:
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            documents[f"{name}.jsonl"] = 0
            for document in mongo.each(name):
                file.write(spelled(_whole(mongo, name, document)) + "\n")
                documents[f"{name}.jsonl"] += 1
        hook(name)
    told = {"documents": documents, "counters": _counters(mongo), "store_hash": store_hash(mongo)}
    if told["counters"] != before:
        raise ConfigurationError("something changed the store while it was exported: try again between two runs")
    return told


def read(mongo: Mongo, folder: Path, manifest: Mapping[str, Any], hook: Hook = lambda _: None) -> int:
    """Fill an empty store with an archive whose files were checked; return how many documents came in.

    Raises:
        ConfigurationError: the archive is no archive or of a newer program, or the store is not empty.
    """
    if manifest["kind"] != "archive":
        raise ConfigurationError(f"{folder} holds articles only: a store is made of `export --full`")
    if not isinstance(manifest["schema_version"], int) or manifest["schema_version"] > SCHEMA_VERSION:
        raise ConfigurationError(f"a newer copytaster wrote {folder}: update this one")
    _expect_empty(mongo, hashlib.sha256(repr(sorted(manifest["files"].items())).encode()).hexdigest())
    many = 0
    bars = {each["_id"] for each in mongo.each("tombstones", ["_id"])}
    for name in NAMES:
        path = folder / f"{name}.jsonl"
        for some in _lines(mongo, path) if path.exists() else ():
            mongo.insert_missing(name, [_parted(mongo, name, each) for each in some])
            many += len(some)
            hook(name)
    here = _counters(mongo)
    for name, number in manifest.get("counters", {}).items():
        if name in COUNTERS:
            mongo.replace("meta", [{"_id": name, "number": max(int(number), here.get(name, 0))}])
    if bars:
        erase(mongo, _barred(mongo, bars), hook)
    if manifest["schema_version"] < SCHEMA_VERSION:
        migrate(mongo, manifest["schema_version"])
    mongo.confirm()
    hook("confirmed")
    mongo.delete("meta", [MARK])
    return many


def unfinished(mongo: Mongo) -> bool:
    """Return whether an import was begun and not ended."""
    return bool(mongo.by_ids("meta", [MARK]))


def _expect_empty(mongo: Mongo, archive: str) -> None:
    mark = mongo.by_ids("meta", [MARK]).get(MARK)
    if mark is not None and mark["archive"] == archive:
        return  # the same import goes on: what is there already is written again
    filled = [name for name in NAMES if name != "tombstones" and mongo.count(name)]
    if filled:
        raise ConfigurationError(f"the store at {mongo.shown} is not empty ({', '.join(filled)}): take a new one")
    mongo.replace("meta", [{"_id": MARK, "archive": archive}])


def _barred(mongo: Mongo, bars: set[str]) -> Gone:
    """Return what came in that this store has forgotten, by the tombstones it had before."""
    known: dict[str, set[str]] = {"article": set(), "place": set(), "raw": set(), "text": set()}
    for bar in bars:
        kind, _, name = bar.partition(":")
        known.setdefault(kind, set()).add(name)
    articles = known["article"]
    if known["text"]:
        articles |= {
            each["_id"] for each in mongo.each("articles", ["text"]) if tombstones.text_key(each["text"]) in bars
        }
    return Gone(frozenset(articles), frozenset(known["place"]), frozenset(known["raw"]))


def _counters(mongo: Mongo) -> dict[str, int]:
    return {name: each["number"] for name, each in sorted(mongo.by_ids("meta", COUNTERS).items())}


def _whole(mongo: Mongo, name: str, document: Document) -> Document:
    """Return a document with the bytes that are kept apart from it."""
    if name == "raw" and document.get("data") is None and document.get("codec"):
        return {**document, "data": get_file(mongo, "raw", document["_id"])}
    return document


def _parted(mongo: Mongo, name: str, document: Document) -> Document:
    """Return a document as it is stored, bytes that are too many for it kept apart."""
    if name == "raw" and document.get("data") is not None and len(document["data"]) > INLINE_BYTES:
        put_file(mongo, "raw", document["_id"], document["data"])
        return {**document, "data": None}
    return document


def _lines(mongo: Mongo, path: Path) -> Iterator[list[Document]]:
    some: list[Document] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            some.append(parsed(line))
            if len(some) == LINES:
                yield some
                some = []
    if some:
        yield some
