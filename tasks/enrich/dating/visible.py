"""Dates that readers see: the lines around the headline, and the dateline that opens the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.page import Block, Cleaned, Decision, Role
from tasks.enrich.dating.source import DateSource
from tasks.grammar.date_labels import DateLabel, label_before
from tasks.grammar.datelines import read_dateline
from tasks.grammar.dates import LINE, PrintedDate, find_dates, is_date_line

ABOVE = 10
"""Blocks above the headline in which its date may stand."""
BELOW = 14
"""Blocks from the headline on in which it may, if the text begins later."""
OPENING = 3
"""Paragraphs in which a dateline may stand: an editor's note or a repeated standfirst may come first."""


@dataclass(frozen=True, slots=True)
class VisibleDate:
    """A date in a line, what the line says it is the date of, and how near it is to the headline."""

    source: DateSource
    label: DateLabel | None
    rank: int  # the smaller, the surer


def visible_dates(cleaned: Cleaned, language: str | None, habit: bool | None) -> tuple[VisibleDate, ...]:
    """Return the dates in the lines around the headline, the surest first."""
    found: list[VisibleDate] = []
    decisions = cleaned.decisions
    top, start, end = _anchors(decisions)
    for index in range(max(0, top - ABOVE), min(len(decisions), max(start, top) + OPENING + 1)):
        if index <= top + BELOW or index <= start:
            found += _of_line(decisions[index], _distance(index, top, start), language, habit)
    for index in range(end + 1, min(len(decisions), end + 1 + ABOVE)):
        found += [each for each in _of_line(decisions[index], 20, language, habit) if each.label]
    return tuple(sorted(found, key=lambda each: each.rank))


def wire_dates(cleaned: Cleaned) -> Iterator[DateSource]:
    """Yield the day in the dateline that opens the text."""
    for block in cleaned.blocks(Role.BODY)[:OPENING]:
        dateline = read_dateline(block.text)
        if dateline and dateline.date:
            yield DateSource(dateline.date, "wire-dateline", _where(block), block.line)
            return


def _anchors(decisions: tuple[Decision, ...]) -> tuple[int, int, int]:
    """Return where the headline, the text's begin and its end are."""
    bodies = [index for index, decision in enumerate(decisions) if decision.role is Role.BODY]
    start, end = (bodies[0], bodies[-1]) if bodies else (0, len(decisions) - 1)
    heads = [index for index, decision in enumerate(decisions) if decision.role is Role.HEADLINE]
    before = [index for index in heads if index <= start]
    top = before[-1] if before else heads[0] if heads else max(0, start - 1)
    return top, start, end


def _distance(index: int, top: int, start: int) -> int:
    """Return how far a line is from where dates stand: between headline and text, then just above the headline."""
    if top < index <= start + 1:
        return 0
    return 4 + top - index if index <= top else 8


def _of_line(decision: Decision, distance: int, language: str | None, habit: bool | None) -> Iterator[VisibleDate]:
    block = decision.block
    if len(block.text) > LINE or decision.role in (
        Role.HEADLINE,
        Role.RELATED,
        Role.COMMENTS,
        Role.CAPTION,
        Role.CREDIT,
    ):
        return
    dates = find_dates(block.text, language=language, day_first=habit)
    if not dates or (decision.role is Role.BODY and not is_date_line(block.text)):
        return
    own_line = decision.role is Role.DATELINE or is_date_line(block.text)
    for printed in dates:
        label = label_before(block.text, printed.span[0])
        if printed.precision == "month" or not (own_line or label or decision.role is Role.BYLINE):
            continue
        rank = distance * 2 + (0 if label is DateLabel.PUBLISHED else 1) + (0 if own_line else 2) + _vague(printed)
        yield VisibleDate(DateSource(printed, "text-dateline", _where(block), block.line), label, rank)


def _vague(printed: PrintedDate) -> int:
    return 3 if printed.value is None or printed.value.startswith("--") else 0


def _where(block: Block) -> str | None:
    return block.path
