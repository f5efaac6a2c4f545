"""Globs that the shell left to us: `captures/**/*.html`."""

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from tasks.extract.listing import listing
from tasks.extract.rules import excluded_folder

MAGIC = re.compile(rb"[*?\[]")


def is_pattern(path: bytes) -> bool:
    """Return whether a path that does not exist as written is a pattern."""
    return MAGIC.search(path) is not None and b"\0" not in path


def expand(pattern: bytes) -> Iterator[bytes]:
    """Yield the paths that match, as the shell would spell them, in byte order for each `*`.

    `**` stands for any number of folders.  As in the shell, a dot that opens a name must be written; unlike there,
    symbolic links to folders are not followed, so a loop of them is none.  A folder that cannot be listed is
    yielded itself, so that whoever reads it has to say so.
    """
    root = b"/" if pattern.startswith(b"/") else b""
    segments = tuple(part for part in pattern.split(b"/") if part)
    yield from _matches(root, segments)


def _matches(folder: bytes, segments: tuple[bytes, ...]) -> Iterator[bytes]:
    if not segments:
        yield folder
        return
    first, rest = segments[0], segments[1:]
    if first == b"**":
        while rest[:1] == (b"**",):
            rest = rest[1:]
        yield from _anywhere(folder, rest)
    elif MAGIC.search(first):
        found = listing(folder or b".")
        if found.failure:
            yield folder or b"."
        for name in found.names:
            if _fits(name.rstrip(b"/"), first) and (name.endswith(b"/") or not rest):
                yield from _matches(os.path.join(folder, name.rstrip(b"/")), rest)
    elif os.path.lexists(path := os.path.join(folder, first)):
        yield from _matches(path, rest)


def _anywhere(folder: bytes, rest: tuple[bytes, ...]) -> Iterator[bytes]:
    """Yield what matches in a folder and in every folder beneath it."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        yield from _matches(here, rest) if rest else (here or b".",)
        beneath = [name[:-1] for name in listing(here or b".").names if name.endswith(b"/")]
        waiting.extend(os.path.join(here, name) for name in reversed(beneath) if excluded_folder(name) is None)


def _fits(name: bytes, pattern: bytes) -> bool:
    return fnmatchcase(name, pattern) and (not name.startswith(b".") or pattern.startswith(b"."))
