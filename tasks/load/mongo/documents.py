"""A document as the store keeps it, and as a line of extended JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any, TypeVar

import bson
from bson import json_util

Document = dict[str, Any]
T = TypeVar("T")
EXTENDED = json_util.JSONOptions(json_mode=json_util.JSONMode.CANONICAL, tz_aware=True, tzinfo=UTC)
BATCH_DOCUMENTS = 1000
BATCH_BYTES = 16_000_000


def bytes_of(document: Mapping[str, Any]) -> int:
    """Return the bytes of a document as the store keeps it.

    Raises:
        ValueError: the store cannot keep it, because of its values.
    """
    try:
        return len(bson.encode(document))
    except (bson.errors.BSONError, OverflowError, UnicodeEncodeError, RecursionError) as error:
        raise ValueError(f"it cannot be stored: {type(error).__name__}") from error


def spelled(document: Mapping[str, Any]) -> str:
    """Return a document as a line of extended JSON."""
    return json_util.dumps(document, json_options=EXTENDED, ensure_ascii=False, separators=(",", ":"))


def parsed(line: str) -> Document:
    """Return the document of a line of extended JSON."""
    return dict(json_util.loads(line, json_options=EXTENDED))


def chunks(items: Sequence[T], size: Callable[[T], int] = lambda _: 0) -> Iterator[list[T]]:
    """Yield neighbours together, within what one message may hold."""
    chunk: list[T] = []
    total = 0
    for item in items:
        weight = size(item)
        if chunk and (len(chunk) >= BATCH_DOCUMENTS or total + weight > BATCH_BYTES):
            yield chunk
            chunk, total = [], 0
        chunk.append(item)
        total += weight
    if chunk:
        yield chunk
