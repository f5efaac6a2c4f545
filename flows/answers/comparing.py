"""Two runs side by side: what they were asked, what ran, and what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.answers.showing import at, duration
from schemas.run import Receipt

PARTS = ("parameters", "versions", "counts", "reasons", "effects", "seconds")
"""The parts of a receipt that are compared name by name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing two receipts say."""

    part: str
    name: str
    one: Any
    other: Any

    @property
    def differs(self) -> bool:
        """Return whether they say it differently."""
        return bool(self.one != self.other)

    @property
    def row(self) -> tuple[object, ...]:
        """Return it as a row: its name, both values, and how far numbers are apart."""
        return f"{self.part} {self.name}".strip(), _said(self.one), _said(self.other), self._apart()

    def _apart(self) -> str | None:
        numbers = [0 if each is None else each for each in (self.one, self.other)]
        if not self.differs:
            return None
        if any(isinstance(each, bool) or not isinstance(each, (int, float)) for each in numbers):
            return "differs"
        return f"{numbers[1] - numbers[0]:+g}"


def pairs(one: Receipt, other: Receipt) -> Iterator[Pair]:
    """Yield all that either of two receipts says, in the order of a receipt."""
    for name in ("kind", "status"):
        yield Pair("", name, getattr(one, name).value, getattr(other, name).value)
    yield Pair("", "started (UTC)", at(one.started_at), at(other.started_at))
    yield Pair("", "seconds", _number(duration(one)), _number(duration(other)))
    yield Pair("", "seen", one.seen, other.seen)
    yield Pair("", "balances", one.balanced, other.balanced)
    for part in PARTS:
        left: Mapping[str, Any] = getattr(one, part)
        right: Mapping[str, Any] = getattr(other, part)
        for name in [*left, *(each for each in right if each not in left)]:
            yield Pair(part, name, left.get(name), right.get(name))
    yield Pair("", "errors", "; ".join(one.errors) or None, "; ".join(other.errors) or None)


def _number(words: str | None) -> float | None:
    return None if words is None else float(words)


def _said(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
