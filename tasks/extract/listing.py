"""What is in a folder, in byte order."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.outcome import GONE
from tasks.extract.rules import excluded_by_kind


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder's entries; `failure` is the reason why it could not be listed, or not to its end."""

    names: tuple[bytes, ...]  # a folder's ends in a slash
    odd: Mapping[bytes, str] = field(default_factory=dict)  # the rule that excludes what is no file and no folder
    failure: str | None = None


def listing(path: bytes) -> Listing:
    """Return what is in a folder, in the byte order of the paths beneath it.

    Names only, so that a folder of a million files costs some 100 MB; a folder sorts by its name and a slash,
    which makes a walk through the tree come out in the byte order of whole paths.
    """
    names: list[bytes] = []
    odd: dict[bytes, str] = {}
    failure = None
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    names.append(entry.name + b"/")
                    continue
                names.append(entry.name)
                if not entry.is_file(follow_symlinks=False) and (rule := _odd(entry)):
                    odd[entry.name] = rule
    except OSError as error:
        failure = _why(error)
    names.sort()
    return Listing(tuple(names), odd, failure)


def _odd(entry: os.DirEntry[bytes]) -> str | None:
    try:
        return excluded_by_kind(entry.stat(follow_symlinks=False).st_mode)
    except FileNotFoundError:  # gone since: opening it will say so
        return None


def _why(error: OSError) -> str:
    """Return the reason why a folder is not reached."""
    if isinstance(error, PermissionError):
        return "permission-denied"
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return GONE
    return "read-failed"
