"""What one line of a page says of its publication: a date line, a byline with a date, a date among other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from schemas.page import Block, Decision, Role
from tasks.enrich.dating.source import DateSource
from tasks.grammar.bylines import opens_with_lead, without_dates
from tasks.grammar.date_labels import DateLabel, label_before
from tasks.grammar.date_subjects import dates_something_else, spans_time
from tasks.grammar.dates import LINE, PrintedDate, find_dates, says_only
from tasks.grammar.rights import opens_caption, shows_picture

ELSEWHERE = frozenset({Role.HEADLINE, Role.CREDIT})
"""Roles whose dates are of something else: of an event, of a picture."""
IN_PASSING = frozenset({Role.BODY, Role.CAPTION})
"""Roles whose lines speak of other days too: only what opens them is the article's."""
SEPARATOR = re.compile(r"[|·•⋅/–—]|\s-\s|\d\d?:\d\d")
"""What shows that a line is put together from pieces and is no sentence."""
SENTENCE_ENDS = (".", "?", "!")
MODIFIED_CLASS = re.compile(r"(?<![a-z])(?:modified|updated|changed|lastmod)(?![a-z])", re.IGNORECASE)
"""Words in the class of an element that holds the day of the last change ("field--name-changed", almanac.com)."""
MASTHEAD = ["masthead", "topbar", "top-bar", "weather", "today", "current-date", "currentdate", "clock", "site-header"]
FOREIGN = [
    *MASTHEAD,
    "menu",
    "nav",
    "related",
    "recommended",
    "latest",
    "popular",
    "trending",
    "recent",
    "comments",
    "comment",
]
FOREIGN_CLASS = re.compile(
    rf"(?:(?<![A-Za-z])(?:{'|'.join(FOREIGN)})|{'|'.join(each.title() for each in FOREIGN)})(?![a-z])"
)
"""Words in the classes around a line of the masthead, of a menu or of a list of other articles (casact.org)."""
TODAY = re.compile(
    r"\W{0,3}(?:(?:today|heute|aujourd.hui|hoy|hoje|oggi|vandaag|i ?dag|dziś|dzisiaj|dnes|bugün|сегодня|сьогодні)\b"
    r"|今日|今天|오늘|اليوم)",
    re.IGNORECASE,
)
"""How a line begins that tells the day on which the page was looked at: "Today is Friday, November 27"."""
TAIL, AROUND = 2, 16
"""Elements, from the line's own upwards, in whose classes these words count."""
RANGE = re.compile(r"(?<![\d.,:/-])\d{1,2}\.?\s?(?:[-–—]|bis|to|al|au|a|до|по)\s?$")
"""The first day of a range, right before its last."""
SHORT = 60
"""Characters of a byline, a caption or an opening line that dates the article: "31.01.2022 2. HBL"."""
PIECES = 5
"""Words beside the date that a dated byline may have."""


class Nearness(IntEnum):
    """How sure it is that a line's date is the article's."""

    BESIDE = 0  # between headline and text, or right above the headline
    LABELLED = 1  # it says so, further off
    AMONG = 2  # beside the headline, among other words
    ABOVE = 3  # some lines above the headline, unlabelled


@dataclass(frozen=True, slots=True)
class VisibleDate:
    """A date in a line, what the line says it is the date of, and how near it is to the headline."""

    source: DateSource
    label: DateLabel | None
    nearness: Nearness
    words: str = ""  # the line without its date: entries of a list have them in common
    above: bool = False  # the headline, and without a label: a masthead's stands there, too


def dates_of(decision: Decision, beside: bool, header: bool, language: str | None) -> Iterator[VisibleDate]:
    """Yield the dates of a line around the headline; `header` are the lines that say when a capture was taken."""
    text, role = decision.block.text, decision.role
    if len(text) > LINE or role in ELSEWHERE:
        return
    dates = find_dates(text, language=language)
    if not dates:
        return
    only = role is Role.DATELINE or says_only(text, dates) or is_dated_byline(text, dates)
    if not only and header:
        return
    for printed in without_ends(text, dates):
        label = label_of(decision.block, printed)
        if is_of_something_else(text, printed, label):
            continue
        if not only and role in IN_PASSING and not _opens(text, printed, label):
            continue
        nearness = _nearness(decision.block, printed, only, label, beside)
        if nearness is not None and printed.precision != "month":
            yield VisibleDate(source_of(decision.block, printed), label, nearness, _words(text, printed))


def without_ends(text: str, dates: tuple[PrintedDate, ...]) -> Iterator[PrintedDate]:
    """Yield the dates that are no end of a time which the line gives: a life's, an event's."""
    ends = {
        place
        for place, (one, other) in enumerate(pairwise(dates))
        if spans_time(text, one.span[1], other.span[0]) and (one.value or "")[:10] != (other.value or "")[:10]
    }
    yield from (each for place, each in enumerate(dates) if place not in ends and place - 1 not in ends)


def label_of(block: Block, printed: PrintedDate) -> DateLabel | None:
    """Return what a line says its date is the date of: by the words before it, or by its element's class."""
    label = label_before(block.text, printed.span[0])
    if label is None and MODIFIED_CLASS.search(_steps(block, TAIL)):
        return DateLabel.UPDATED
    return label


def is_of_something_else(text: str, printed: PrintedDate, label: DateLabel | None) -> bool:
    """Return whether a date is that of an event, a picture or a visit, or ends a range ("14. - 20. Januar 2022")."""
    visited = label is None and TODAY.match(text) is not None
    in_range = RANGE.search(text, 0, printed.span[0]) is not None
    if label is DateLabel.EVENT or visited or in_range or opens_caption(text):
        return True
    return label is None and dates_something_else(text, *printed.span)


def shows_its_own(text: str) -> bool:
    """Return whether every date of a line, if it has any, may be its page's."""
    dates = find_dates(text)
    own = [each for each in dates if not is_of_something_else(text, each, label_before(text, each.span[0]))]
    return len(own) == len(dates) == len(list(without_ends(text, dates)))


def is_dated_byline(text: str, dates: tuple[PrintedDate, ...]) -> bool:
    """Return whether a line is a byline with one date: "von eseppelt · 31. Oktober 2023"."""
    if len(dates) != 1 or dates[0].day is None or len(text) > SHORT or text.endswith(SENTENCE_ENDS):
        return False
    return opens_with_lead(text) and 1 < len(without_dates(text).split()) <= PIECES


def source_of(block: Block, printed: PrintedDate) -> DateSource:
    """Return a date with the line it stands in."""
    return DateSource(printed, "text-dateline", block.path, block.line)


def _opens(text: str, printed: PrintedDate, label: DateLabel | None) -> bool:
    """Return whether a date, or its label, opens a short line that is no sentence: "Publiziert am 13. Januar 2014"."""
    if len(text) > SHORT or printed.day is None or text.endswith(SENTENCE_ENDS) or shows_picture(text):
        return False
    return printed.span[0] == 0 or (label is not None and label_before(text[: printed.span[0]].lower(), 20) is not None)


def _nearness(block: Block, printed: PrintedDate, only: bool, label: DateLabel | None, beside: bool) -> Nearness | None:
    text = block.text
    if label is None and FOREIGN_CLASS.search(_steps(block, AROUND)):
        return None
    if beside and (only or label):
        return Nearness.BESIDE
    if label:
        return Nearness.LABELLED
    pieces = SEPARATOR.search(text) or (printed.span[0] == 0 and len(text) <= SHORT)
    whole = printed.day is not None or printed.readings
    if beside and whole and not text.endswith(SENTENCE_ENDS) and pieces:
        return None if shows_picture(text) or _is_prose(text[: printed.span[0]]) else Nearness.AMONG
    return Nearness.ABOVE if only else None


def _is_prose(before: str) -> bool:
    """Return whether a date stands in a sentence: a caption's "Hundreds on the meadow of …, on 15 May 2025"."""
    return sum(map(str.islower, before.split())) > PIECES


def _words(text: str, printed: PrintedDate) -> str:
    return f"{text[: printed.span[0]]} {text[printed.span[1] :]}".strip()


def _steps(block: Block, count: int) -> str:
    """Return the last elements on the way to a line, each with its classes; the page's own say nothing of the line."""
    within = block.path.partition(">body")[2] if block.path else ""
    return ">".join(within.split(">")[1:][-count:])
