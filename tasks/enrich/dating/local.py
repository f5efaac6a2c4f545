"""The local time of a stamp in UTC: the page prints it, and the difference is its zone."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tasks.enrich.dating.source import DateSource
from tasks.grammar.zones import numeric

CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])")
"""Words that may name a zone."""
HOURS = range(-11, 15)
PARTS = ("-3:30", "-2:30", "3:30", "4:30", "5:30", "5:45", "6:30", "8:45", "9:30", "10:30", "12:45")
"""The zones of the world: whole hours from UTC, and the few that are not. Nobody lives at −12:00: such a difference is
that of a clock of twelve hours whose "pm" is not printed (eonline.com)."""


def in_local_time(stamp: DateSource, seen: tuple[DateSource, ...]) -> DateSource:
    """Return a stamp as the page prints it for its readers, if a line prints the same moment without a zone.

    "2020-02-25T02:25:54Z" beside "February 24, 2020 | 9:25pm" is 21:25 on the 24th at −05:00: the minutes agree, so
    the difference is a zone. A stamp that names a zone of its own, or that nothing agrees with, stays as it is.
    """
    moment = _aware(stamp.printed.value or "")
    if moment is None or moment.utcoffset():
        return stamp
    for line in seen:
        zoned = _aware(line.printed.value or "")
        if zoned and zoned.replace(second=0) == moment.replace(second=0) and (shift := zoned.utcoffset()):
            return _shifted(stamp, moment, shift)
        local = _naive(line.printed.value)
        if local is None:
            continue
        shift = local - moment.replace(tzinfo=None, second=0)
        if shift and _is_zone(shift):
            return _shifted(stamp, moment, shift)
    return stamp


def in_own_zone(source: DateSource, zones: Mapping[str, str]) -> DateSource:
    """Return a date whose zone is printed by a name that means one offset on this site; "IST" is India's at PTI."""
    value = source.printed.value or ""
    named = [zones[word] for word in CAPITALS.findall(source.printed.raw) if word in zones]
    if not named or "T" not in value:
        return source
    bare = value.removesuffix(source.printed.zone or "")
    printed = replace(source.printed, value=f"{bare}{named[-1]}", zone=named[-1])
    return replace(source, printed=printed, method=f"{source.method}+agency-zone")


def _is_zone(shift: timedelta) -> bool:
    """Return whether some place keeps this difference to UTC; the same minutes by chance often give another."""
    minutes = int(shift.total_seconds()) // 60
    sign = "-" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    return (minutes // 60 in HOURS) if rest == 0 else f"{sign}{hours}:{rest:02d}" in PARTS


def _shifted(stamp: DateSource, moment: datetime, shift: timedelta) -> DateSource:
    minutes = int(shift.total_seconds()) // 60
    zone = numeric(f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}")
    if zone is None:
        return stamp
    local = (moment + shift).replace(tzinfo=None)
    printed = replace(
        stamp.printed,
        value=local.isoformat(timespec="seconds" if stamp.printed.precision == "second" else "minutes") + zone,
        zone=zone,
    )
    return replace(stamp, printed=printed, method=f"{stamp.method}+text-dateline")


def _aware(value: str) -> datetime | None:
    if "T" not in value or value.startswith("--"):
        return None
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo is not None and 1 < moment.year < 9999 else None


def _naive(value: str | None) -> datetime | None:
    if value is None or "T" not in value or value.startswith("--"):
        return None
    moment = datetime.fromisoformat(value)
    return moment.replace(second=0) if moment.tzinfo is None and 1 < moment.year < 9999 else None
