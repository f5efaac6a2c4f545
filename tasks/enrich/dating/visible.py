"""Dates that readers see: the lines around the headline, and the dateline that opens the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from schemas.page import Cleaned, Decision, Role
from tasks.enrich.dating.source import DateSource
from tasks.grammar.date_labels import DateLabel, label_before
from tasks.grammar.datelines import read_dateline
from tasks.grammar.dates import LINE, PrintedDate, find_dates, says_only
from tasks.grammar.rights import shows_picture

ABOVE = 24
"""Blocks above the headline in which a line may say when the page was published."""
NEAR = 4
"""Blocks above the headline in which a date line may stand that does not say of what."""
BELOW = 14
"""Blocks below the headline in which its date may stand."""
BEFORE = 6
"""Blocks before the text in which it may, if the headline is further up or was not found."""
REPEATED = 30
"""Blocks before the text in which a layout prints the headline twice: its date stands below the first."""
AFTER = 40
"""Blocks after the text in which a line may say when it was published."""
HEADER = 5
"""Lines at the top of a text capture that may say when it was taken."""
OPENING = 3
"""Paragraphs in which a dateline may stand: an editor's note or a repeated standfirst may come first."""
ELSEWHERE = frozenset({Role.HEADLINE, Role.CAPTION, Role.CREDIT})
"""Roles whose dates are of something else: of an event, of a picture."""
SEPARATOR = re.compile(r"[|·•⋅/–—]|\s-\s|\d\d?:\d\d")
"""What shows that a line is put together from pieces and is no sentence."""


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


def visible_dates(cleaned: Cleaned, language: str | None) -> tuple[VisibleDate, ...]:
    """Return the dates in the lines around the headline, the surest first."""
    decisions = cleaned.decisions
    top, start, end = _anchors(decisions)
    around = {*range(top - ABOVE, top + BELOW + 1), *range(start - BEFORE, start + OPENING + 1)}
    found: list[VisibleDate] = []
    above: list[tuple[int, VisibleDate]] = []
    for index in sorted(around & set(range(min(len(decisions), max(start, top) + OPENING + 1)))):
        beside = index >= top - 2 and (index <= top + BELOW or index >= start - BEFORE)
        for each in _of_line(decisions[index], beside, _is_header(decisions[index], index, top), language):
            if each.nearness is not Nearness.ABOVE:
                found.append(each)
            elif index < top:
                above.append((top - index, each))
    found += _after(decisions[end + 1 : end + 1 + AFTER], language)
    found += _single(above)
    return tuple(sorted(found, key=lambda each: (each.nearness, _is_vague(each.source.printed), each.label is None)))


def wire_dates(cleaned: Cleaned) -> Iterator[DateSource]:
    """Yield the day in the dateline that opens the text."""
    for block in cleaned.blocks(Role.BODY)[:OPENING]:
        dateline = read_dateline(block.text)
        if dateline and dateline.date:
            yield DateSource(dateline.date, "wire-dateline", block.path, block.line)
            return


def _anchors(decisions: tuple[Decision, ...]) -> tuple[int, int, int]:
    """Return where the headline, the text's begin and its end are."""
    bodies = [index for index, decision in enumerate(decisions) if decision.role is Role.BODY]
    start, end = (bodies[0], bodies[-1]) if bodies else (0, len(decisions) - 1)
    heads = [index for index, decision in enumerate(decisions) if decision.role is Role.HEADLINE]
    before = [index for index in heads if max(0, start - REPEATED) <= index <= start]
    top = before[0] if before else heads[0] if heads else max(0, start - 1)
    return top, start, end


def _is_header(decision: Decision, index: int, top: int) -> bool:
    """Return whether a line is one of those at the top of a text capture that say when it was taken."""
    return index < min(HEADER, top) and decision.block.tag is None


def _of_line(decision: Decision, beside: bool, header: bool, language: str | None) -> Iterator[VisibleDate]:
    """Yield the dates of a line around the headline."""
    text = decision.block.text
    if len(text) > LINE or decision.role in ELSEWHERE:
        return
    dates = find_dates(text, language=language)
    if not dates:
        return
    only = decision.role is Role.DATELINE or says_only(text, dates)
    if not only and (header or decision.role is Role.BODY):
        return
    for printed in dates:
        label = label_before(text, printed.span[0])
        nearness = _nearness(text, printed, only, label, beside)
        if nearness is not None and printed.precision != "month":
            yield VisibleDate(_source(decision, printed), label, nearness)


def _nearness(text: str, printed: PrintedDate, only: bool, label: DateLabel | None, beside: bool) -> Nearness | None:
    if beside and (only or label):
        return Nearness.BESIDE
    if label:
        return Nearness.LABELLED
    if beside and printed.day and not text.endswith((".", "?", "!")) and SEPARATOR.search(text):
        return None if shows_picture(text) else Nearness.AMONG
    return Nearness.ABOVE if only else None


def _after(decisions: tuple[Decision, ...], language: str | None) -> Iterator[VisibleDate]:
    """Yield what the lines after the text say of its publication, if they say one thing."""
    found = [
        VisibleDate(_source(decision, printed), label, Nearness.LABELLED)
        for decision in decisions
        if len(decision.block.text) <= LINE and decision.role not in (Role.RELATED, Role.COMMENTS)
        for printed in find_dates(decision.block.text, language=language)
        if (label := label_before(decision.block.text, printed.span[0]))
    ]
    for label in DateLabel:
        same = [each for each in found if each.label is label]
        if len({each.source.printed.value for each in same}) == 1:
            yield same[0]


def _single(above: list[tuple[int, VisibleDate]]) -> Iterator[VisibleDate]:
    """Yield the date line above the headline if it is near and the only one: two days there are a list's."""
    if len({each.source.printed.value for _, each in above}) == 1:
        yield from (each for distance, each in above if distance <= NEAR)


def _source(decision: Decision, printed: PrintedDate) -> DateSource:
    return DateSource(printed, "text-dateline", decision.block.path, decision.block.line)


def _is_vague(printed: PrintedDate) -> bool:
    return printed.day is None and not printed.readings
