"""Which of two articles came first: told by their dates and by whom they cite, never by how alike they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

Record = Mapping[str, Any]

EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How far local time is ahead of UTC, and behind it, at most: what a time without a zone may really have been."""
LENGTHS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "day": timedelta(days=1)}
"""How long the moment is that a date of such a precision names."""
DAY_AND_MONTH = re.compile(r"--(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Direction:
    """Which article came first ("a" or "b"), and what says so."""

    first: str
    method: str
    agency: str | None = None


def direction(a: Record, b: Record) -> Direction | None:
    """Return which of two articles came first; None where nothing says it, or two things contradict each other."""
    by_a, by_b = cites(a, b), cites(b, a)
    cited = None if bool(by_a) == bool(by_b) else ("b" if by_a else "a")
    dated = _earlier(a, b)
    if cited and dated and cited != dated:
        return None
    first = cited or dated
    if first is None:
        return None
    method = "+".join(name for name, found in (("cited-agency", cited), ("dates", dated)) if found)
    return Direction(first, method, (by_a or by_b) if cited else None)


def cites(one: Record, other: Record) -> str | None:
    """Return the agency that one article names as its source and that the other is by."""
    own = other["publisher"] or _dateline_agency(other)
    named = [*one["cited_agencies"], _dateline_agency(one)]
    if own is None or _same(own, one["publisher"]):
        return None
    return next((each for each in named if _same(each, own)), None)


def _dateline_agency(record: Record) -> str | None:
    agency: str | None = (record["dateline"] or {}).get("agency")
    return agency


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() == other.casefold()


def _earlier(a: Record, b: Record) -> str | None:
    """Return which one was certainly published first."""
    without_zone = a["published"]["instant"] is None and b["published"]["instant"] is None
    same_clock = without_zone and a["site"] is not None and a["site"] == b["site"]
    one, other = span_of(a["published"], same_clock), span_of(b["published"], same_clock)
    if one is None or other is None:
        return None
    if one[1] <= other[0]:
        return "a"
    return "b" if other[1] <= one[0] else None


def span_of(published: Record, same_clock: bool = False) -> tuple[datetime, datetime] | None:
    """Return between which moments an article was published; None without a full date.

    A time without a zone is taken for what it may be anywhere on Earth, unless both are read off the same clock.

    >>> [f"{each:%d %H:%M}" for each in span_of({"value": "2017-10-20", "precision": "day", "instant": None})]
    ['19 10:00', '21 12:00']
    """
    length = LENGTHS.get(published["precision"] or "")
    try:
        moment = datetime.fromisoformat(published["instant"] or published["value"] or "")
    except ValueError:
        return None
    if length is None:
        return None
    try:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC), moment.astimezone(UTC) + length
        start = moment.replace(tzinfo=UTC)
        east, west = (timedelta(0), timedelta(0)) if same_clock else (EAST, WEST)
        return start - east, start + length + west
    except OverflowError:
        return None


def day_of(published: Record) -> date | None:
    """Return the day an article prints, as it prints it; None without a full date."""
    if published["precision"] not in LENGTHS:
        return None
    try:
        return datetime.fromisoformat(published["value"] or "").date()
    except ValueError:
        return None


def completed(printed: str, near: date, before: timedelta, after: timedelta) -> str | None:
    """Return a date printed without a year with the year in which it lies close to a day; None where there is none.

    >>> completed("--10-19", date(2017, 10, 20), timedelta(days=7), timedelta(days=1))
    '2017-10-19'
    >>> completed("--12-31", date(2018, 1, 1), timedelta(days=7), timedelta(days=1))
    '2017-12-31'
    """
    found = DAY_AND_MONTH.match(printed)
    if found is None:
        return None
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            day = date(year, int(found[1]), int(found[2]))
        except ValueError:  # 29 February, or a year no calendar has
            continue
        if -before <= day - near <= after:
            return f"{year:04}{printed[1:]}"
    return None
