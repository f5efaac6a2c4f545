"""Dates that readers see: the lines around the headline, and the dateline that opens the text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.page import Cleaned, Decision, Role
from tasks.enrich.dating.captured import HEADER, day_taken
from tasks.enrich.dating.line import (
    Nearness,
    VisibleDate,
    dates_of,
    is_dated_byline,
    is_of_something_else,
    label_of,
    source_of,
)
from tasks.enrich.dating.source import DateSource
from tasks.grammar.date_labels import DateLabel
from tasks.grammar.datelines import read_dateline
from tasks.grammar.dates import LINE, PrintedDate, find_dates
from tasks.grammar.openings import read_opening_date

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
OPENING = 3
"""Paragraphs in which a dateline may stand: an editor's note or a repeated standfirst may come first."""
NAME = re.compile(r"[.#]")
"""What ends the name of an element in a path."""
WORDS = 8
"""Characters that the lines of a list have in common beside their dates."""


def visible_dates(cleaned: Cleaned, language: str | None) -> tuple[VisibleDate, ...]:
    """Return the dates in the lines around the headline, the surest first."""
    decisions = cleaned.decisions
    top, last, start, end = _anchors(decisions)
    around = {*range(top - ABOVE, top + BELOW + 1), *range(start - BEFORE, start + OPENING + 1)}
    head = decisions[top].block.path if decisions else None
    found: list[tuple[int, VisibleDate]] = []
    for index in sorted(around & set(range(min(len(decisions), max(start, top) + OPENING + 1)))):
        beside = index >= top - 2 and (index <= top + BELOW or index >= start - BEFORE)
        header = _is_header(decisions[index], index, top)
        if header and day_taken(decisions[index].block.text):
            continue
        for each in dates_of(decisions[index], beside, header, language):
            above = index < top and each.label is None
            if above and _in_page_header(decisions[index].block.path, head):
                continue
            if each.nearness is not Nearness.ABOVE or index < top:
                found.append((index, replace(each, above=above)))
    ordered = sorted(_alone_above(found, top), key=lambda each: _order(each[0], each[1], range(top, last - 2)))
    kept = [each for _, each in ordered] + list(_after(decisions[end + 1 : end + 1 + AFTER], language))
    return tuple(sorted(_unlisted(kept), key=lambda each: each.nearness))


def _order(index: int, each: VisibleDate, between: range) -> tuple[bool, bool, bool, bool, int]:
    """Return the key that puts the surest date first: a day, not between two headlines, labelled, not at the very top.

    Where a layout prints the headline twice, a masthead with today's date may stand in between (occupydemocrats.com).
    """
    return _is_vague(each.source.printed), index in between, each.label is None, each.above and index < HEADER, index


def wire_dates(cleaned: Cleaned) -> Iterator[DateSource]:
    """Yield the day in the dateline that opens the text, or the day that opens it by itself."""
    for block in cleaned.blocks(Role.BODY)[:OPENING]:
        dateline = read_dateline(block.text)
        if dateline and dateline.date:
            yield DateSource(dateline.date, "wire-dateline", block.path, block.line)
            return
        opening = None if dateline else read_opening_date(block.text)
        if opening:
            yield DateSource(opening, "text-opening", block.path, block.line)
            return


def _anchors(decisions: tuple[Decision, ...]) -> tuple[int, int, int, int]:
    """Return where the headline is, where it is once more, where the text begins and where it ends."""
    bodies = [index for index, decision in enumerate(decisions) if decision.role is Role.BODY]
    start, end = (bodies[0], bodies[-1]) if bodies else (0, len(decisions) - 1)
    heads = [index for index, decision in enumerate(decisions) if decision.role is Role.HEADLINE]
    before = [index for index in heads if max(0, start - REPEATED) <= index <= start]
    top = before[0] if before else heads[0] if heads else max(0, start - 1)
    return top, before[-1] if before else top, start, end


def _in_page_header(path: str | None, head: str | None) -> bool:
    """Return whether a line stands in a header, of the page or of a part of it, that does not hold the headline.

    >>> _in_page_header("html>body>header.top>p", "html>body>article>h1")
    True
    >>> _in_page_header("html>body>article>header>p", "html>body>article>h1")
    False
    """
    steps, others = (path or "").split(">"), (head or "").split(">")
    shared = next((place for place, (a, b) in enumerate(zip(steps, others, strict=False)) if a != b), len(others))
    if any(NAME.split(step)[0] in ("article", "main") for step in steps[:shared]):
        return False
    return any(NAME.split(step)[0] == "header" for step in steps[shared:])


def _is_header(decision: Decision, index: int, top: int) -> bool:
    """Return whether a line is one of those at the top of a text capture that say when it was taken."""
    return index < min(HEADER, top) and decision.block.tag is None


def _after(decisions: tuple[Decision, ...], language: str | None) -> Iterator[VisibleDate]:
    """Yield what the lines after the text say of its publication, if they say one thing."""
    found = [
        each
        for decision in decisions
        if len(decision.block.text) <= LINE and decision.role not in (Role.RELATED, Role.COMMENTS)
        for each in _labelled(decision, language)
    ]
    for label in DateLabel:
        same = [each for each in found if each.label is label]
        if len({each.source.printed.value for each in same}) == 1:
            yield same[0]


def _labelled(decision: Decision, language: str | None) -> Iterator[VisibleDate]:
    """Yield the dates of a line that says of what they are; a byline's is that of publication."""
    block = decision.block
    dates = find_dates(block.text, language=language)
    for printed in dates:
        label = label_of(block, printed)
        if label is None and is_dated_byline(block.text, dates):
            label = DateLabel.PUBLISHED
        if label and not is_of_something_else(block.text, printed, label):
            yield VisibleDate(source_of(block, printed), label, Nearness.LABELLED)


def _unlisted(found: list[VisibleDate]) -> list[VisibleDate]:
    """Return the dates without those of a list: lines of the same words with several days are other articles'."""
    days: dict[str, set[str | None]] = {}
    for each in found:
        if len(each.words) >= WORDS and each.label is None:
            days.setdefault(each.words, set()).add(each.source.printed.value)
    return [each for each in found if len(days.get(each.words, ())) < 2]


def _alone_above(found: list[tuple[int, VisibleDate]], top: int) -> Iterator[tuple[int, VisibleDate]]:
    """Yield the dates without those of a list above the headline: two days there are other articles' (casact.org).

    A line that does not say of what its date is must be near the headline, and its day the only one above it.
    """
    bare = [(index, each.source.printed) for index, each in found if index < top and each.label is None]
    days = {(printed.value or printed.raw)[:10] for _, printed in bare}
    listed = len(days) > 1 and bare[-1][0] - bare[0][0] > 1  # publication and change stand on neighbouring lines
    for index, each in found:
        if index >= top or each.label is not None or (not listed and top - index <= NEAR):
            yield index, each


def _is_vague(printed: PrintedDate) -> bool:
    return printed.day is None and not printed.readings
