"""The year of a date that is printed without one: proved by the same capture, or left open."""

import re
from collections.abc import Iterator
from datetime import date

from schemas.page import Cleaned, Role
from tasks.enrich.dating.captured import HEADER
from tasks.enrich.dating.source import DateSource
from tasks.grammar.calendar_words import weekday_of
from tasks.grammar.dates import find_dates

NEAR = 2
"""Days between a printed day and the capture's within which both are of one year beyond doubt."""
MENTIONED = re.compile(r"(?<![\d.,/$€£:-])(?:19[89]|20[0-4])\d(?![\d%]|[.,:]\d|[-–/]\d)")
AHEAD = re.compile(
    r"(?:\b(?:by|until|till|through|for|bis|à|para|hasta|até|entro|к|до|на)\s(?:the\s|año\s|ano\s)?)$", re.IGNORECASE
)
"""Words before a year that is still to come."""
WORD = re.compile(r"[^\W\d_]{4,14}")
CANDIDATES = 5
REACH = 10
"""Years after the latest one a text speaks of in which it may have been written."""
HEAD_WORDS = 400
"""Characters of the text in which a wire story names the day it speaks of."""


def proved_year(source: DateSource, cleaned: Cleaned, others: tuple[DateSource, ...]) -> DateSource | None:
    """Return the date with its year where another date of the same capture proves it, None where none does.

    Proof is a full date of the same month and day in the markup or the address, or a capture's own date that is
    at most two days later. A weekday printed with the day must agree.
    """
    for other in others:
        day = in_year(source, other.printed.day.year) if other.printed.day else None
        if day and day == other.printed.day and _fits(source, day):
            return source.with_year(day.year, other.method)
    for taken, method in _captures(cleaned):
        for year in (taken.year, taken.year - 1):  # a page of 31 December may be captured on 1 January
            day = in_year(source, year)
            if day and 0 <= (taken - day).days <= NEAR and _fits(source, day):
                return source.with_year(year, method)
    return None


def candidates(source: DateSource, text: str) -> tuple[str, ...]:
    """Return the days that a date without a year can be: at most five, earliest first; none where nothing bounds them.

    The latest year a text speaks of as past is the earliest it can be of, and news rarely looks back further than
    ten years. The weekday its opening names is the weekday of its day.
    """
    years = [
        int(match[0])
        for match in MENTIONED.finditer(text)
        if not AHEAD.search(text, max(0, match.start() - 12), match.start())
    ]
    if not years or source.printed.value is None:
        return ()
    weekday = source.printed.weekday or _named_weekday(text)
    days = [day for year in range(max(years), max(years) + REACH + 1) if (day := in_year(source, year))]
    if weekday:
        days = [day for day in days if day.isoweekday() == weekday]
    return tuple(day.isoformat() for day in days[:CANDIDATES])


def _captures(cleaned: Cleaned) -> Iterator[tuple[date, str]]:
    """Yield when the capture says it was taken: a full date in its first lines, or what its container says."""
    for decision in cleaned.decisions[:HEADER]:
        if decision.role in (Role.BODY, Role.HEADLINE, Role.DATELINE):
            continue
        days = {printed.day for printed in find_dates(decision.block.text[:200])} - {None}
        if len(days) == 1 and (day := days.pop()):
            yield day, "capture-header"
    if cleaned.page.capture.captured_at:
        yield cleaned.page.capture.captured_at.date(), "capture-time"


def in_year(source: DateSource, year: int) -> date | None:
    """Return the day of a date without a year in a year; None where that year has no such day."""
    value = source.printed.value or ""
    try:
        return date(year, int(value[2:4]), int(value[5:7]))
    except ValueError:  # 29 February in a year that has none
        return None


def _fits(source: DateSource, day: date) -> bool:
    """Return whether the weekday printed with a day, if any, is that day's."""
    return source.printed.weekday in (None, day.isoweekday())


def _named_weekday(text: str) -> int | None:
    """Return the one weekday that a text's first paragraph names; None for none or several."""
    head = text.split("\n", 1)[0][:HEAD_WORDS]
    named = {weekday for match in WORD.finditer(head) if (weekday := weekday_of(match[0]))}
    return named.pop() if len(named) == 1 else None
