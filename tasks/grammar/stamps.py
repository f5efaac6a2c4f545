"""Dates that machines wrote: the stamps of JSON-LD, meta and time tags, and the day in an address."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from tasks.grammar.date_shapes import exists
from tasks.grammar.dates import PrintedDate, find_dates
from tasks.grammar.zones import numeric

LONGEST = 80
"""Characters of a stamp; what is longer is prose."""

STAMP = re.compile(
    r"""(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})
    (?:[Tt\s]\s?(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,:]\d{1,9})?)?
       \s?(?:(?P<utc>[Zz]|UTC|GMT)|(?P<offset>[+\u2212-]\d{2}:?\d{2}|[+\u2212-]\d{1,2}))?\+?)?""",
    re.VERBOSE,
)
"""2017-06-15T15:25:00.000+03:00 · 2017-06-15 15:25:00 UTC · 20170615T122500Z · 20170615"""

CLOCK = re.compile(
    r"(?:[A-Z][a-z]{2} )?(?P<month>[A-Z][a-z]{2}) {1,2}(?P<day>\d{1,2}) (?P<time>\d{2}:\d{2}(?::\d{2})?)"
    r"(?P<zone> [A-Z]{2,5}| (?:GMT|UTC)?[+-]\d{2}:?\d{2})? (?P<year>\d{4})"
)
"""Thu Mar 04 10:20:00 CET 2021, as clocks of Unix and Java print it: the year comes last."""
BEYOND = re.compile(r"(?:[+-]\d{4,7}|\d{5,7})-\d{2}-\d{2}(?:[Tt\s].{0,40})?")
"""10000-01-01 · -0001-01-01: years that no page was published in."""
UNREAD = re.compile(
    r"""\d{2}-\d{2}-\d{2}(?:[Tt\s].{0,40})?   # 21-03-04: of 2021, or of 2004?
    | \d{4}-?W\d{2}(?:-?\d)?                 # 2021-W09-4: a week
    """,
    re.VERBOSE,
)
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds or milliseconds since 1970, from 2001 to 2033."""

IN_URL = re.compile(
    r"""[/=_.-](?P<year>(?:199|20[0-4])\d)(?:
        (?P<sep>[/_-])(?P<month>\d{1,2}|[a-z]{3})(?P=sep)(?P<day>\d{1,2})
      | (?P<packed>\d{4})
    )(?![\d])""",
    re.VERBOSE | re.IGNORECASE,
)
"""…/2017/06/15/… · …/2017/jun/15/… · …-2017-06-15.html · …/20170615/…"""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_stamp(text: str, *, language: str | None = None, day_first: bool | None = None) -> PrintedDate | None:
    """Return the date an attribute holds, None where it holds none.

    >>> read_stamp("2017-06-15T15:25:00.000+0300").value, read_stamp("Thu, 15 Jun 2017 12:25:00 GMT").instant
    ('2017-06-15T15:25:00+03:00', '2017-06-15T12:25:00Z')
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    match = STAMP.fullmatch(text)
    if match:
        return _stamped(text, match)
    for pattern, fault in ((BEYOND, "impossible-date"), (UNREAD, "unread-date")):
        if pattern.fullmatch(text):
            return PrintedDate(None, "day", None, text, None, (0, len(text)), fault=fault)
    if EPOCH.fullmatch(text):
        seconds = int(text[:10])
        moment = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
        return PrintedDate(moment, "second", "+00:00", text, None, (0, len(text)))
    clock = CLOCK.fullmatch(text)
    if clock:
        turned = find_dates("{day} {month} {year} {time}{zone}".format(**clock.groupdict("")), language="en")
        return replace(turned[0], raw=text, span=(0, len(text))) if turned else None
    found = find_dates(text, language=language, day_first=day_first)
    return found[0] if found else None


def url_date(url: str) -> PrintedDate | None:
    """Return the day that stands in the path of an address; None where none or more than one does.

    >>> url_date("https://example.com/world/2017/06/15/summit").value
    '2017-06-15'
    """
    address = url[:2_000].split("?", 1)[0].split("#", 1)[0]
    days = {day: match for match in IN_URL.finditer(address) if (day := _url_day(match))}
    if len(days) != 1:
        return None
    ((day, match),) = days.items()
    return PrintedDate(day, "day", None, match[0][1:], None, match.span())


def _stamped(text: str, match: re.Match[str]) -> PrintedDate:
    reading = int(match["year"]), int(match["month"]), int(match["day"])
    if not exists(reading):
        return PrintedDate(None, "day", None, text, None, (0, len(text)), fault="impossible-date")
    day = "{:04d}-{:02d}-{:02d}".format(*reading)
    if not match["hour"] or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return PrintedDate(day, "day", None, text, None, (0, len(text)))
    time = f"{int(match['hour']):02d}:{int(match['minute']):02d}"  # digits of any script
    precise = match["second"] is not None and int(match["second"]) < 60
    zone = "+00:00" if match["utc"] else numeric(match["offset"]) if match["offset"] else None
    seconds = f":{int(match['second']):02d}" if precise else ""
    value = f"{day}T{time}{seconds}{zone or ''}"
    return PrintedDate(value, "second" if precise else "minute", zone, text, None, (0, len(text)))


def _url_day(match: re.Match[str]) -> str | None:
    year = int(match["year"])
    if match["packed"]:
        month, day = int(match["packed"][:2]), int(match["packed"][2:])
    else:
        word = match["month"].lower()
        if not word.isdigit() and word not in MONTHS:
            return None
        month, day = int(word) if word.isdigit() else MONTHS.index(word) + 1, int(match["day"])
    return f"{year:04d}-{month:02d}-{day:02d}" if exists((year, month, day)) else None
