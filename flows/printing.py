"""What the command prints: data on standard output, talk on standard error, nothing that a terminal would obey."""

import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

LINE = 2000
"""Characters of a line of talk that are shown: what somebody typed may be of any length."""
WIDE = 4000
"""Columns where standard output is no terminal: nothing is cut or wrapped for a program that reads us."""
JOINERS = "\u200c\u200d"
"""Format characters that belong to the spelling of Persian, Hindi and emoji, and that move nothing on the screen."""
UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold but a terminal obeys, a line reader splits at, or UTF-8 cannot spell."""


def visible(text: object) -> str:
    r"""Return text for a terminal: what is a control, a line break or a direction mark is escaped.

    >>> visible("a\x1b[31mb\nc\u202ed")
    'a\\x1b[31mb\\nc\\u202ed'
    """
    string = str(text)
    return string if string.isprintable() else "".join(map(_shown, string))


def _shown(character: str) -> str:
    if unicodedata.category(character) in UNSHOWN and character not in JOINERS:
        return character.encode("unicode_escape").decode("ascii")
    return character


def say(line: object) -> None:
    """Print a line of talk on standard error, cut where it is endless; a reader who is gone is no reason to stop."""
    shown = visible(line)
    try:
        print(shown if len(shown) <= LINE else f"{shown[:LINE]}…", file=sys.stderr, flush=True)
    except (OSError, ValueError):  # closed, full or gone: there is nobody left to tell
        return


def emit(record: dict[str, Any]) -> None:
    """Print a record as one line of JSON in UTF-8, at once, whatever the locale."""
    sys.stdout.buffer.write(json_line(record).encode() + b"\n")
    sys.stdout.buffer.flush()


def json_line(record: dict[str, Any]) -> str:
    r"""Return a record as one line of JSON that any reader of lines takes for one.

    >>> json_line({"title": "é\u2028"})
    '{"title": "é\\u2028"}'
    """
    return UNSAFE_IN_JSON.sub(_escaped, json.dumps(record, ensure_ascii=False, default=_spelled))


def _spelled(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} is no part of a record")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> None:
    """Print a table; on a terminal the last column gives way, elsewhere nothing is cut.

    `right` names the columns of numbers.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # No rules where a program reads: they would be as long as the widest line.
    table = Table(box=box.SIMPLE_HEAD if sys.stdout.isatty() else None, pad_edge=False, show_edge=False)
    for column in columns:
        last = column == columns[-1]
        justify, overflow = ("right" if column in right else "left"), ("ellipsis" if last else "fold")
        table.add_column(column, justify=justify, overflow=overflow, no_wrap=not last or None)  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text("" if cell is None else visible(cell)) for cell in row))
    print_plain(table)


def print_plain(renderable: "RenderableType") -> None:
    """Print something of rich's as wide as the terminal, or for a program as wide as it is, without padding."""
    from rich.console import Console

    if sys.stdout.isatty():
        Console(highlight=False, markup=False, emoji=False).print(renderable)
        return
    # Not on standard output itself: rich ends the program where a reader has left, we must not.
    drawn = io.StringIO()
    Console(
        file=drawn, width=WIDE, force_terminal=False, no_color=True, highlight=False, markup=False, emoji=False
    ).print(renderable)
    for line in drawn.getvalue().splitlines():
        print(line.rstrip())


def print_text(text: str, *, wrapped: bool = False) -> None:
    """Print lines of text, each made visible; wrapped at words where a terminal has an edge."""
    from rich.text import Text

    for line in text.split("\n"):
        print_plain(Text(visible(line), no_wrap=not wrapped, overflow="fold"))
