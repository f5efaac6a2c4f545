"""Time zones as they are printed, and their offsets where those are certain."""

import re
from datetime import date, timedelta

FIXED = {
    "UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00",
    "CEST": "+02:00", "MESZ": "+02:00", "EEST": "+03:00", "TSİ": "+03:00",
    "JST": "+09:00", "KST": "+09:00", "HKT": "+08:00", "SGT": "+08:00", "WIB": "+07:00", "PKT": "+05:00",
    "AEST": "+10:00", "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00",
    "EDT": "-04:00", "CDT": "-05:00", "MDT": "-06:00", "PDT": "-07:00",
}  # fmt: skip
"""Names that mean one offset. Those that mean several (IST, BST, CST, AST) are left out."""

WINTER = {"CET": ("europe", "+01:00"), "MEZ": ("europe", "+01:00"), "EET": ("europe", "+02:00")}
WINTER |= {"EST": ("america", "-05:00"), "MST": ("america", "-07:00"), "PST": ("america", "-08:00")}
"""Names that many sites print all the year: certain in winter only."""

AMERICAN = {"ET": -5, "CT": -6, "PT": -8}
"""Names that mean standard or daylight time, whichever is in force."""

MOSCOW = ("MSK", "МСК")

NAMES = sorted({*FIXED, *WINTER, *AMERICAN, *MOSCOW, "IST", "BST", "CST"}, key=len, reverse=True)

NO_DIGIT = re.compile(r"\D")
ZONE = re.compile(
    rf"""[\s,]{{0,2}}[(\[]?(?:
        (?:UTC|GMT)\s?(?P<shift>[+\u2212-]\s?\d{{1,2}}(?::?\d{{2}})?)   # UTC+3, GMT +05:30
      | (?P<offset>[+\u2212-]\d{{2}}(?::?\d{{2}})?)(?!\d)               # +0300, −03:00, +03
      | (?P<name>{"|".join(NAMES)})(?!\w)                               # MSK, EDT
    )[)\]]?""",
    re.VERBOSE,
)


def offset(match: re.Match[str], day: date | None) -> str | None:
    """Return what a match of ZONE says as "+03:00"; None where the name is not certain on that day.

    >>> offset(ZONE.match(" UTC+3"), None), offset(ZONE.match(" ET"), date(2020, 7, 1)), offset(ZONE.match(" ET"), None)
    ('+03:00', '-04:00', None)
    """
    printed = match["shift"] or match["offset"]
    return numeric(printed) if printed else _named(match["name"], day)


def numeric(printed: str) -> str | None:
    """Return an offset in digits as "+03:00"; None for one that no place on earth has.

    >>> numeric("-5"), numeric("+0530"), numeric("+15:00")
    ('-05:00', '+05:30', None)
    """
    digits = NO_DIGIT.sub("", printed)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    sign = "+" if printed.startswith("+") or (hours == 0 and minutes == 0) else "-"
    possible = minutes < 60 and hours * 60 + minutes <= (14 * 60 if sign == "+" else 12 * 60)
    return f"{sign}{hours:02d}:{minutes:02d}" if possible else None


def _named(name: str, day: date | None) -> str | None:
    if name in FIXED:
        return FIXED[name]
    if day is None:
        return None
    if name in WINTER:
        where, winter = WINTER[name]
        return winter if daylight(day, where) is False else None
    if name in AMERICAN:
        summer = daylight(day, "america")
        return None if summer is None else f"-{-(AMERICAN[name] + summer):02d}:00"
    if name in MOSCOW:
        return _moscow(day)
    return None


def _moscow(day: date) -> str | None:
    """Return Moscow's offset: +4 from March 2011, +3 since October 2014; before, it changed twice a year."""
    if day > date(2014, 10, 26):
        return "+03:00"
    return "+04:00" if date(2011, 3, 27) < day < date(2014, 10, 26) else None


def daylight(day: date, where: str) -> bool | None:
    """Return whether daylight saving time is in force; None on the days of change and where the rule was another."""
    if where == "america":
        if day.year < 2007:
            return None
        begins, ends = _sunday(day.year, 3, 8), _sunday(day.year, 11, 1)
    else:
        if day.year < 1996:
            return None
        begins, ends = _sunday(day.year, 3, 25), _sunday(day.year, 10, 25)
    return None if day in (begins, ends) else begins < day < ends


def _sunday(year: int, month: int, earliest: int) -> date:
    """Return the first Sunday of a month that is not before a day."""
    day = date(year, month, earliest)
    return day + timedelta(days=6 - day.weekday())
