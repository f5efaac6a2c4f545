"""The time of day beside a date: "[15:08]", "at 3.25 pm ET", "um 15.30 Uhr", "15h30", "下午3点25分"."""

import re
from dataclasses import dataclass
from datetime import date

from tasks.grammar.zones import ZONE, offset

YEAR_WORD = r"(?:,?\s?(?:года|год|г|року|рік|р|година|god)(?!\w)\.?)?"
"""What follows a year in Slavic languages before the time."""
BEFORE_TIME = (
    r"at um à a\sla a\slas as às alle alle\sore ore в о об om kl klo saat godz u ob h ora pukul lúc hora hs the am den "
    r"στις الساعة"
)
"""The words that lead from a date to its time of day."""

CLOCK = r"""
    (?P<cjk>上午|下午|午前|午後|凌晨|晚上|오전|오후)?\s?
    (?P<hour>\d{1,2})
    (?:
        \s?[:：hH]\s?(?P<minute>\d{2})(?:[:：](?P<second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])
      | \.(?P<dotted>\d{2})(?=\s*(?:$|[])|,;·•–—/-]|Uhr|hr?s?\b|[AaPp]\.?\s?[Mm]\b|GMT|UTC|IST|CES?T|BST|E[SD]T|WIB))
      | \s?[時时点點시]\s?(?:(?P<spoken>\d{1,2})\s?[分분])?
      | \s?[hH](?!\w)
      | (?=\s?[AaPp]\.?[Mm]\b)
      | (?=\sUhr\b)
    )
    (?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?|\s?(?P<other>ص|م|[πμ]\.?μ\.?|SA|CH|ب\.ظ|ق\.ظ)(?!\w))?
"""

AFTER = re.compile(
    rf"{YEAR_WORD}(?:T(?=\d)|\.?[\s,;|·•(\[@/–—-]{{0,5}}(?:(?:{'|'.join(BEFORE_TIME.split())})\.?[\s:]{{1,3}})?){CLOCK}",
    re.VERBOSE | re.IGNORECASE,
)
BESIDE = re.compile(rf"(?<![\d:.]){CLOCK}", re.VERBOSE)
BETWEEN = re.compile(r"[\s,;|·•/–—-]{1,4}(?:(?:on|am|le|den|el|на|de)\s)?(?P<weekday>[^\W\d_]{2,14}\.?,?\s)?$")
"""What may stand between a time and the date it belongs to: "10:52 AM ET, Tue June 15, 2017"."""
UNIT = re.compile(r"\s?(?:Uhr|hrs|hs|uur|ч\.?|h)(?!\w)")
REACH = 48
"""Characters before a date in which its time of day is looked for."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as printed: "15:08" or "15:08:30", its zone as "+03:00" or unknown, and where it stands."""

    time: str
    zone: str | None
    span: tuple[int, int]


def clock_after(text: str, position: int, day: date | None) -> Clock | None:
    """Return the time of day that follows a date which ends at a position."""
    match = AFTER.match(text, position)
    return _clock(text, match, match.end(), day) if match else None


def clock_before(text: str, position: int, end: int, day: date | None) -> Clock | None:
    """Return the time of day that leads to a date from a position to an end; its zone may follow the date."""
    reach = max(0, position - REACH)
    for match in BESIDE.finditer(text, reach, position):
        found = _clock(text, match, match.end(), day)
        if found and BETWEEN.fullmatch(text, found.span[1], position):
            zone = ZONE.match(text, end) if found.zone is None else None
            if zone and zone["offset"] is None:  # "10:15, 4 марта 2021 (МСК)"
                return Clock(found.time, offset(zone, day), (found.span[0], zone.end()))
            return found
    return None


def _clock(text: str, match: re.Match[str], end: int, day: date | None) -> Clock | None:
    time = _time(match)
    if time is None:
        return None
    unit = UNIT.match(text, end)
    end = unit.end() if unit else end
    zone = ZONE.match(text, end)
    start = match.start() + len(match[0]) - len(match[0].lstrip(" \t\n,;|·•(@/–—-"))
    if zone is None:
        return Clock(time, None, (start, end + _bracket(text, start, end)))
    return Clock(time, offset(zone, day), (start, zone.end()))


def _bracket(text: str, start: int, end: int) -> int:
    """Return 1 where the time stands in brackets that close right after it: they belong to its raw form."""
    return int(text[start] == "[" and text[end : end + 1] == "]")


def _time(match: re.Match[str]) -> str | None:
    hour = int(match["hour"])
    minute = int(match["minute"] or match["dotted"] or match["spoken"] or 0)
    half = (match["half"] or "").lower() or _half(match["cjk"] or match["other"])
    if half:
        if not (0 <= hour <= 12 or hour < 24):
            return None
        hour = hour % 12 + (12 if half == "p" else 0) if hour <= 12 else hour
    if hour > 23 or minute > 59:
        return None
    second = match["second"]
    if second is None or int(second) > 59:  # a leap second cannot be told from a slip: the minute is certain
        return f"{hour:02d}:{minute:02d}"
    return f"{hour:02d}:{minute:02d}:{int(second):02d}"


AFTERNOON = ("下午", "午後", "晚上", "오후", "م", "ب.ظ", "CH")


def _half(mark: str | None) -> str:
    """Return which half of the day a mark of another language than English means."""
    if mark is None:
        return ""
    return "p" if mark in AFTERNOON or mark.startswith("μ") else "a"
