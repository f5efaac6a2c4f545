"""`copytaster history`, `diff` and `raw`: what an article was, what changed, and the bytes it came from."""

import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JSON, STORE
from flows.printing import emit, say, show_table
from schemas.errors import ConfigurationError

if TYPE_CHECKING:
    from flows.answers.history import Edition
    from tasks.load.store import Store

ID = Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its first letters.")]
NUMBER = Annotated[int | None, typer.Argument(min=1, help="A version's number, as `history` lists them.")]
SHA256 = re.compile(r"[0-9a-f]{64}")


def history(article: ID, json: JSON = False, store: STORE = None) -> None:
    """List an article's versions, the oldest first: when each was captured and published, and what it changed.

    A capture in which a reader would notice no difference makes no version.
    """
    from flows.answers.history import COLUMNS
    from flows.answers.opening import opened

    with opened(store) as catalogue:
        editions = _editions(catalogue, article)
    if json:
        for each in editions:
            emit(each.plain)
    else:
        show_table(COLUMNS, [each.row for each in editions])


def diff(
    article: ID,
    old: NUMBER = None,
    new: NUMBER = None,
    json: JSON = False,
    store: STORE = None,
) -> None:
    """Show what a reader would find different between two versions: by paragraph, and by word within one.

    Without numbers it compares the current version with the one before; with one, that version with the current one.
    """
    from flows.answers.differing import differences
    from flows.answers.opening import opened
    from flows.answers.showing import show_differences

    with opened(store) as catalogue:
        editions = _editions(catalogue, article)
    last = len(editions)
    if last == 1 and old is None:
        say("the article has one version")
        return
    before, after = _numbered(editions, old or last - 1), _numbered(editions, new or last)
    found = list(differences(before.record, after.record))
    if json:
        for name, lines in found:
            changed = [[(piece.how, piece.words) for piece in line.pieces] for line in lines if line.pieces]
            emit({"field": name, "from": before.number, "to": after.number, "changed": changed})
    elif found:
        show_differences(before.number, after.number, found)
    else:
        say(f"between version {before.number} and {after.number} there is nothing to read")


def raw(
    of: Annotated[
        str, typer.Argument(metavar="ID", help="An article's or a quarantined capture's id, or the bytes' SHA-256.")
    ],
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="The bytes of this version, as `history` lists them.")
    ] = None,
    store: STORE = None,
) -> None:
    """Write a capture's bytes to standard output, just as they were met; their hash is checked first."""
    from flows.answers.opening import opened

    with opened(store) as catalogue:
        data = catalogue.raw(_sha256(catalogue, of, version))
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _sha256(catalogue: "Store", of: str, version: int | None) -> str:
    """Return the hash of the bytes that a name stands for."""
    if SHA256.fullmatch(of.lower()) and version is None:
        return of.lower()
    if version is not None or catalogue.article(of) is not None:
        editions = _editions(catalogue, of)
        return str(_numbered(editions, version or len(editions)).record["source"]["sha256"])
    held = catalogue.quarantined(of)
    if held is None:
        raise ConfigurationError(f"no article or quarantined capture has an id that starts {of!r}")
    if held["sha256"] is None:
        raise ConfigurationError(f"its bytes were never read: {held['reason']}")
    return str(held["sha256"])


def _editions(catalogue: "Store", article: str) -> "tuple[Edition, ...]":
    from flows.answers.history import history as versions

    document = catalogue.article(article)
    if document is None:
        raise ConfigurationError(f"no article has an id that starts with {article!r}")
    return versions(document, catalogue.revisions(document["_id"]))


def _numbered(editions: "tuple[Edition, ...]", number: int) -> "Edition":
    if number > len(editions):
        raise ConfigurationError(f"the article has no version {number}: its last one is {len(editions)}")
    return editions[number - 1]
