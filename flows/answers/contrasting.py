"""How two readings of an article differ: by field, by how much, and side by side."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from heapq import heappush, heappushpop
from itertools import zip_longest
from typing import Any

from schemas.article import Article
from tasks.load.exchange import Change, Document

ASIDE = frozenset({"id", "source", "evidence", "removed"})
"""Fields of a record that say how it came about, not what the article says."""
COMPARED = tuple(each.name for each in fields(Article) if each.name not in ASIDE)
TOLD_BY = {"published": "value", "modified": "value", "language": "code", "quality": "score", "dateline": "raw"}
"""Of a field that has parts, the one that people compare."""
SHOWN = 50
"""The largest differences a comparison keeps."""
TEXT_SHOWN = 20_000
"""Characters of a text that are compared word by word and shown."""
WORD = re.compile(r"\w+|\W")
Mark = tuple[str, str]
"""A piece of a value and what it is: "same", "gone" or "came"."""


def told(record: Mapping[str, Any] | None, name: str) -> Any:
    """Return what a record says in a field, by the part that people compare; None where it says nothing."""
    value = None if record is None else record.get(name)
    if isinstance(value, Mapping):
        value = value.get(TOLD_BY[name]) if name in TOLD_BY else dict(value)
    return None if value in (None, "", [], {}) else value


def field_changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[tuple[str, Any, Any]]:
    """Yield the fields that two readings say otherwise, with what each says."""
    for name in COMPARED:
        old, new = told(before, name), told(after, name)
        if old != new:
            yield name, old, new


@dataclass(slots=True)
class FieldCount:
    """How many articles got a field, lost it, or have another value in it."""

    filled: int = 0
    emptied: int = 0
    changed: int = 0

    def enter(self, old: Any, new: Any) -> None:
        """Count an article's difference."""
        if old is None:
            self.filled += 1
        elif new is None:
            self.emptied += 1
        else:
            self.changed += 1


@dataclass(slots=True)
class Differences:
    """What a comparison has seen: the counts by field, the quality's shift, and the largest differences."""

    counted: dict[str, FieldCount] = field(default_factory=lambda: {name: FieldCount() for name in COMPARED})
    articles: int = 0  # that differ in any field
    better: int = 0
    worse: int = 0
    shift: float = 0.0  # the sum of what their quality's scores gained or lost
    _largest: list[tuple[int, int, Change]] = field(default_factory=list)

    def enter(self, change: Change) -> None:
        """Take in an article's change; one that is new, or is part of another now, differs in all it says."""
        differ = list(field_changes(change.before, change.after))
        if not differ:
            return
        self.articles += 1
        for name, old, new in differ:
            self.counted[name].enter(old, new)
        if change.before is not None and change.after is not None:
            self._weigh_quality(told(change.before, "quality"), told(change.after, "quality"))
        kept = (_size(differ), -self.articles, change)  # of equal ones the first
        push = heappush if len(self._largest) < SHOWN else heappushpop
        push(self._largest, kept)

    def largest(self) -> list[Change]:
        """Return the largest differences, the largest first."""
        return [change for _, _, change in sorted(self._largest, key=lambda each: each[:2], reverse=True)]

    def by_field(self) -> list[tuple[str, FieldCount]]:
        """Return the fields that differ anywhere, with their counts."""
        return [(name, each) for name, each in self.counted.items() if each.filled + each.emptied + each.changed]

    @property
    def mean_shift(self) -> float:
        """Return what the articles that differ gained or lost in quality, on the mean."""
        return self.shift / self.articles if self.articles else 0.0

    def _weigh_quality(self, old: float | None, new: float | None) -> None:
        gained = (new or 0.0) - (old or 0.0)
        self.shift += gained
        self.better += gained > 0
        self.worse += gained < 0


def _size(differ: Sequence[tuple[str, Any, Any]]) -> int:
    """Return how large a difference is: the characters that only one reading has."""
    return sum(_apart(old, new) for _, old, new in differ)


def _apart(old: Any, new: Any) -> int:
    one, other = set(paragraphs(old)), set(paragraphs(new))
    return max(1, sum(map(len, one ^ other)))


def paragraphs(value: Any) -> list[str]:
    """Return a field's value as the lines it is shown in."""
    if value is None:
        return []
    if isinstance(value, str):
        return value.split("\n\n")
    if isinstance(value, list):
        return [str(each) for each in value]
    return [json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, Mapping) else str(value)]


def side_by_side(old: Any, new: Any) -> list[tuple[list[Mark], list[Mark]]]:
    """Return two values as rows of marked pieces: paragraphs that are equal stand beside each other."""
    left, right = _cut(paragraphs(old)), _cut(paragraphs(new))
    rows: list[tuple[list[Mark], list[Mark]]] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [([("same", each)], [("same", each)]) for each in left[a:b]]
        else:
            rows += [_words(one, other) for one, other in zip_longest(left[a:b], right[c:d], fillvalue="")]
    return rows


def _cut(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    room = TEXT_SHOWN
    for line in lines:
        if room <= 0:
            return [*kept, "…"]
        kept.append(line[:room])
        room -= len(line)
    return kept


def _words(old: str, new: str) -> tuple[list[Mark], list[Mark]]:
    left, right = WORD.findall(old), WORD.findall(new)
    if not left or not right or len(left) * len(right) > 1_000_000:  # quadratic at worst: nobody would wait for it
        return [("gone", old)] if old else [], [("came", new)] if new else []
    one: list[Mark] = []
    other: list[Mark] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if b > a:
            one.append(("same" if kind == "equal" else "gone", "".join(left[a:b])))
        if d > c:
            other.append(("same" if kind == "equal" else "came", "".join(right[c:d])))
    return one, other


def heading(record: Document | None) -> str:
    """Return what an article is called on a page."""
    if record is None:
        return ""
    return str(record.get("title") or record["text"][:80])
