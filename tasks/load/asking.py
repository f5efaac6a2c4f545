"""Asking a saved query: its parameters are read by their types, its answer comes a page at a time."""

import base64
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from pydantic import TypeAdapter, ValidationError

from schemas.errors import ConfigurationError
from tasks.discovery import plugins
from tasks.load.exchange import Page
from tasks.load.flattening import at
from tasks.load.mongo import Document, Mongo
from tasks.load.query import Counting, Listing, Query

SECONDS = 10.0
"""How long a server may look for one page; then it stops, and so do we."""
TIES = 16
"""Neighbours that may have the same place in the order: articles of one second whose ids begin alike."""
PAGE = 500
"""Articles of a query that are read together where all are wanted."""
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


def every(mongo: Mongo, name: str, given: Mapping[str, str], fields: Sequence[str]) -> Iterator[Document]:
    """Yield all articles a saved query lists, page by page, with these fields.

    Raises:
        ConfigurationError: there is no such query, it lists no articles, or a parameter is wrong.
    """
    return _pages(mongo, choosing(name, given), fields)


def choosing(name: str, given: Mapping[str, str]) -> Listing:
    """Return the question of a saved query that chooses articles.

    Raises:
        ConfigurationError: there is no such query, it lists no articles, or a parameter is wrong.
    """
    _, asked = question(name, given)
    if not isinstance(asked, Listing) or asked.collection != "articles":
        raise ConfigurationError(f"query {name} lists no articles: it cannot choose any")
    return asked


def _pages(mongo: Mongo, asked: Listing, fields: Sequence[str]) -> Iterator[Document]:
    last: Position | None = None
    while page := _page(mongo, asked, fields, PAGE, last)[:PAGE]:
        yield from page
        last = at(page[-1], asked.order[0]), page[-1]["_id"]


def _listed(mongo: Mongo, query: Query, asked: Listing, limit: int, after: str | None) -> Page:
    fields = [each.split(".")[0] for each in query.columns]
    found = _page(mongo, asked, fields, limit, None if after is None else _position(after))
    rows = found[:limit]
    more = len(found) > limit
    return Page(query.columns, tuple(rows), _cursor(rows[-1], asked.order[0]) if more else None)


def _page(mongo: Mongo, asked: Listing, fields: Sequence[str], limit: int, last: Position | None) -> list[Document]:
    """Return a page that begins after a position, and at least one document more where there is one."""
    field, direction = asked.order
    where = dict(asked.where)
    if last is not None:
        where[field] = {**where.get(field, {}), ("$lte" if direction < 0 else "$gte"): last[0]}
    shown = sorted({*fields, field.split(".")[0]})
    many = limit + 1 + (TIES if last is not None else 0)
    found = mongo.find(asked.collection, where, shown, [asked.order], many, SECONDS)
    return found if last is None else _past(found, field, last)


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
    numbers = sorted(mongo.numbers(asked.collection, asked.where, asked.field, SECONDS))
    at_bounds = [bisect_left(numbers, bound) for bound in asked.bounds]
    counts = [after - before for before, after in pairwise(at_bounds)]
    return [{kind: each, number: count} for each, count in zip(asked.kinds, counts, strict=True)][:limit]


def _cursor(document: Document, field: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([at(document, field), document["_id"]]).encode()).decode()


def _position(cursor: str) -> Position:
    try:
        return _POSITION.validate_json(base64.urlsafe_b64decode(cursor[:CURSOR_LENGTH].encode("ascii")))
    except ValueError:  # it was cut, or typed
        raise ConfigurationError("that is not what a page before said to go on with") from None
