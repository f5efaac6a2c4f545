"""Finding units: the files to read, in an order that is the same everywhere, and an outcome for all else."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.capture import Place
from schemas.errors import ConfigurationError
from schemas.outcome import Outcome, Verdict
from tasks.extract.listing import Listing, listing
from tasks.extract.patterns import expand, is_pattern
from tasks.extract.rules import RULES, excluded_by_kind, excluded_file, excluded_folder


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, and the place it is filed under."""

    place: Place
    path: bytes


@dataclass(frozen=True, slots=True)
class Argument:
    """A file or folder to start from: named by the user, or met by a glob and then subject to the rules of folders."""

    path: bytes
    named: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Files and folders to look through, each once, by its absolute path, in the order given."""

    arguments: Mapping[bytes, Argument]
    source: str
    suffixes: tuple[bytes, ...]
    absolute: bool  # whether places are named by absolute paths

    def place(self, path: bytes) -> Place:
        """Return the place of a path, spelled as places are in this search."""
        return Place(self.source, os.path.abspath(path) if self.absolute else path)

    def excluded(self, path: bytes, rule: str) -> Outcome:
        """Return the outcome of an entry that a rule keeps out."""
        return Outcome(self.place(path), Verdict.EXCLUDED, "extract", rule, RULES[rule])

    def not_reached(self, path: bytes, reason: str) -> Outcome:
        """Return the outcome of a folder that could not be looked into."""
        return Outcome(self.place(path), Verdict.NOT_REACHED, "extract", reason)


def search(
    paths: Iterable[str | bytes | os.PathLike[str]], source: str, suffixes: tuple[bytes, ...], *, absolute: bool
) -> Search:
    """Return the search through files, folders and globs; a path given twice, or spelled in two ways, is one.

    Raises:
        ConfigurationError: a path does not exist, or a glob matches nothing.
    """
    arguments: dict[bytes, Argument] = {}
    for given in paths:
        for argument in _existing(os.fsencode(given)):
            known = arguments.get(absolute_path := os.path.abspath(argument.path))
            if known is None or argument.named > known.named:
                arguments[absolute_path] = argument
    return Search(arguments, source, suffixes, absolute)


def find(search: Search) -> Iterator[Found | Outcome]:
    """Yield every unit once: what the user named, and what is in the folders named.

    A folder is walked in the byte order of its paths and not listed ahead.  What is an argument of its own is left
    out where a folder above it is walked, so that overlapping arguments give one unit a file.
    """
    for argument in search.arguments.values():
        # A folder the user named may be reached by a link; everything else is taken for what it is itself.
        if os.path.isdir(argument.path) and (argument.named or not os.path.islink(argument.path)):
            yield from _walk(argument.path, search)
        else:
            yield _single(argument, search)


def _single(argument: Argument, search: Search) -> Found | Outcome:
    path = argument.path
    try:
        rule = excluded_by_kind(os.lstat(path).st_mode)
    except OSError:
        rule = None  # opening it will say what is wrong
    if rule is None and not argument.named:
        rule = excluded_file(os.path.basename(path), search.suffixes)
    return search.excluded(path, rule) if rule else Found(search.place(path), path)


def _existing(path: bytes) -> Iterator[Argument]:
    """Yield a path that is there as written, or else what matches it as a glob."""
    shown = path.decode("utf-8", "backslashreplace")
    try:
        os.lstat(path)
    except PermissionError:
        pass  # whether it is there cannot be known: reading it will say that
    except (OSError, ValueError) as error:
        matches = [Argument(match, named=False) for match in expand(path)] if is_pattern(path) else []
        if not matches:
            what = "nothing matches" if is_pattern(path) else "no such file or folder:"
            raise ConfigurationError(f"{what} {shown!r}") from error
        yield from matches
        return
    yield Argument(path, named=True)


def _walk(root: bytes, search: Search) -> Iterator[Found | Outcome]:
    # A stack of our own: folders may be nested deeper than Python's calls.
    open_folders = [_entries(root, search)]
    while open_folders:
        for entry in open_folders[-1]:
            if isinstance(entry, bytes):
                open_folders.append(_entries(entry, search))
                break
            yield entry
        else:
            open_folders.pop()


def _entries(folder: bytes, search: Search) -> Iterator[Found | Outcome | bytes]:
    """Yield a folder's units, and the folders in it to walk as bare paths."""
    found = listing(folder)
    if found.failure:
        yield search.not_reached(folder, found.failure)
    base = os.path.abspath(folder)
    for name in found.names:
        if os.path.join(base, name.rstrip(b"/")) not in search.arguments:
            yield _entry(folder, name, found, search)


def _entry(folder: bytes, name: bytes, found: Listing, search: Search) -> Found | Outcome | bytes:
    path = os.path.join(folder, name.rstrip(b"/"))
    if name.endswith(b"/"):
        rule = excluded_folder(name[:-1])
        return search.excluded(path, rule) if rule else path
    rule = found.odd.get(name) or excluded_file(name, search.suffixes)
    return search.excluded(path, rule) if rule else Found(search.place(path), path)
