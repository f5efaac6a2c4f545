"""What a short line dates where it is not its page: a picture, an event, a law, a life."""

import re
import tomllib
from functools import cache
from pathlib import Path

from tasks.grammar.bylines import opens_with_lead
from tasks.grammar.names import read_names
from tasks.grammar.places import is_known_place, is_place
from tasks.grammar.rights import is_stock_credit, opens_with_picture

FILE = Path(__file__).with_name("date_subjects.toml")
PIECE = re.compile(r"[|·•⋅»]|\s[-–—/]{1,2}\s")
"""What parts the pieces of a line: a date is that of its own piece."""
TRIMMED = " \t\u00a0.,;:：|·•/–—-()[]"
SHORT = 3
"""Letters from which a word of these tables is read in capitals, too."""
TAKEN = re.compile(r"\s?(?:拍?[摄攝]|撮影|촬영|\([^()]{2,40}/(?:AP|AFP|dpa|EPA|Reuters|Getty Images)\))")
"""What says behind a date that a picture was taken then: "2012年3月4日摄", "(Ann Lee/AP)"."""
COLONS = (":", "：")
"""What joins a label and its date."""
SPAN = re.compile(
    r"[\s.,)]{0,3}(?:[-–—]{1,2}|[-–—]?\s?[†✝]|to|until|through|till|bis|bis zum|au|al|a|ao|à|tot|do|до|по|إلى|至|から)"
    r"\s?[†✝*]?\s{0,2}",
    re.IGNORECASE,
)
"""What stands between the two days of a time: "4 March 1950 - 27 November 2026"."""


def dates_something_else(text: str, start: int, end: int) -> bool:
    """Return whether the words beside a date that no label explains say that it is not its page's.

    A line that dates its page has before the date a byline, a name, a place, a section or nothing; where a small word
    joins the date to others ("Concert on …", "pictured on …", "Council order of …"), it is what they speak of.

    >>> dates_something_else("Concert on 4 May 2031", 11, 21), dates_something_else("By Ann Lee, 4 May 2020", 12, 22)
    (True, False)
    """
    byline = opens_with_lead(text) and not opens_with_picture(text)
    before = PIECE.split(text[:start].rstrip())[-1]
    if not byline and (_is_pictures(text, start) or TAKEN.match(text, end)):
        return True
    if _ending("bounds").search(before) or (not byline and _any("verbs").search(before)):
        return True
    joint = _ending("joints").search(before)
    if byline or not (joint or before.endswith(COLONS)):
        return False
    named = before[: joint.start() if joint else None].strip(TRIMMED)
    return _any("nouns").search(named) is not None or (joint is not None and not _may_be_joined(named, before))


def spans_time(text: str, end: int, start: int) -> bool:
    """Return whether what stands between two dates makes them the ends of a time.

    >>> spans_time("4 March 1950 - 27 November 2026", 12, 15), spans_time("3 May 2019 | 4 May 2019", 10, 13)
    (True, False)
    """
    return SPAN.fullmatch(text, end, start) is not None


def _is_pictures(text: str, start: int) -> bool:
    """Return whether a line is a picture's: by its first word, unless that is the page's section, or by its owner."""
    *others, before = PIECE.split(text[:start])
    section = bool(others) and len(others[0].split()) == 1
    parts = (part.strip(TRIMMED) for part in (*others, before, text[:start]))
    return (opens_with_picture(text) and not section) or any(map(is_stock_credit, parts))


def _may_be_joined(named: str, before: str) -> bool:
    """Return whether these words can stand before "on 3 May 2019" in a line that dates its page: who or where."""
    if not any(map(str.isalpha, named)) or is_known_place(named):
        return True
    if f"{named}," in before and is_place(named):  # "Husum, den 3. Mai 2019"
        return True
    names = read_names(named)
    return not names.unread and (bool(names.organisations) or any(" " in name for name in names.people))


@cache
def _ending(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words(kind)})\s{{0,2}}\Z", re.IGNORECASE)


@cache
def _any(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words(kind)})(?!\w)", re.IGNORECASE)


def _words(kind: str) -> str:
    """Return the phrases of a table as a pattern; one of two letters in capitals may be a weekday's ("Do 25.04.24")."""
    phrases = set().union(*tomllib.loads(FILE.read_text(encoding="utf-8"))[kind].values())
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(f"(?-i:{each})" if len(each) < SHORT else re.escape(each) for each in longest)
