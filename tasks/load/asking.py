"""Asking a saved query: its parameters are read by their types, its answer comes a page at a time."""

import base64
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schemas.errors import ConfigurationError
from tasks.discovery import plugins
from tasks.load.mongo import Document, Mongo
from tasks.load.query import Counting, Listing, Query
from tasks.load.store import Page

SECONDS = 10.0
"""How long a server may look for one page; then it stops, and so do we."""
TIES = 16
"""Neighbours that may have the same place in the order: articles of one second whose ids begin alike."""
CURSOR_LENGTH = 400
Position = tuple[int | str, str]
"""Where a page ended: the last document's place in the order, and its id."""
_POSITION: TypeAdapter[Position] = TypeAdapter(Position)


@cache
def queries() -> Mapping[str, Query]:
    """Return the saved queries, by name."""
    return {each.name: each for each in plugins("tasks.load.queries", Query, "QUERY")}


def question(name: str, given: Mapping[str, str]) -> tuple[Query, Listing | Counting]:
    """Return a saved query and the question it asks with these words.

    Raises:
        ConfigurationError: there is no such query, or a parameter is wrong; the line never repeats a value.
    """
    query = queries().get(name)
    if query is None:
        raise ConfigurationError(f"no query has this name; there are {', '.join(sorted(queries()))}")
    try:
        return query, query.ask(query.parameters.model_validate(dict(given)))
    except ValidationError as error:
        known = ", ".join(query.parameters.model_fields) or "none"
        faults = "; ".join(f"{'.'.join(map(str, each['loc'])) or name}: {each['msg']}"[:200] for each in error.errors())
        raise ConfigurationError(f"query {name}: {faults} (parameters: {known})") from None


def ask(mongo: Mongo, name: str, given: Mapping[str, str], limit: int, after: str | None = None) -> Page:
    """Return a page of a saved query's answer.

    Raises:
        ConfigurationError: there is no such query, or a parameter is wrong.
        TransientError: the server took too long and was stopped.
    """
    query, asked = question(name, given)
    if isinstance(asked, Counting):
        return Page(query.columns, tuple(_counted(mongo, query, asked, limit)))
    return _listed(mongo, query, asked, limit, after)


def _listed(mongo: Mongo, query: Query, asked: Listing, limit: int, after: str | None) -> Page:
    field, direction = asked.order
    where = dict(asked.where)
    last: Position | None = None
    if after is not None:
        last = _position(after)
        # The condition of the query itself stays beside the position, as when both are of the rank.
        where[field] = {**where.get(field, {}), ("$lte" if direction < 0 else "$gte"): last[0]}
    fields = sorted({*(each.split(".")[0] for each in query.columns), field})
    found = mongo.find(asked.collection, where, fields, [asked.order], limit + 1 + TIES, SECONDS)
    if last is not None:
        found = _past(found, field, last)
    rows = found[:limit]
    more = len(found) > limit and bool(rows)
    return Page(query.columns, tuple(rows), _cursor(rows[-1], field) if more else None)


def _past(found: list[Document], field: str, last: Position) -> list[Document]:
    """Return what comes after the document a page ended with; of equal ones only those before it are dropped."""
    for index, each in enumerate(found):
        if at(each, field) != last[0]:
            break
        if each["_id"] == last[1]:
            return found[index + 1 :]
    return found


def _counted(mongo: Mongo, query: Query, asked: Counting, limit: int) -> list[Document]:
    kind, number = query.columns
    counted = ((each, mongo.count(asked.collection, where, SECONDS)) for each, where in asked.kinds[:limit])
    return [{kind: each, number: count} for each, count in counted]


def at(document: Document, path: str) -> Any:
    """Return what stands at a path; of a list, what stands there in each of its members."""
    value: Any = document
    for name in path.split("."):
        if isinstance(value, list):
            value = [each.get(name) for each in value]
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def _cursor(document: Document, field: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([at(document, field), document["_id"]]).encode()).decode()


def _position(cursor: str) -> Position:
    try:
        return _POSITION.validate_json(base64.urlsafe_b64decode(cursor[:CURSOR_LENGTH].encode("ascii")))
    except ValueError:  # it was cut, or typed
        raise ConfigurationError("that is not what a page before said to go on with") from None
