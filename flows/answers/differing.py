"""What differs between two versions of an article: by paragraph, and within a paragraph by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from schemas.stored import CONTENT

WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|\s+|[^\w\s]"
)
"""A word, white space, or one sign; in scripts without spaces each character is a word."""
COMPARED_WORDS = 4_000
"""Words of two paragraphs that are compared with each other; longer ones are shown whole, as gone and come."""
ALIKE = 0.4
"""The share of words two paragraphs have in common at least, to be shown as one that was changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: `how` is "same", "gone" or "come"."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a field's value, of one version or of both; `skipped` counts equal paragraphs left out."""

    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield each field that a reader would find different, with its lines."""
    for name in CONTENT:
        lines = tuple(_lines(paragraphs(name, before[name]), paragraphs(name, after[name])))
        if any(piece.how != "same" for line in lines for piece in line.pieces):
            yield name, lines


def paragraphs(name: str, value: Any) -> list[str]:
    """Return a field's value as lines to compare, its white space folded."""
    if name == "text":
        value = value.split("\n\n")
    elif name == "published":
        value = value["value"]
    elif name == "dateline" and value is not None:
        value = [value["raw"], f"{value['place']} · {value['agency']}"]
    whole = value if isinstance(value, list) else [] if value is None else [value]
    return [folded for each in whole if (folded := " ".join(str(each).split()))]


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Line(skipped=j - i)
        else:
            for old, new in zip_longest(before[i:j], after[k:m]):
                yield from _changed(old, new)


def _changed(old: str | None, new: str | None) -> Iterator[Line]:
    if old is not None and new is not None:
        pieces = _by_word(WORD.findall(old), WORD.findall(new))
        if pieces:
            yield Line(pieces)
            return
    if old is not None:
        yield Line((Piece("gone", old),))
    if new is not None:
        yield Line((Piece("come", new),))


def _by_word(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, ...]:
    """Return a changed paragraph word by word; nothing where the two have too little in common, or are too long."""
    if len(old) + len(new) > COMPARED_WORDS:
        return ()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ()
    pieces: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            pieces.append(Piece("gone", "".join(old[i:j])))
        if m > k:
            pieces.append(Piece("come", "".join(new[k:m])))
    return tuple(pieces)
