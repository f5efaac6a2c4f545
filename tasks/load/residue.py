"""Residue: is anything left of what was forgotten? Every document of every collection is read for it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from schemas.stored import identity
from tasks.load.exchange import Finding, Verification
from tasks.load.forgetting import unfinished
from tasks.load.mongo import Mongo
from tasks.load.mongo.files import file_parts
from tasks.load.tombstones import TEXT_CHARACTERS, article_key, raw_key, text_key

NOT_READ = frozenset({"tombstones", "meta"})
"""What holds the hashes of what was forgotten on purpose."""
HASH = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])")
ADDRESS = ("http://", "https://")


def residue(mongo: Mongo) -> Verification:
    """Return what the store still holds of what was forgotten; `checked` says how many documents were read."""
    bars = {each["_id"] for each in mongo.each("tombstones", ["_id"])}
    checked = {"tombstones": len(bars)}
    findings = [
        Finding("unfinished", note["_id"], "forgetting was begun and not finished: the next forget finishes it")
        for note in unfinished(mongo)
    ]
    for collection in mongo.collections():
        if collection in NOT_READ:
            continue
        checked[collection] = 0
        for document in mongo.each(collection):
            checked[collection] += 1
            findings += (
                Finding("residue", f"{collection} {document['_id']}", f"it holds {key}")
                for key in sorted(_told(document) & bars)
            )
    raws = [key.removeprefix("raw:") for key in sorted(bars) if key.startswith("raw:")]
    chunks = file_parts(mongo, "raw", raws)
    checked["raw files and chunks"] = len(raws)
    findings += (Finding("residue", f"raw chunks {name}", f"{count} parts of its bytes") for name, count in chunks)
    return Verification(None, checked, findings=tuple(findings))


def _told(document: Mapping[str, object]) -> set[str]:
    """Return the tombstones' ids for all that a document tells: hashes, addresses, texts."""
    told: set[str] = set()
    for text in _texts(document):
        for found in HASH.findall(text):
            told.add(raw_key(found) if len(found) == 64 else article_key(found))
        if text.startswith(ADDRESS):
            told.add(article_key(identity(f"url:{text}")))
        if len(text) >= TEXT_CHARACTERS:
            told.add(text_key(text) or "")
    return told


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _texts(each)
    elif isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        for each in value:
            yield from _texts(each)
