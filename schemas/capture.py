"""A capture: bytes, and where they were met."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime

from schemas.travelling import travels


@travels
@dataclass(frozen=True, slots=True)
class Place:
    """Where a capture was met.

    `path` is the file's path as the file system spells it, in bytes, because a file name need not be
    valid UTF-8; `uri` is the same for people and for the store.
    """

    source: str
    path: bytes
    member: str | None = None

    @property
    def uri(self) -> str:
        r"""Return the path as text; a byte that is not UTF-8 is escaped as \xNN."""
        return self.path.decode("utf-8", "backslashreplace")

    @property
    def label(self) -> str:
        r"""Return the path for logs and tables: what is not printable (line breaks, ESC, bidi marks) is escaped."""
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in self.uri)

    @property
    def id(self) -> str:
        """Return the ledger's id of this place: 32 hexadecimal digits, the same on any machine."""
        parts = (self.source.encode(), self.path, (self.member or "").encode("utf-8", "surrogateescape"))
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]

    @property
    def order(self) -> tuple[bytes, bytes, bytes]:
        """Return the key by which places are put in byte order."""
        return self.source.encode(), self.path, (self.member or "").encode("utf-8", "surrogateescape")


def place_of(path: str | bytes | os.PathLike[str], source: str = "default", member: str | None = None) -> Place:
    """Return the place of a file, its path spelled as the file system spells it."""
    return Place(source=source, path=os.fsencode(path), member=member)


@travels
@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one unit, read once and whole, and what is known of them before anything is parsed."""

    place: Place
    data: bytes
    sha256: str  # of `data`, 64 hexadecimal digits
    format: str  # "html" or "text", decided by content
    mtime_ns: int | None = None  # of the file; never evidence for a date
    captured_at: datetime | None = None  # aware; only where the container says so (a web archive does)

    @property
    def size(self) -> int:
        """Return the number of bytes."""
        return len(self.data)
