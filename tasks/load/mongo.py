"""MongoDB through pymongo: what the store needs of a server, and no more; files.py and refusals.py belong to it.

It keeps to what MongoDB, the embedded server and mongomock all do; an error leaves it as one of our tree, and no text
of it holds the address, which may hold a password.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import bson
import pymongo
from bson import json_util
from gridfs import GridFSBucket
from pymongo import MongoClient, ReplaceOne, UpdateOne, WriteConcern
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import (
    BulkWriteError,
    DuplicateKeyError,
    PyMongoError,
)
from pymongo.errors import ConfigurationError as BadAddress

from schemas.errors import ConfigurationError, PermanentError
from tasks.load.refusals import DUPLICATE_KEY, failures, several, translated

Document = dict[str, Any]
T = TypeVar("T")
EXTENDED = json_util.JSONOptions(json_mode=json_util.JSONMode.CANONICAL, tz_aware=True, tzinfo=UTC)

DATABASE = "copytaster"
SCHEMES = ("mongodb://", "mongodb+srv://")
BATCH_DOCUMENTS = 1000
BATCH_BYTES = 16_000_000
SELECTION_MS = 10_000
"""How long a store may stay silent before it counts as down: a run must say so within 30 s."""
SOCKET_MS = 120_000
INDEX_SECONDS = 6 * 3600
"""How long an index may take: a minute and more for each hundred thousand articles, where they are there already."""
LAST = "\U0010ffff"
"""Sorts after whatever may follow the start of an id."""
MAJORITY = WriteConcern("majority", j=True)
AT_ONCE = WriteConcern(1)
EMBEDDED = "nx_27017"
"""What the embedded server calls itself in `buildInfo`."""


@dataclass(slots=True)
class Written:
    """What a bulk did not write: the ids overtaken by another process, and those the server refuses."""

    overtaken: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)

    def note(self, documents: Sequence[Document], failures: Mapping[int, int]) -> None:
        """Note the failures of a bulk of these documents, codes by position."""
        for index, code in failures.items():
            (self.overtaken if code == DUPLICATE_KEY else self.rejected).add(documents[index]["_id"])


class Mongo:
    """One database of a server."""

    def __init__(self, client: "MongoClient[Document]", name: str, shown: str, embedded: bool = False) -> None:
        """Use a client that exists; `shown` is how errors call the store: its address without credentials."""
        self._client = client
        self._journals = not embedded
        self._database: Database[Document] = client.get_database(name, write_concern=AT_ONCE if embedded else MAJORITY)
        self.name = name
        self.shown = shown

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

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def find(
        self,
        collection: str,
        where: Mapping[str, Any] | None = None,
        fields: Sequence[str] | None = None,
        order: Sequence[tuple[str, int]] = (),
        limit: int = 0,
        seconds: float | None = None,
    ) -> list[Document]:
        """Return the documents a filter of ours matches; the server looks no longer than it may.

        Raises:
            TransientError: it took longer, or is busy.
        """
        with translated(self.shown):
            cursor = self._collection(collection).find(where or {}, _projection(fields), limit=limit)
            if seconds is not None:
                cursor = cursor.max_time_ms(int(seconds * 1000))
            return list(cursor.sort(list(order)) if order else cursor)

    def by_ids(self, collection: str, ids: Iterable[str], fields: Sequence[str] | None = None) -> dict[str, Document]:
        """Return the documents with these ids, by id."""
        found: dict[str, Document] = {}
        for some in _chunks(sorted(set(ids)), lambda _: 0):
            found.update((each["_id"], each) for each in self.find(collection, {"_id": {"$in": some}}, fields))
        return found

    def by_prefix(self, collection: str, start: str) -> Document | None:
        """Return the document with this id, or the only one whose id starts so.

        Raises:
            Ambiguous: several do.
        """
        exact = self.by_ids(collection, [start]).get(start)
        if exact is not None or not start:
            return exact
        found = self.find(collection, {"_id": {"$gte": start, "$lt": start + LAST}}, limit=2)
        if len(found) > 1:
            raise several(start, [each["_id"] for each in found])
        return found[0] if found else None

    def each(self, collection: str, fields: Sequence[str] | None = None) -> Iterator[Document]:
        """Yield a whole collection in the order of its ids, page by page: no cursor to lose between two pages."""
        after = ""
        while page := self.after(collection, after, fields=fields):
            yield from page
            after = page[-1]["_id"]

    def after(
        self,
        collection: str,
        id_: str,
        where: Mapping[str, Any] | None = None,
        fields: Sequence[str] | None = None,
        limit: int = BATCH_DOCUMENTS,
    ) -> list[Document]:
        """Return the next documents behind an id, in the order of their ids, of those a filter of ours matches."""
        wanted = [each for each in (where, {"_id": {"$gt": id_}} if id_ else None) if each]
        return self.find(collection, {"$and": wanted} if wanted else {}, fields, [("_id", 1)], limit)

    def matching(self, collection: str, where: Mapping[str, Any], fields: Sequence[str]) -> Iterator[Document]:
        """Yield the documents a filter of ours matches in the order of their ids, page by page."""
        after: dict[str, Any] = {}
        while page := self.find(collection, {**where, **after}, fields, [("_id", 1)], BATCH_DOCUMENTS):
            yield from page
            after = {"_id": {"$gt": page[-1]["_id"]}}

    def collections(self) -> list[str]:
        """Return the names of the collections that hold documents: no views, and no parts of files."""
        views = {each["_id"].rsplit(".", 1)[-1] for each in self.find("system.views", fields=[])}
        with translated(self.shown):
            names = self._database.list_collection_names()
        # The embedded server calls a bucket's collections so, and never answers when one reads them by that name.
        return sorted(name for name in {*names} - views if "." not in name and not name.endswith(("_files", "_chunks")))

    def count(self, collection: str, where: Mapping[str, Any] | None = None, seconds: float | None = None) -> int:
        """Return how many documents a filter of ours matches; the server counts no longer than it may."""
        limits: dict[str, Any] = {} if seconds is None else {"maxTimeMS": int(seconds * 1000)}
        with translated(self.shown):
            return self._collection(collection).count_documents(where or {}, **limits)

    def count_by(self, collection: str, where: Mapping[str, Any], field: str) -> dict[str, int]:
        """Return how many documents have each value of a text field."""
        with translated(self.shown):
            grouped = self._collection(collection).aggregate(
                [{"$match": where}, {"$group": {"_id": f"${field}", "units": {"$sum": 1}}}]
            )
            return {each["_id"]: each["units"] for each in grouped}

    def numbers(
        self,
        collection: str,
        where: Mapping[str, Any],
        field: str,
        seconds: float,
        limit: int = 0,
        index: Sequence[tuple[str, int]] = (),
    ) -> list[int]:
        """Return a number of each document a filter on it matches, the highest first: an index alone answers that."""
        with translated(self.shown):
            found = self._collection(collection).find(dict(where), {"_id": 0, field: 1}, limit=limit)
            found = found.sort([(field, -1)]).max_time_ms(int(seconds * 1000))
            return [each[field] for each in (found.hint(list(index)) if index else found)]

    def aggregate(self, collection: str, stages: Sequence[Mapping[str, Any]], seconds: float) -> list[Document]:
        """Return what a pipeline of ours gives."""
        with translated(self.shown), pymongo.timeout(seconds):
            return list(self._collection(collection).aggregate(list(stages)))

    def look_up(self, stages: Sequence[Mapping[str, Any]], seconds: float) -> list[Document]:
        """Return what a pipeline of ours gives that begins with documents of its own."""
        with translated(self.shown), pymongo.timeout(seconds):
            return list(self._database.aggregate(list(stages)))

    def insert_missing(self, collection: str, documents: Sequence[Document]) -> None:
        """Insert documents; one that is there already, by its id, stays as it is."""
        for some in _chunks(documents, self.size):
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
        for some in _chunks(documents, self.size):
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
        for some in _chunks(sorted(set(ids)), lambda _: 0):
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
        for some in _chunks(sorted(changes), lambda _: 0):
            requests = [UpdateOne({"_id": each, **were.get(each, {})}, {"$set": dict(changes[each])}) for each in some]
            with translated(self.shown):
                self._collection(collection).bulk_write(requests, ordered=False)

    def delete(self, collection: str, ids: Iterable[str]) -> int:
        """Delete the documents with these ids and return how many there were."""
        gone = 0
        for some in _chunks(sorted(set(ids)), lambda _: 0):
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

    def bucket(self, name: str) -> GridFSBucket:
        """Return where files are kept whose bytes are too many for a document."""
        return GridFSBucket(self._database, bucket_name=name)

    def now(self) -> datetime:
        """Return the server's time: one clock for all who share the store."""
        with translated(self.shown):
            after: Document | None = self._collection("meta").find_one_and_update(
                {"_id": "clock"}, {"$currentDate": {"at": True}}, upsert=True, return_document=True
            )
        return datetime.now(UTC) if after is None else after["at"].astimezone(UTC)

    def server(self) -> tuple[str, str]:
        """Return the server's name and version."""
        with translated(self.shown):
            build = self._client.server_info()
            if "version" not in build:  # pymongo asks in lower case, which the embedded server does not understand
                build = self._client.admin.command("buildInfo")
        return str(build.get("process", "mongod")), str(build.get("version", "unknown"))

    def command(self, name: str, value: object = 1, **options: Any) -> Document:
        """Run a command of the database and return its answer."""
        with translated(self.shown):
            return dict(self._database.command(name, value, **options))

    def drop(self, collection: str) -> None:
        """Drop a collection."""
        with translated(self.shown):
            self._collection(collection).drop()

    @staticmethod
    def size(document: Mapping[str, Any]) -> int:
        """Return the bytes of a document as the store keeps it.

        Raises:
            ValueError: the store cannot keep it, because of its values.
        """
        try:
            return len(bson.encode(document))
        except (bson.errors.BSONError, OverflowError, UnicodeEncodeError, RecursionError) as error:
            raise ValueError(f"it cannot be stored: {type(error).__name__}") from error

    @staticmethod
    def spelled(document: Mapping[str, Any]) -> str:
        """Return a document as a line of extended JSON."""
        return json_util.dumps(document, json_options=EXTENDED, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def read(line: str) -> Document:
        """Return the document of a line of extended JSON."""
        return dict(json_util.loads(line, json_options=EXTENDED))

    def _collection(self, name: str) -> "Collection[Document]":
        return self._database[name]


def connect(uri: str) -> Mongo:
    """Connect to the server of an address and return its database, `copytaster` unless the address names one.

    Raises:
        ConfigurationError: the address is wrong or the login refused.
        StoreUnavailable: nobody answers.
    """
    shown = without_credentials(uri)
    if not uri.startswith(SCHEMES):  # pymongo would take anything else for the name of a host
        raise ConfigurationError("the store's address is not valid: it starts with mongodb:// or mongodb+srv://")
    try:
        client: MongoClient[Document] = MongoClient(
            uri,
            tz_aware=True,
            serverSelectionTimeoutMS=SELECTION_MS,
            connectTimeoutMS=SELECTION_MS,
            socketTimeoutMS=SOCKET_MS,
            appname="copytaster",
        )
    except (BadAddress, PyMongoError, ValueError) as error:
        # No cause: pymongo quotes the address, and the address may hold a password.
        raise ConfigurationError(f"the store's address is not valid ({type(error).__name__})") from None
    name = client.get_default_database(DATABASE).name
    try:
        store = Mongo(client, name, shown)
        store.count("meta", {"_id": "schema"})  # the first real question: also settles login and rights
        return Mongo(client, name, shown, embedded=True) if store.server()[0] == EMBEDDED else store
    except BaseException:
        client.close()
        raise


def without_credentials(uri: str) -> str:
    """Return the hosts of an address, for people.

    >>> without_credentials("mongodb://user:secret@db.example.org:27017/news?tls=true")
    'db.example.org:27017'
    """
    rest = uri.split("://", 1)[-1].rsplit("@", 1)[-1]
    return rest.split("/", 1)[0].split("?", 1)[0]


def _projection(fields: Sequence[str] | None) -> dict[str, int] | None:
    return None if fields is None else dict.fromkeys(fields or ["_id"], 1)


def _chunks(items: Sequence[T], size: Any) -> Iterator[list[T]]:
    """Yield neighbours together, within what one message may hold."""
    chunk: list[T] = []
    total = 0
    for item in items:
        weight = size(item)
        if chunk and (len(chunk) >= BATCH_DOCUMENTS or total + weight > BATCH_BYTES):
            yield chunk
            chunk, total = [], 0
        chunk.append(item)
        total += weight
    if chunk:
        yield chunk
