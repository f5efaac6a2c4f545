"""What the store reads of a server: documents by id, by filter, page by page; counts; pipelines of ours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pymongo
from gridfs import GridFSBucket
from pymongo import MongoClient, WriteConcern
from pymongo.collection import Collection
from pymongo.database import Database

from tasks.load.mongo.documents import BATCH_DOCUMENTS, Document, chunks
from tasks.load.mongo.refusals import several, translated

LAST = "\U0010ffff"
"""Sorts after whatever may follow the start of an id."""
MAJORITY = WriteConcern("majority", j=True)
AT_ONCE = WriteConcern(1)


class Reader:
    """One database of a server, as what reads needs it."""

    def __init__(self, client: "MongoClient[Document]", name: str, shown: str, embedded: bool = False) -> None:
        """Use a client that exists; `shown` is how errors call the store: its address without credentials."""
        self._client = client
        self._journals = not embedded
        self._database: Database[Document] = client.get_database(name, write_concern=AT_ONCE if embedded else MAJORITY)
        self.name = name
        self.shown = shown

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
        for some in chunks(sorted(set(ids))):
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

    def bucket(self, name: str) -> GridFSBucket:
        """Return where files are kept whose bytes are too many for a document."""
        return GridFSBucket(self._database, bucket_name=name)

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

    def _collection(self, name: str) -> "Collection[Document]":
        return self._database[name]


def _projection(fields: Sequence[str] | None) -> dict[str, int] | None:
    return None if fields is None else dict.fromkeys(fields or ["_id"], 1)
