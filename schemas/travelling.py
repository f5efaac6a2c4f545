"""Values that go from one process to another."""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def travels(kind: type[T]) -> type[T]:
    """Let a frozen dataclass with slots be pickled as the call that makes it: far faster than by itself.

    For a dataclass of two fields or more, each an argument of its `__init__`.
    """
    values: Callable[[T], tuple[object, ...]] = attrgetter(*(field.name for field in fields(kind)))  # type: ignore[arg-type]

    def reduced(self: T) -> tuple[type[T], tuple[object, ...]]:
        return kind, values(self)

    made: Any = kind
    made.__reduce__ = reduced
    return kind
