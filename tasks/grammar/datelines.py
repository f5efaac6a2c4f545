"""Datelines: the place, the day and the agency that open a wire story."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.grammar.agencies import may_sign, signature_pattern, signing
from tasks.grammar.datelines_cjk import match_cjk
from tasks.grammar.dates import PrintedDate, find_dates
from tasks.grammar.places import is_known_place, is_place

HEAD = 140
"""Characters of a paragraph in which its dateline must end."""
STORY = 12
"""Characters that must follow: a dateline opens a paragraph."""
LONG_STORY = 80
"""Characters that must follow a known city without a date or an agency, which also opens captions and lists."""
DASH = r"(?:-{1,2}|–|—|―|‒|‑)"
TRIMMED = " \t\u00a0.,;:/-–—―‒()[]"


@dataclass(frozen=True, slots=True)
class PrintedDateline:
    """A dateline as printed; `agency` is the canonical name, None where no agency of the table signs."""

    place: str | None
    agency: str | None
    raw: str
    date: PrintedDate | None


def read_dateline(paragraph: str) -> PrintedDateline | None:
    """Return the dateline that opens a paragraph, None where none does.

    >>> read_dateline("SOCHI, October 19./TASS/. The president spoke.").agency
    'TASS'
    >>> read_dateline("Moscow, June 13: The president spoke of relations.").place
    'Moscow'
    """
    text = paragraph[: HEAD + LONG_STORY].strip()
    if len(text) < STORY or text[0].islower() or text[0].isspace():
        return None
    return _read(text)


@lru_cache(maxsize=256)  # a story's first paragraphs are read for roles, for the dateline and for dates
def _read(text: str) -> PrintedDateline | None:
    return _in_cjk(text) or _signed(text) or _dated(text) or _stopped(text) or _placed(text)


def _in_cjk(text: str) -> PrintedDateline | None:
    found = match_cjk(text)
    if found is None:
        return None
    end, place, agency = found
    dates = find_dates(text[:end])
    return _dateline(text, end, place, agency, dates[0] if dates else None)


REPORTER = r"\s(?:[Cc]orrespondent\s)?[^\W\d_]{2,20}\s[^\W\d_]{2,20}"
"""/TASS correspondent Ivan Petrov/"""


@cache
def _signature() -> re.Pattern[str]:
    names = signature_pattern()
    return re.compile(
        rf"""
        # (Reuters), /TAS/, (dpa/tmn), /Корр. БЕЛТА/, /Корр. ТАСС Иван Петров/
        [(/\[]\s?(?:[КкCc][оo][рr]р?\.\s)?(?P<bracketed>{names})(?:[/,][^()/\[\]]{{1,30}}|{REPORTER})?\s?[)/\]]
        # — РИА Новости.
        | (?:^|[.,/–—-]\s?)(?P<bare>{names})(?=\s?[.,:](?!\w)|\s?[–—―-]{{1,2}}\s|\s)
        """,
        re.VERBOSE,
    )


AFTER_SIGN = re.compile(rf"\s?(?:\.\s?[-–—]{{1,2}}|[.:]|{DASH}|,\s[^\W\d_]+\s[^\W\d_]+\.)\s?")
"""What parts a signed dateline from its story: a dash, a colon, a full stop, a reporter's name."""


def _signed(text: str) -> PrintedDateline | None:
    """Read a dateline that an agency signs."""
    if not may_sign(text[:HEAD]):
        return None
    for match in _signature().finditer(text[:HEAD]):
        agency = signing(match["bracketed"] or match["bare"])
        before = text[: match.start()].strip(TRIMMED.replace(".", ""))
        stop = AFTER_SIGN.match(text, match.end())
        if not before:
            return _agency_first(text, match, agency)
        place, date = _place_and_date(before)
        if place is None and date is None:
            return None
        if (stop is None and not _story_follows(text, match, place, date)) or not _sure(match, place, date):
            continue
        end = stop.end() if stop else match.end()
        return _dateline(text, end, place, agency, date)
    return None


def _story_follows(text: str, match: re.Match[str], place: str | None, date: PrintedDate | None) -> bool:
    """Return whether a story may start right after the signature: in some houses nothing parts the two."""
    rest = text[match.end() :]
    if not rest[:1].isspace() or rest.lstrip()[:1].islower():
        return False
    if date is not None or match["bracketed"]:
        return True
    # "دمشق-سانا": Arabic and Persian agencies put a dash or a slash before their name, and nothing after it
    return text[: match.start("bare")].rstrip()[-1:] in "/-–—" and not match["bare"].isascii()


def _sure(match: re.Match[str], place: str | None, date: PrintedDate | None) -> bool:
    """Return whether an agency's bare name signs: “Ann Lee / AFP - Getty Images” is a credit and no dateline."""
    if match["bracketed"] or date is not None or place is None:
        return True
    return place.upper() == place or is_known_place(place)


SIGNED_FIRST = re.compile(rf"\s?(?:{DASH}|,|\.)\s?")
PLACED_SECOND = re.compile(rf"(?P<words>[^–—―]{{2,50}}?)(?:\s{DASH}{{1,2}}|\.)\s")
"""What follows an agency that opens a dateline: "(ANSA) - ROMA, 3 GIU - …"."""


def _agency_first(text: str, match: re.Match[str], agency: str | None) -> PrintedDateline | None:
    """Read "(ANSA) - ROMA, 3 GIU - …", "ТАСС, 5 июня. …", "(AFP) - …"."""
    head = SIGNED_FIRST.match(text, match.end())
    if head is None or (head[0].strip() in (",", ".") and match["bracketed"]):
        return None
    second = PLACED_SECOND.match(text, head.end())
    if second:
        place, date = _place_and_date(second["words"])
        if (date is not None and (place or match["bare"])) or (place is not None and second[0].strip()[-1:] != "."):
            return _dateline(text, second.end(), place, agency, date)
    if head[0].strip() in (",", ".") or (match["bare"] and not text[: match.end()].isupper()):
        return None
    return _dateline(text, head.end(), None, agency, None)


DATED = re.compile(r"(?P<words>[^:–—―\n]{6,70}?)(?:\s?:|\s?(?:–|—|―|--)|\.?\s-|\.\s?[–—-]{1,2})\s")


def _dated(text: str) -> PrintedDateline | None:
    """Read a dateline without an agency: a place, a day, and a colon or a dash."""
    match = DATED.match(text)
    if match is None:
        return None
    place, date = _place_and_date(match["words"])
    if place is None or date is None or date.precision != "day" or not _opens(text, match.end()):
        return None
    if not text.startswith(place) or text[len(place)] not in ",." or not any(map(str.isalpha, date.raw)):
        return None
    return _dateline(text, match.end(), place, None, date)


STOP = re.compile(r"\.\s")


def _stopped(text: str) -> PrintedDateline | None:
    """Read a dateline without an agency that ends in a full stop: a place in capitals and a day, "LONDON, May 3. "."""
    for match in STOP.finditer(text[:HEAD]):
        place, date = _place_and_date(text[: match.start()])
        if place and date and place.isupper() and date.precision == "day" and text.startswith(place):
            sure = date.day is None or is_known_place(place)  # with its year it may be anybody's birthday
            return _dateline(text, match.end(), place, None, date) if sure and _opens(text, match.end()) else None
    return None


PLACED = re.compile(r"(?P<place>[^\W\d_][^:–—―\n\d()]{2,40}?)(?P<stop>\s?(?:–|—|―|--)|\s-|\.-|:)\s")


def _placed(text: str) -> PrintedDateline | None:
    """Read a dateline that is a city alone: one of the table, in capitals or before a dash, and a long paragraph."""
    match = PLACED.match(text)
    if match is None or len(text) - match.end() < LONG_STORY or not _opens(text, match.end()):
        return None
    place = match["place"]
    city = place.partition(",")[0]
    if not is_known_place(place) or not (city.isupper() or (match["stop"].strip() in "–—―" and "," not in place)):
        return None
    return _dateline(text, match.end(), place, None, None)


def _opens(text: str, position: int) -> bool:
    """Return whether a story opens at a position: with a capital, a quotation mark or a script without case.

    A second date there makes the first one the begin of a range ("London, 2 October – 15 February").
    """
    rest = text[position : position + 2 * STORY].lstrip("\"'“„«‘¿¡(")
    if len(rest) < STORY // 2 or rest[0].islower() or rest[0].isdigit():
        return False
    return all(each.span[0] > 0 for each in find_dates(rest))


ON = re.compile(r"\s(?:في|فى|يوم|بتاريخ)\Z")
"""The word that joins a place and its date in Arabic: "القاهرة في 4 مارس"."""


def _place_and_date(words: str) -> tuple[str | None, PrintedDate | None]:
    """Return the place and the day of a dateline's words; neither where anything else stands there."""
    found = find_dates(words, terse=True)
    if len(found) > 1:
        return None, None
    if not found:
        place = _with_abbreviation(words, words.strip(TRIMMED))
        return (place, None) if is_place(place) else (None, None)
    date = found[0]
    start, end = date.span
    left, right = ON.sub("", words[:start].strip(TRIMMED)), words[end:].strip(TRIMMED)
    if left and right:
        return None, None
    if not left and not right:
        return None, date
    place = _with_abbreviation(words, left or right)
    return (place, date) if is_place(place) else (None, None)


ABBREVIATION = re.compile(r", [A-Z][A-Za-z.]{0,4}$|\.[A-Z]$")


def _with_abbreviation(words: str, place: str) -> str:
    """Return the place with the dot or bracket that belongs to it: "Lawrence, Kan.", "New Delhi [India]"."""
    end = words.index(place) + len(place)
    following = words[end : end + 1]
    if following == ".":
        return place + following if ABBREVIATION.search(place) else place
    return place + following if following and following in "])" else place


def _dateline(
    text: str, end: int, place: str | None, agency: str | None, date: PrintedDate | None
) -> PrintedDateline | None:
    if len(text) - end < 2:
        return None
    return PrintedDateline(place=place, agency=agency, raw=text[:end].rstrip(" \t–—―-"), date=date)
