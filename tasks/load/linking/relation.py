"""What two articles are to each other, decided from their texts, their dates and whom they cite. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from schemas.link import Kind, Link, Proof
from tasks.grammar.dates import find_dates
from tasks.load.linking.direction import cites, completed, day_of, direction
from tasks.load.linking.likeness import Likeness, likeness
from tasks.load.linking.quotes import Quotes, quotes, quoting
from tasks.load.linking.shingles import Shingles

COPY_SHARE, COPY_SHINGLES = 0.3, 8
"""Of the shorter text's shingles, what a copy has at least, however it was cut, edited or embedded."""
TWIN_SHARE = 0.5
"""The same where all that two texts share is common: many copies of one story, not some lines many stories end with."""
REWRITE_SHARE, REWRITE_SHINGLES, REWRITE_RUNS = 0.03, 8, 3
"""What a rewrite keeps. Alone it proves nothing: two texts of one subject, or one site, may share as much."""
QUOTED_SHARE, QUOTED_RUN = 0.5, 24
"""The words two texts of one source both quote (of one subject alone, a third), and the longest run word for word."""
RETOLD_SHARE, RETOLD_SHINGLES = 0.15, 20
"""What two sites' texts share that have one source, where nobody is quoted."""

SOON, CLOCKS = timedelta(days=7), timedelta(days=1)
"""How long after a story its copies and rewrites appear; and by how much two calendars may differ."""

READ = ("state", "text", "site", "publisher", "dateline", "cited_agencies", "published")
"""The fields of an article that decide its links."""


@dataclass(frozen=True)
class Side:
    """One of two articles."""

    id: str
    record: Mapping[str, Any]
    shingles: Shingles

    @cached_property
    def quotes(self) -> Quotes:
        """Return what the article quotes."""
        return quotes(self.shingles)


def relation(one: Side, other: Side, common: frozenset[int], twins: bool) -> Link | None:
    """Return the link between two articles; None where they have nothing to do with each other.

    `common` are keys both have that very many articles have. `twins` says that one of the two stands first in a row
    of articles with such a key: the two are then also compared with all they have.
    """
    a, b = sorted((one, other), key=lambda side: side.id)
    like = likeness(a.shingles, b.shingles, common)
    kind = _kind(like, a, b)
    if kind is None and twins:
        like = likeness(a.shingles, b.shingles)
        kind = Kind.NEAR_DUPLICATE if like.share >= TWIN_SHARE and like.shared >= COPY_SHINGLES else None
    return None if kind is None else _link(a, b, kind, like)


def _kind(like: Likeness, a: Side, b: Side) -> Kind | None:
    if like.share >= COPY_SHARE and like.shared >= COPY_SHINGLES:
        return Kind.NEAR_DUPLICATE
    if like.share < REWRITE_SHARE or like.shared < REWRITE_SHINGLES or len(like.runs) < REWRITE_RUNS:
        return None
    return Kind.DERIVED_FROM if _is_rewrite(like, a, b) else None


def _is_rewrite(like: Likeness, a: Side, b: Side) -> bool:
    """Return whether more than a subject makes two texts alike: whom they cite, what they quote, or very much."""
    if cites(a.record, b.record) or cites(b.record, a.record):
        return True
    sites = {a.record["site"], b.record["site"]}
    if like.share >= RETOLD_SHARE and like.shared >= RETOLD_SHINGLES and len(sites - {None}) == 2:
        return True
    both = quoting(a.quotes, b.quotes, like)
    return both is not None and both.share >= QUOTED_SHARE and both.verbatim >= QUOTED_RUN


def _link(a: Side, b: Side, kind: Kind, like: Likeness) -> Link:
    found = direction(a.record, b.record)
    both = quoting(a.quotes, b.quotes, like)
    shares = (like.share_a, like.share_b)
    if found is not None and found.first == "a":
        a, b, shares = b, a, (like.share_b, like.share_a)
    agency = found.agency if found else None
    proof = Proof(like.shared, *shares, both.share if both else None, like.passages, agency)
    return Link(a.id, b.id, kind, b.id if found else None, found.method if found else None, proof)


def linked_date(
    article: Mapping[str, Any], links: Sequence[Mapping[str, Any]], others: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Return what an article's links prove of a date it prints without a year: `value` and `by` whom; else None.

    A story is not retold before it appears, nor long after: the year is the one in which the printed day lies close to
    the other article's day, and the printed weekday is that day's. Articles that prove different years prove nothing.
    """
    published = article["published"]
    printed = published["value"] or ""
    proofs = []
    for link in links:
        other = link["b"] if link["a"] == article["_id"] else link["a"]
        day = day_of(others[other]["published"]) if other in others else None
        value = None if day is None else _completed(printed, day, link, article["_id"])
        if day is not None and value is not None and _may_be(date.fromisoformat(value[:10]), published):
            proofs.append((abs(date.fromisoformat(value[:10]) - day), other, value))
    if len({value for _, _, value in proofs}) != 1:
        return None
    _, by, value = min(proofs)
    return {"value": value, "by": by}


def _may_be(day: date, published: Mapping[str, Any]) -> bool:
    """Return whether a day is one of those that the weekday and the text of the article itself leave open."""
    left = {each[:10] for each in published.get("candidates") or ()}
    weekdays = {each.weekday for each in find_dates(published.get("raw") or "") if each.weekday}
    return (not left or day.isoformat() in left) and (not weekdays or day.isoweekday() in weekdays)


def _completed(printed: str, day: date, link: Mapping[str, Any], article: str) -> str | None:
    if link["original"] == article:
        return completed(printed, day, SOON, CLOCKS)
    if link["original"] is not None:
        return completed(printed, day, CLOCKS, SOON)
    return completed(printed, day, SOON, SOON) if link["kind"] == Kind.NEAR_DUPLICATE.value else None
