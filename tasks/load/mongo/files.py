"""Bytes that are too many for a document, kept in GridFS under their name."""

from collections.abc import Iterable, Iterator

from gridfs.errors import CorruptGridFile, FileExists, NoFile

from schemas.errors import TransientError
from tasks.load.mongo import Mongo
from tasks.load.mongo.refusals import translated

ATTEMPTS = 4


def put_file(mongo: Mongo, bucket: str, name: str, data: bytes) -> None:
    """Keep bytes that are too many for a document; the same name again is the same bytes.

    What is there is read before it is believed: a process that was killed on the way leaves half a file, which
    one server shows as whole and another hides.
    """
    for _ in range(ATTEMPTS):
        if get_file(mongo, bucket, name) == data:
            return
        delete_file(mongo, bucket, name)
        with translated(mongo.shown):
            try:
                mongo.bucket(bucket).upload_from_stream_with_id(name, name, data)
            except FileExists:  # another process keeps the same bytes at this moment
                continue
    if get_file(mongo, bucket, name) != data:
        raise TransientError(f"the store at {mongo.shown} did not keep a file as it was written")


def delete_file(mongo: Mongo, bucket: str, name: str) -> None:
    """Delete bytes kept by `put_file`, if they are there, whole or not."""
    # Asked before: the embedded server has an error of its own for a file that is not there.
    for part, key in ((f"{bucket}.files", "_id"), (f"{bucket}.chunks", "files_id")):
        if mongo.find(part, {key: name}, [key], limit=1):
            mongo.delete_where(part, {key: name})


def file_parts(mongo: Mongo, bucket: str, names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the names of files of which anything is there, and in how many documents."""
    for name in names:
        parts = len(mongo.find(f"{bucket}.chunks", {"files_id": name}, ["files_id", "n"]))
        parts += len(mongo.find(f"{bucket}.files", {"_id": name}, ["_id"]))
        if parts:
            yield name, parts


def get_file(mongo: Mongo, bucket: str, name: str) -> bytes | None:
    """Return bytes kept by `put_file`; of half a file what it is worth: nothing."""
    with translated(mongo.shown):
        try:
            return mongo.bucket(bucket).open_download_stream(name).read()
        except NoFile:
            return None
        except CorruptGridFile:
            return b""
