"""The shapes in which papers print a day: each a pattern, and how its parts are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tasks.grammar.calendar_words import fold, languages_of, month_of

Reading = tuple[int | None, int, int | None]
"""Year, month and day as printed; not yet checked against the calendar."""

DASHES = "–—=+-"
WORD = rf"[^\s\d_.,;:!?/\\()\[\]{{}}<>|\"'’«»„“”©•·{DASHES}]{{3,14}}"
"""What may be the name of a month, in any script; the calendar's words decide."""
NAME = rf"(?P<month>{WORD}(?:\s(?:الثاني|الأول))?)(?:\s?/\s?{WORD})?\.?"
"""A month's name; Arabic papers print two names with a slash between them, some of two words."""
YEAR = r"(?P<year>[12]\d{3}|\d{4,5})(?![\d:])"

NAMELIKE = re.compile(rf"{WORD}(?:\s(?:الثاني|الأول))?")

DAY_FIRST = re.compile(
    rf"""(?<![\d.,:/$€£-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|ST|ND|RD|TH|er|º|ª|°|\.|-?го|-?е)?
    (?:\s{{0,3}}(?:de\s|of\s|d[’']|tháng\s(?=[^\d]))?|[-/.])
    {NAME}(?:(?:,?\s{{0,3}}(?:de\s|del\s|of\s)?|[-/]){YEAR})?(?![\d])""",
    re.VERBOSE,
)
"""20 October 2017 · 3. Mai · 15 de junio de 2020 · le 1er juin · 5 июня 2020 · 3-Jun-2020"""

MONTH_FIRST = re.compile(
    rf"""(?<![^\W\d_]){NAME}[\s-]{{1,3}}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|ST|ND|RD|TH|a)?(?!\d|[:.]\d|\s?%)
    (?:,?\s{{0,3}}(?:of\s)?{YEAR})?(?![\d])""",
    re.VERBOSE,
)
"""June 15, 2017 · Oct. 3rd · OCTOBER 19"""

YEAR_FIRST = re.compile(
    rf"""(?<![\d.,:/-])(?P<year>[12]\d{{3}})(?:\s?m\.|\.\s?gada|\.|\s?г\.|\s?r\.|,)?[\s/-]{{1,2}}
    (?:
      (?P<front>\d{{1,2}})\.\s?{NAME.replace("<month>", "<word>")}(?!\s?[12]\d{{3}}(?!\d))  # "2019 14. Januar 2020"
    | {NAME}(?:[\s-](?:mėn\.?\s)?)(?P<day>\d{{1,2}})(?:\s?d)?\.?(?![\d:])
    )""",
    re.VERBOSE,
)
"""2020. június 3. · 2020 m. birželio 3 d. · 2020. gada 3. jūnijs · 2017-Jun-15"""

CJK = re.compile(
    r"""(?:(?:(?P<year>\d{4})|(?P<era>令和|平成|昭和|民國|民国)\s?(?P<count>\d{1,3}|元))\s?[年년]\s?)?
    (?<!\d)(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]""",
    re.VERBOSE,
)
"""2017年6月15日 · 平成29年6月15日 · 6月3日 · 2020년 6월 3일"""
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first of each era."""

VIETNAMESE = re.compile(r"(?<!\d)(?P<day>\d{1,2})\stháng\s(?P<month>\d{1,2})(?:,?\s(?:năm\s)?(?P<year>\d{4}))?(?!\d)")
"""3 tháng 6, 2020"""

ISO = re.compile(
    r"(?<![\d.,:/-])(?P<year>\d{4})(?P<sep>[-/]|\.\s?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d|[/-]\d)"
)
"""2017-06-15 · 2017/06/15 · 2017.6.15 · 2017. 6. 15."""

FIGURES = ((CJK, ("月", "월")), (VIETNAMESE, ("tháng",)), (ISO, ("-", "/", ".")))
"""Shapes of figures alone, each with the signs of which it has one."""

NUMERIC = re.compile(
    r"(?<![\d.,:/-])(?P<first>\d{1,2})(?P<sep>[-/.]|\s/\s|\.\s)(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4,5}|\d{2})(?![\d%]|[.,:/-]\d)"
)
"""15.06.2017 · 06/15/2017 · 15. 6. 2017 · 15-06-17"""

MONTH_ONLY = re.compile(rf"(?<![^\W\d_]){NAME}(?:,?\s(?:de\s|del\s|of\s)?)(?P<year>[12]\d{{3}})(?![\d:.-])", re.VERBOSE)
"""June 2017"""

YEARLESS_ABBREVIATIONS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
"""The short names that name a month also where no year is printed; “5 ago” and “3 out” do not."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A day met in a text: where, how it can be read, and whether its parts stand in letters or in figures."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    numeric: bool = False


def sightings(text: str, language: str | None = None, terse: bool = False) -> Iterator[Sighting]:
    """Yield every day printed in a text, in whatever shape; they may overlap."""
    if any(month_of(word, language) for word in NAMELIKE.findall(text)):
        for pattern in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST, MONTH_ONLY):
            for match in pattern.finditer(text):
                reading = _named(match, language, terse)
                if reading:
                    yield Sighting(match.start(), match.end(), (reading,))
    for pattern, signs in FIGURES:
        for match in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            yield Sighting(match.start(), match.end(), (_figures(match),), numeric=pattern is ISO)
    for match in NUMERIC.finditer(text):
        readings = _ambiguous(match)
        if readings:
            yield Sighting(match.start(), match.end(), readings, numeric=True)


def _named(match: re.Match[str], language: str | None, terse: bool) -> Reading | None:
    parts = match.groupdict()
    word = parts.get("month") or parts.get("word") or ""
    month = month_of(word, language)
    if month is None:
        return None
    year = int(parts["year"]) if parts["year"] else None
    day = parts.get("day") or parts.get("front")
    if year is None and not terse and not _safe_without_year(word, language):
        return None
    return year, month, int(day) if day else None


def _safe_without_year(word: str, language: str | None) -> bool:
    """Return whether a month's name is safe without a year: many short ones are words of other languages."""
    name = fold(word)
    if name in ("may", "mar", "march", "mars", "set", "out", "ago"):
        return word[:1].isupper() or (language in languages_of(word) and language != "en")
    return len(name) > 3 or not name.isascii() or name in YEARLESS_ABBREVIATIONS or language in languages_of(word)


def _figures(match: re.Match[str]) -> Reading:
    parts = match.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    if parts.get("era"):
        year = ERAS[parts["era"]] + (1 if parts["count"] == "元" else int(parts["count"]))
    return year, int(parts["month"]), int(parts["day"])


def _ambiguous(match: re.Match[str]) -> tuple[Reading, ...]:
    """Return the ways to read figures; where dots stand between them the day comes first."""
    first, second, year = int(match["first"]), int(match["second"]), _century(match["year"])
    if year is None or (len(match["year"]) == 2 and len(match["second"]) == 1):
        return ()
    day_first, month_first = (year, second, first), (year, first, second)
    if "." in match["sep"] or first == second:
        return (day_first,) if second <= 12 or first > 12 else (month_first,)
    readings = tuple(each for each in (day_first, month_first) if exists(each))
    return readings or (day_first,)


def _century(year: str) -> int | None:
    """Return a year of two digits in full: saved web pages are of this century or of the last one's end."""
    if len(year) != 2:
        return int(year)
    number = int(year)
    return 2000 + number if number < 60 else 1900 + number if number > 93 else None


def exists(reading: Reading) -> bool:
    """Return whether the calendar has this day; without a year, whether any year has it."""
    year, month, day = reading
    try:
        date(2000 if year is None else year, month, 1 if day is None else day)
    except ValueError:
        return False
    return True
