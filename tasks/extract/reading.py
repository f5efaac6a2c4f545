"""Reading a file once and whole, or not at all."""

import hashlib
import os
from collections.abc import Iterator

from schemas.capture import Capture
from schemas.errors import BadInput, ChangedWhileRead, EmptyCapture, NotText, TooLarge
from schemas.outcome import Outcome
from tasks.batching import quarantined
from tasks.extract.opening import Opened, opening, persistent, translated
from tasks.extract.sniffing import is_blank, kind_of

CHUNK = 8 * 1024 * 1024


def whole(file: Opened, name: str) -> Iterator[Capture | Outcome]:
    """Yield the one capture of a file that is one page, of the named format.

    A file without anything to read in it is quarantined with its bytes kept.

    Raises:
        TooLarge, ReadFailed, ChangedWhileRead: there is no trustworthy copy of its bytes.
    """
    data, status = _settled(file)
    capture = Capture(
        place=file.place, data=data, sha256=hashlib.sha256(data).hexdigest(), format=name, mtime_ns=status.st_mtime_ns
    )
    error = refusal(capture)
    yield quarantined("extract", error, capture) if error else capture


def refusal(capture: Capture) -> BadInput | None:
    """Return why there is nothing to read in some bytes; None where there is."""
    if is_blank(capture.data):
        return EmptyCapture("nothing but white space" if capture.data else "the file is empty")
    if capture.format == "binary":
        return NotText(f"{kind_of(capture.data)}, neither text nor HTML")
    return None


def _settled(file: Opened) -> tuple[bytes, os.stat_result]:
    """Return bytes that were the file's for as long as they were read, and its state."""
    fresh = [file]

    def attempt() -> tuple[bytes, os.stat_result]:
        if fresh:
            return _steady(fresh.pop())
        with opening(file.place, file.path, file.limits) as again:
            return _steady(again)

    return persistent(attempt, file.limits)


def _steady(file: Opened) -> tuple[bytes, os.stat_result]:
    size = file.status.st_size
    if size > file.limits.unit_bytes:
        raise TooLarge(f"{size:,} bytes; the limit is {file.limits.unit_bytes:,}")
    with translated():
        data = _read(file.descriptor, size)
        after, named = os.fstat(file.descriptor), os.stat(file.path, follow_symlinks=False)
    before = _fingerprint(file.status)
    # The inode behind the name is not compared: some mounts give a new number at every look.
    if len(data) != size or _fingerprint(after) != before or _fingerprint(named)[:2] != before[:2]:
        raise ChangedWhileRead("the file changed while it was read, at every attempt")
    return data, file.status


def _fingerprint(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _read(descriptor: int, size: int) -> bytes:
    """Return the file's bytes, one more than `size` if it has grown: never more than that of a file without end."""
    wanted = size + 1 if size else 0
    chunks: list[bytes] = []
    offset = 0
    while offset < wanted:
        chunk = os.pread(descriptor, min(CHUNK, wanted - offset), offset)
        if not chunk:
            break
        chunks.append(chunk)
        offset += len(chunk)
    return b"".join(chunks)
