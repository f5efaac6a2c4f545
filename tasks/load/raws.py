"""Raw captures: the bytes themselves, compressed, named by their SHA-256, verified when they are read."""

import hashlib
from collections.abc import Iterable

import zstandard

from schemas.capture import Capture
from schemas.errors import PermanentError
from schemas.stored import stamped
from tasks.load.mongo import Document, Mongo
from tasks.load.mongo.files import delete_file, get_file, put_file

LEVEL = 9
"""Fixed, so that the same bytes make the same document; higher ones cost more time than they save space on pages."""
INLINE_BYTES = 12_000_000
"""Compressed bytes a document holds; what is more goes to GridFS."""


class Raws:
    """The raw captures of a store."""

    def __init__(self, mongo: Mongo) -> None:
        """Keep them in this database."""
        self._mongo = mongo

    def stored(self, shas: Iterable[str]) -> set[str]:
        """Return which of these bytes are stored."""
        return set(self._mongo.by_ids("raw", shas, ["_id"]))

    def keep(self, captures: Iterable[Capture]) -> None:
        """Store captures; bytes that are stored already stay as they are."""
        self._mongo.insert_missing("raw", [self._document(capture) for capture in captures])

    def read(self, sha256: str) -> bytes:
        """Return the bytes with this hash.

        Raises:
            PermanentError: they are not stored, or are not what was stored.
        """
        document = self._mongo.by_ids("raw", [sha256]).get(sha256)
        packed = document["data"] if document is not None else None
        if document is not None and packed is None:
            packed = get_file(self._mongo, "raw", sha256)
        if document is None or packed is None:
            raise PermanentError(f"the raw capture {sha256} is not in the store")
        data = _unpacked(packed, document["size"])
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            raise PermanentError(f"the raw capture {sha256} is damaged")
        return data

    def remove(self, shas: Iterable[str]) -> int:
        """Remove the bytes with these hashes, wherever they are kept, and return how many there were."""
        wanted = set(shas)
        for sha256 in sorted(wanted):
            delete_file(self._mongo, "raw", sha256)
        return self._mongo.delete("raw", wanted)

    def _document(self, capture: Capture) -> Document:
        packed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(capture.data)
        document = stamped({"_id": capture.sha256, "size": capture.size, "codec": "zstd", "data": packed})
        if len(packed) > INLINE_BYTES:
            put_file(self._mongo, "raw", capture.sha256, packed)
            document["data"] = None
        return document


def _unpacked(packed: bytes, size: int) -> bytes | None:
    """Return bytes of the size that was stored; None where that is not what they unpack to."""
    try:
        if zstandard.frame_content_size(packed) != size:  # asked before, so that damage cannot fill the memory
            return None
        return zstandard.ZstdDecompressor().decompress(packed)
    except zstandard.ZstdError:
        return None
