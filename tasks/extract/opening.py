"""Opening a file so that nothing but a regular file can be read, and nothing can make us wait."""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from schemas.capture import Place
from schemas.errors import ChangedWhileRead, PermissionDenied, ReadFailed, TransientError
from tasks.extract.limits import Limits

T = TypeVar("T")

HEAD_BYTES = 64 * 1024
"""What a format may judge a file by."""
# A symbolic link or a pipe put in the file's place since it was listed is refused, not followed or waited for.
FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
BUSY = frozenset({errno.ESTALE, errno.EBUSY, errno.EINTR, errno.EAGAIN, errno.EIO})
"""What a network mount or a tired disk says once and perhaps not again."""


class Busy(ReadFailed):
    """The file system failed in a way that another attempt may not meet."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, its state when it was opened, and its first bytes."""

    place: Place
    path: bytes
    descriptor: int
    status: os.stat_result
    head: bytes
    limits: Limits


@contextmanager
def opening(place: Place, path: bytes, limits: Limits) -> Iterator[Opened]:
    """Open a regular file and read its head.

    Raises:
        FileNotFoundError: the file is gone.
        PermissionDenied, ReadFailed, ChangedWhileRead: this file cannot be read.
        TransientError: no file can be opened now.
    """
    descriptor, status, head = persistent(lambda: _open(path), limits)
    try:
        yield Opened(place, path, descriptor, status, head, limits)
    finally:
        os.close(descriptor)


def persistent(attempt: Callable[[], T], limits: Limits) -> T:
    """Return what the attempt returns, made again after a while where the file changes or its file system is busy."""
    for number in range(limits.attempts - 1):
        try:
            return attempt()
        except (ChangedWhileRead, Busy):
            time.sleep(limits.delay * 2**number)
    return attempt()


def _open(path: bytes) -> tuple[int, os.stat_result, bytes]:
    with translated():
        descriptor = os.open(path, FLAGS)
        try:
            return descriptor, *_look(descriptor)
        except BaseException:
            os.close(descriptor)
            raise


def _look(descriptor: int) -> tuple[os.stat_result, bytes]:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise ChangedWhileRead("it was a regular file when it was listed and is none now")
    # An empty file is not read: in /proc it would answer, and some of its files never end.
    return status, os.pread(descriptor, HEAD_BYTES, 0) if status.st_size else b""


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the operating system says of a file into our errors; a file that is gone stays an OSError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _translation(error) from error


def _translation(error: OSError) -> Exception:
    said = os.strerror(error.errno or 0)
    if error.errno in (errno.EACCES, errno.EPERM):
        return PermissionDenied("the file may not be read")
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return TransientError(f"no file can be opened: {said}")
    if error.errno == errno.ENOTDIR:
        return FileNotFoundError(errno.ENOENT, "a folder above it is gone")
    if error.errno == errno.ELOOP:
        return ChangedWhileRead("it is a symbolic link now")
    if error.errno in BUSY:
        return Busy(f"the file system failed: {said}")
    return ReadFailed(f"the file system failed: {said}")
