"""What a saved query is: one file in tasks/load/queries, ending in `QUERY = Query(…)`.

A query turns typed parameters into a question; the operators in it are written in its file, never built from what
somebody typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from schemas.terms import ranks

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
DAY_END = time(23, 59, 59, 999_000)
"""The last millisecond of a day."""


class Parameters(BaseModel):
    """What a query may be asked with: `key=value`, each value of the field's type."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(Parameters):
    """Days, both included; an article without a full date is in no period."""

    since: date | None = Field(default=None, description="published on that day or later")
    until: date | None = Field(default=None, description="published on that day or before")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is later than until: no day is between them")
        return self

    @property
    def ranked(self) -> dict[str, Any]:
        """Return the condition that an article's rank is of this period."""
        if self.since is None and self.until is None:
            return {}
        return {"rank": between(self.since, self.until)}


def between(since: date | None, until: date | None) -> dict[str, int]:
    """Return the condition on the rank of an article that was published on these days."""
    first = None if since is None else datetime.combine(since, time(), UTC)
    low, high = ranks(first, None if until is None else datetime.combine(until, DAY_END, UTC))
    return {sign: bound for sign, bound in (("$gte", low), ("$lt", high)) if bound is not None}


@dataclass(frozen=True, slots=True)
class Listing:
    """Documents in the order of one field, a page at a time; an index gives both."""

    collection: str
    where: Mapping[str, Any]
    order: tuple[str, int] = ("rank", -1)


@dataclass(frozen=True, slots=True)
class Counting:
    """How many documents have a number between neighbouring bounds; few enough to be counted from an index at once."""

    collection: str
    field: str
    kinds: tuple[str, ...]
    bounds: tuple[int, ...]  # one more than there are kinds

    @property
    def where(self) -> dict[str, Any]:
        """Return the condition that a document is of any kind."""
        return {self.field: {"$gte": self.bounds[0], "$lt": self.bounds[-1]}}


@dataclass(frozen=True, slots=True)
class Query:
    """A saved query; `columns` are the fields it shows, as paths."""

    name: str
    says: str
    parameters: type[Parameters]
    ask: Callable[[Any], Listing | Counting]
    columns: tuple[str, ...]
    example: str


ARTICLES = ("id", "published.value", "publisher", "language.code", "title")
"""The columns of a list of articles."""
