"""What the store writes to a server: documents by id, in one step where it matters; collections and indexes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pymongo
from pymongo import ReplaceOne, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError

from schemas.errors import PermanentError
from tasks.load.mongo.documents import Document, bytes_of, chunks
from tasks.load.mongo.reading import MAJORITY, Reader
from tasks.load.mongo.refusals import DUPLICATE_KEY, failures, translated

INDEX_SECONDS = 6 * 3600
"""How long an index may take: a minute and more for each hundred thousand articles, where they are there already."""


@dataclass(slots=True)
class Written:
    """What a bulk did not write: the ids overtaken by another process, and those the server refuses."""

    overtaken: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)

    def note(self, documents: Sequence[Document], failures: Mapping[int, int]) -> None:
        """Note the failures of a bulk of these documents, codes by position."""
        for index, code in failures.items():
            (self.overtaken if code == DUPLICATE_KEY else self.rejected).add(documents[index]["_id"])


class Mongo(Reader):
    """One database of a server."""

    def confirm(self) -> None:
        """Return when all writes so far are on disk, whatever happens to the machine.

        Where each write waits for the journal this has nothing to add. The embedded server keeps a database in one
        SQLite file and would sync it for every single document, 20 times slower: there writes go on unsynced, in
        order, and this one syncs them all.
        """
        if self._journals:
            return
        with translated(self.shown):
            journaled = self._collection("meta").with_options(write_concern=MAJORITY)
            journaled.update_one({"_id": "confirmed"}, {"$currentDate": {"at": True}}, upsert=True)

    def insert_missing(self, collection: str, documents: Sequence[Document]) -> None:
        """Insert documents; one that is there already, by its id, stays as it is."""
        for some in chunks(documents, bytes_of):
            with translated(self.shown):
                try:
                    self._collection(collection).insert_many(some, ordered=False)
                except BulkWriteError as error:
                    if set(failures(error, self.shown).values()) - {DUPLICATE_KEY}:
                        raise PermanentError(f"the store at {self.shown} refuses a document") from error

    def replace(
        self,
        collection: str,
        documents: Sequence[Document],
        were: Mapping[str, Mapping[str, Any]] | None = None,
        upsert: bool = True,
    ) -> Written:
        """Write documents by their ids and return which were not written, and why.

        `were` holds, for an id, fields as they were read: the document is replaced only where they still hold.
        Without `upsert` a document that is gone meanwhile stays gone, and is not told of.
        """
        guards = were or {}
        written = Written()
        for some in chunks(documents, bytes_of):
            requests = [
                ReplaceOne({"_id": each["_id"], **guards.get(each["_id"], {})}, each, upsert=upsert) for each in some
            ]
            with translated(self.shown):
                try:
                    self._collection(collection).bulk_write(requests, ordered=False)
                except BulkWriteError as error:
                    written.note(some, failures(error, self.shown))
        return written

    def set_all(self, collection: str, ids: Iterable[str], fields: Mapping[str, Any]) -> None:
        """Set the same fields in the documents with these ids."""
        for some in chunks(sorted(set(ids))):
            with translated(self.shown):
                self._collection(collection).update_many({"_id": {"$in": some}}, {"$set": dict(fields)})

    def set_where(self, collection: str, where: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        """Set the same fields in all documents a filter of ours matches."""
        with translated(self.shown):
            self._collection(collection).update_many(where, {"$set": dict(fields)})

    def set_each(
        self, collection: str, changes: Mapping[str, Mapping[str, Any]], were: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Set fields of documents by their ids, each only where the fields `were` holds are still as they were read."""
        for some in chunks(sorted(changes)):
            requests = [UpdateOne({"_id": each, **were.get(each, {})}, {"$set": dict(changes[each])}) for each in some]
            with translated(self.shown):
                self._collection(collection).bulk_write(requests, ordered=False)

    def delete(self, collection: str, ids: Iterable[str]) -> int:
        """Delete the documents with these ids and return how many there were."""
        gone = 0
        for some in chunks(sorted(set(ids))):
            with translated(self.shown):
                gone += self._collection(collection).delete_many({"_id": {"$in": some}}).deleted_count
        return gone

    def delete_where(self, collection: str, where: Mapping[str, Any]) -> int:
        """Delete the documents a filter of ours matches and return how many there were."""
        with translated(self.shown):
            return self._collection(collection).delete_many(where).deleted_count

    def insert(self, collection: str, document: Document) -> bool:
        """Insert a document; return whether its id was free."""
        with translated(self.shown):
            try:
                self._collection(collection).insert_one(document)
            except DuplicateKeyError:
                return False
            return True

    def swap(self, collection: str, where: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
        """Set fields of the one document a filter matches, in one step; return whether there was one.

        No datetime may be among them: the embedded server would make a text of it.
        """
        with translated(self.shown):
            return self._collection(collection).find_one_and_update(where, {"$set": dict(fields)}) is not None

    def stamp(self, collection: str, where: Mapping[str, Any], field: str) -> bool:
        """Set a field of the one document a filter matches to the server's time; return whether there was one."""
        change = {"$currentDate": {field: True}}
        with translated(self.shown):
            return self._collection(collection).find_one_and_update(where, change) is not None

    def next_number(self, collection: str, name: str) -> int:
        """Return the next number of a counter, each number once."""
        with translated(self.shown):
            after: Document | None = self._collection(collection).find_one_and_update(
                {"_id": name}, {"$inc": {"number": 1}}, upsert=True, return_document=True
            )
            return 1 if after is None else int(after["number"])

    def create(self, collection: str, **options: Any) -> None:
        """Make a collection that is more than its name; one that is there stays as it is."""
        with translated(self.shown):
            if collection not in self._database.list_collection_names():
                self._database.create_collection(collection, check_exists=False, **options)

    def index(self, collection: str, *keys: tuple[str, int | str], **options: Any) -> None:
        """Make an index if it is not there, however long it takes; readers and writers go on meanwhile."""
        with translated(self.shown), pymongo.timeout(INDEX_SECONDS):
            self._collection(collection).create_index(list(keys), **options)

    def now(self) -> datetime:
        """Return the server's time: one clock for all who share the store."""
        with translated(self.shown):
            after: Document | None = self._collection("meta").find_one_and_update(
                {"_id": "clock"}, {"$currentDate": {"at": True}}, upsert=True, return_document=True
            )
        return datetime.now(UTC) if after is None else after["at"].astimezone(UTC)

    def drop(self, collection: str) -> None:
        """Drop a collection."""
        with translated(self.shown):
            self._collection(collection).drop()
