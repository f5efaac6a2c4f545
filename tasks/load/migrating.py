"""Bringing a store to the present form, a page of documents at a time, while others read and write.

The store keeps its old version until the last document is done, so that older programs go on meanwhile. Where the
work stands is written down after each page: a migration that was killed goes on there. A document that another
process changes meanwhile is read again, by the guard of its rewrite.
"""

import logging
from collections.abc import Callable, Sequence

from schemas.errors import TransientError
from tasks.discovery import plugins
from tasks.load.collections import NAMES
from tasks.load.migration import Migration, Rewrite
from tasks.load.mongo import Document, Mongo
from tasks.load.mongo.documents import BATCH_DOCUMENTS

LOGGER = logging.getLogger("copytaster")
MARK = "migration"
"""The document in `meta` that says where a migration stands."""
WHOLE = 200
"""Documents of a page that are read whole: each may have 16 MB, most have a few thousand bytes."""
ATTEMPTS = 8

Hook = Callable[[str], None]


def migrations(version: int) -> tuple[Migration, ...]:
    """Return the steps from a version to the present one, in order."""
    found = sorted(plugins("tasks.load.migrations", Migration, "MIGRATION"), key=lambda each: each.to)
    return tuple(each for each in found if each.to > version)


def migrate(mongo: Mongo, version: int, hook: Hook = lambda _: None) -> int:
    """Bring every document of a store of this version to the present form; return how many were changed.

    Raises:
        TransientError: other processes keep changing the same documents; the call may be repeated.
    """
    changed = 0
    for step in migrations(version):
        LOGGER.warning("the store at %s is brought to form %d: %s", mongo.shown, step.to, step.says)
        changed += _take(mongo, step, hook)
        hook("documents")
        mongo.delete("meta", [MARK])
        hook("version")
        mongo.replace("meta", [{"_id": "schema", "version": step.to}])
    LOGGER.warning("the store at %s is ready: %d documents changed", mongo.shown, changed)
    return changed


def unfinished(mongo: Mongo) -> Document | None:
    """Return where a migration stands that was begun and not ended, else None."""
    return mongo.by_ids("meta", [MARK]).get(MARK)


def _take(mongo: Mongo, step: Migration, hook: Hook) -> int:
    """Take one step: the collections in order, each in the order of its ids, from where it was left."""
    mark = unfinished(mongo)
    if mark is None or mark["to"] != step.to:
        mark = {"_id": MARK, "to": step.to, "collection": NAMES[0], "after": ""}
    changed = 0
    for name in NAMES[NAMES.index(mark["collection"]) :]:
        after = mark["after"] if name == mark["collection"] else ""
        while page := _page(mongo, name, after, step):
            after = page[-1]["_id"]
            changed += _write(mongo, name, page, step)
            hook(name)
            mongo.replace("meta", [{"_id": MARK, "to": step.to, "collection": name, "after": after}])
    return changed


def _page(mongo: Mongo, name: str, after: str, step: Migration) -> list[Document]:
    whole = name in step.rewrites
    fields, many = (None, WHOLE) if whole else (["schema_version"], BATCH_DOCUMENTS)
    return mongo.find(name, {"_id": {"$gt": after}}, fields, [("_id", 1)], many)


def _write(mongo: Mongo, name: str, page: Sequence[Document], step: Migration) -> int:
    """Bring a page's documents to the form; those that are there already stay."""
    older = [each for each in page if each.get("schema_version", 1) < step.to]
    if name in step.rewrites:
        _rewrite(mongo, name, older, step.rewrites[name], step.to)
    else:
        mongo.set_all(name, [each["_id"] for each in older], {**step.adds.get(name, {}), "schema_version": step.to})
    return len(older)


def _rewrite(mongo: Mongo, name: str, documents: Sequence[Document], rewrite: Rewrite, to: int) -> None:
    """Write changed documents over those that were read; what another process has changed meanwhile is read again."""
    for _ in range(ATTEMPTS):
        guards = {each["_id"]: {field: each[field] for field in rewrite.guard} for each in documents}
        mongo.replace(name, [rewrite.change(each) for each in documents], guards, upsert=False)
        there = mongo.by_ids(name, guards, ["schema_version"])
        left = [each["_id"] for each in there.values() if each.get("schema_version", 1) < to]
        if not left:
            return
        documents = list(mongo.by_ids(name, left).values())
    raise TransientError(f"other processes keep changing the same documents of {name}")
