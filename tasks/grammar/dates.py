"""Printed dates: what a line of text says of a day and a time, and no more than it says."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from tasks.grammar.calendar_words import weekday_of
from tasks.grammar.clock import Clock, clock_after, clock_before
from tasks.grammar.date_labels import without_labels
from tasks.grammar.date_shapes import Reading, Sighting, exists, sightings

LONGEST = 2_000
"""Characters of a text that are read: a longer line is no line of an article."""
LINE = 160
"""Characters of a line beyond which it is prose, whatever dates it holds."""
ZONE = re.compile(r"[+-]\d\d:\d\d$")
"""The zone at the end of a value with a time."""
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]+")
REST = 24
"""Letters that a date line may hold besides the date: the site's name, a label we don't know."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as it stands in a text.

    `value` is ISO 8601 with as much as is printed ("2017-10-20T15:08", "--10-19"); None where no calendar has the
    day (`fault` says so) or where figures can be read in two ways (`readings` holds both, complete).
    """

    value: str | None
    precision: str  # "month", "day", "minute" or "second"
    zone: str | None  # "+03:00"
    raw: str
    weekday: int | None  # as printed, Monday is 1
    span: tuple[int, int]
    readings: tuple[str, ...] = ()
    fault: str | None = None  # "impossible-date", "weekday-mismatch", "unread-date"

    @property
    def day(self) -> date | None:
        """Return the full day, None where the year or the day is not printed."""
        return day_of(self.value)

    def decided(self, day_first: bool) -> "PrintedDate":
        """Return the date with its figures read in one of two ways; unchanged where there is only one."""
        if not self.readings:
            return self
        value = self.readings[0 if day_first else -1]
        zone = ZONE.search(value)
        return replace(self, value=value, zone=zone[0] if zone else None, readings=())

    @property
    def instant(self) -> str | None:
        """Return the moment in UTC, None where the year, the time or the zone is not printed."""
        return instant_of(self.value)


def day_of(value: str | None) -> date | None:
    """Return the day of an ISO value, None where it does not name one."""
    if value is None or value.startswith("--") or len(value) < 10:
        return None
    return date.fromisoformat(value[:10])


def instant_of(value: str | None) -> str | None:
    """Return the moment of an ISO value in UTC, None where it has no year, no time or no zone.

    >>> instant_of("2017-06-15T15:25+03:00"), instant_of("2017-06-15T15:25")
    ('2017-06-15T12:25:00Z', None)
    """
    if value is None or value.startswith("--") or "T" not in value:
        return None
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or not 1 < moment.year < 9999:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def find_dates(
    text: str, *, language: str | None = None, day_first: bool | None = None, terse: bool = False
) -> tuple[PrintedDate, ...]:
    """Return the dates printed in a text, in text order; relative ones ("3 hours ago") are none.

    `language` decides what a word means that names two months, `day_first` how figures are read that can be read
    in two ways. `terse` takes any short name of a month without a year, for lines that are known to hold a date.

    >>> [date.value for date in find_dates("20 October 2017 [15:08]; updated June 15, 15:25 UTC+3")]
    ['2017-10-20T15:08', '--06-15T15:25+03:00']
    """
    text = text[:LONGEST]
    return _found(text, language, day_first, terse) if DIGIT.search(text) else ()


@lru_cache(maxsize=1024)  # the lines around a headline are read for roles, for bylines and for dates
def _found(text: str, language: str | None, day_first: bool | None, terse: bool) -> tuple[PrintedDate, ...]:
    chosen: list[Sighting] = []
    for sighting in sorted(sightings(text, language, terse), key=_worth):
        if all(sighting.end <= other.start or other.end <= sighting.start for other in chosen):
            chosen.append(sighting)
    found: list[PrintedDate] = []
    for sighting in sorted(chosen, key=lambda each: each.start):
        printed = _printed(text, sighting, language, day_first)
        if not found or found[-1].span[1] <= printed.span[0]:
            found.append(printed)
    return tuple(found)


def is_date_line(text: str) -> bool:
    """Return whether a line gives a date and says nothing else, but for a label and a site's name.

    >>> is_date_line("Updated: June 15, 15:25 UTC+3"), is_date_line("On 3 May 2019 the treaty was signed.")
    (True, False)
    """
    return len(text) <= LINE and says_only(text, find_dates(text))


def says_only(text: str, dates: tuple[PrintedDate, ...]) -> bool:
    """Return whether a line says nothing but these dates, which were found in it."""
    if not dates or len(dates) > 3 or all(each.precision == "month" for each in dates):
        return False
    rest = text
    for each in reversed(dates):
        rest = f"{rest[: each.span[0]]} | {rest[each.span[1] :]}"
    rest = without_labels(rest)
    letters = sum(map(str.isalnum, rest))
    if letters == 0:
        return True
    if letters > REST or not any(each.day or each.readings for each in dates):
        return False
    words = LETTERS.findall(rest)
    return len(words) <= 3 and sum(map(str.islower, words)) <= 1


def _worth(sighting: Sighting) -> tuple[bool, bool, bool, int, int]:
    """Return the key that puts the best sighting of a place first: a day, one that exists, with a year, the longest."""
    year, _, day = sighting.readings[0]
    return (
        day is None,
        not any(map(exists, sighting.readings)),
        year is None,
        sighting.start - sighting.end,
        sighting.start,
    )


def _printed(text: str, sighting: Sighting, language: str | None, day_first: bool | None) -> PrintedDate:
    start, end, weekday = _with_weekday(text, sighting, language)
    possible = tuple(each for each in sighting.readings if exists(each))
    readings = _decided(possible, weekday, day_first)
    days = [_calendar_day(each) for each in readings] or [None]
    clocks = [_clock(text, sighting, end, day) if sighting.readings[0][2] is not None else None for day in days]
    clock = clocks[0]
    if clock:
        start, end = min(start, clock.span[0]), max(end, clock.span[1])
    values = tuple(map(_iso, readings, clocks))
    fault = None if possible else "impossible-date"
    if len(readings) == 1 and days[0] and weekday and days[0].isoweekday() != weekday:
        fault = "weekday-mismatch"
    return PrintedDate(
        value=values[0] if len(values) == 1 else None,
        precision=_precision(sighting.readings[0], clock),
        zone=clock.zone if clock and len(values) < 2 else None,
        raw=text[start:end].strip(),
        weekday=weekday,
        span=(start, end),
        readings=values if len(values) > 1 else (),
        fault=fault,
    )


BEFORE = re.compile(r"(?<!\w)(?P<word>[^\W\d_]{2,14}(?i:-feira)?)(?P<stop>\.?,?)\s{1,2}(?:the\s|den\s|le\s|el\s)?$")
AFTERWARDS = re.compile(r"\.?,?\s?[(（]?(?P<word>[^\W\d_]{1,14}(?i:-feira)?)[)）]?")


def _with_weekday(text: str, sighting: Sighting, language: str | None) -> tuple[int, int, int | None]:
    """Return where the date starts and ends with the weekday beside it, and the weekday."""
    start, end = sighting.start, sighting.end
    before = BEFORE.search(text, max(0, start - 20), start)
    if before and (len(before["word"]) > 2 or (before["stop"] and text[start].isdigit())):
        weekday = weekday_of(before["word"], language)
        if weekday:
            return before.start(), end, weekday
    after = AFTERWARDS.match(text, end)
    if after:
        word = after["word"]
        weekday = weekday_of(word, language) if len(word) > 3 else _bracketed(after[0], word)
        if weekday:
            return start, after.end(), weekday
    return start, end, None


CJK_WEEKDAYS = {
    mark: number
    for number, marks in enumerate(("月월一", "火화二", "水수三", "木목四", "金금五", "土토六", "日일"), start=1)
    for mark in marks
}


def _bracketed(printed: str, word: str) -> int | None:
    """Return the weekday of "(水)": one character in brackets."""
    return CJK_WEEKDAYS.get(word) if printed.strip()[:1] in "(（" and len(word) == 1 else None


def _clock(text: str, sighting: Sighting, end: int, day: date | None) -> Clock | None:
    return clock_after(text, end, day) or clock_before(text, sighting.start, end, day)


def _decided(readings: tuple[Reading, ...], weekday: int | None, day_first: bool | None) -> tuple[Reading, ...]:
    """Return the readings that the weekday leaves, or else the one that the page's habit prefers."""
    if len(readings) < 2:
        return readings
    if weekday:
        fitting = tuple(each for each in readings if (day := _calendar_day(each)) and day.isoweekday() == weekday)
        if fitting:
            return fitting[:1]
    if day_first is None:
        return readings
    return readings[:1] if day_first else readings[1:]


def _calendar_day(reading: Reading) -> date | None:
    year, month, day = reading
    return date(year, month, day) if year is not None and day is not None else None


def _iso(reading: Reading, clock: Clock | None) -> str:
    year, month, day = reading
    head = f"{year:04d}-" if year is not None else "--"
    if day is None:
        return f"{head}{month:02d}"
    return f"{head}{month:02d}-{day:02d}" + (f"T{clock.time}{clock.zone or ''}" if clock else "")


def _precision(reading: Reading, clock: Clock | None) -> str:
    if clock:
        return "second" if clock.time.count(":") == 2 else "minute"
    return "day" if reading[2] is not None else "month"
