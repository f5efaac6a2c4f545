"""The byline among a page's lines: around the headline, or under the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.page import Block, Cleaned, Decision, Role
from tasks.enrich.dating.line import shows_its_own
from tasks.grammar.bylines import opens_byline, read_byline, without_dates, without_labelled_dates
from tasks.grammar.dates import is_date_line
from tasks.grammar.names import Kind, Names, kind_of, read_names

ABOVE, BELOW, INSIDE, AFTER = 6, 14, 4, 5
"""Lines above and below the headline, in the article, and after its end, among which its byline may stand."""
LATE = 12
"""Lines of a text capture from its first paragraph, maybe a standfirst, among which one apart may be a byline."""
LONGEST = 200
BYLINE = Role.BYLINE
OTHERS = frozenset({Role.CAPTION, Role.CREDIT, Role.COMMENTS, Role.FOOTER, Role.TEMPLATE_RESIDUE, Role.HEADLINE})
"""Roles whose lines name others than the author."""
OPENING = 3
"""Paragraphs at the article's beginning of which one may be nothing but its authors' names."""
SIGNATURE = 80
"""Characters of such a paragraph."""
JOINED = 3
"""Letters of the words that may join its names."""
ANY_WORD = re.compile(r"\w+")
WORD = re.compile(r"[^\W\d_]{4,40}")
TEXT = 20_000
"""Characters of the text whose words are taken for common."""
COLONS = (":", "：")
"""What ends a label, the line of its date below it."""
AGO = re.compile(
    r"[\s|·•,–-]{1,4}(?:published |posted |updated )?\d{1,3} (?:minute|min|hour|day|week)s? ago\b", re.IGNORECASE
)
"""Ann Lee | Published 1 day ago"""
SEPARATOR = re.compile(r"\s{0,3}[|•·–—]\s{0,3}|\s{1,3}(?=[\u4e00-\u9fff]{2,4}[:：])")
"""What parts the pieces of a line, be it the label of the next: "来源：新华社 作者：王明"."""


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line that names the authors, and how it shows that it does."""

    names: Names
    block: Block
    method: str  # "block:byline", "block:name-and-date", "block:name-paragraph"

    @property
    def sure(self) -> bool:
        """Return whether the line says that it is a byline."""
        return self.method == "block:byline"


def byline_lines(cleaned: Cleaned) -> Iterator[NamedLine]:
    """Yield the lines that name the authors, those that say so first, then names beside a date."""
    decisions = cleaned.decisions
    body = [index for index, decision in enumerate(decisions) if decision.kept]
    if not body:
        return
    zone = _zone(decisions, body[0])
    late = _late(decisions, body[0]) if cleaned.page.capture.format == "text" else ()
    for index in (*zone, *range(body[-1] + 1, min(body[-1] + 1 + AFTER, len(decisions))), *late):
        line = _said(decisions, index)
        if line is not None:
            yield line
    beside = [line for index in (*zone, *late) if (line := _shown(decisions, index))]
    if beside:
        common = frozenset(word for word in WORD.findall(cleaned.text[:TEXT]) if word.islower())
        subject = _subject(cleaned)
        for line in beside:
            full = all(_is_full(name, common) for name in line.names.people)
            if full and subject.isdisjoint(name.split()[-1].casefold() for name in line.names.people):
                yield line
    for index in (*body[:OPENING], body[-1]):
        line = _paragraph(decisions[index].block, cleaned.text[:TEXT])
        if line is not None:
            yield line


def said_lines(cleaned: Cleaned) -> Iterator[NamedLine]:
    """Yield the blocks known for bylines that name somebody."""
    for index, decision in enumerate(cleaned.decisions):
        line = _said(cleaned.decisions, index) if decision.role is BYLINE else None
        if line is not None:
            yield line


def _subject(cleaned: Cleaned) -> frozenset[str]:
    """Return the words of the headline and the first paragraphs: whom they name the story is about, not by."""
    told = [block.text[: LONGEST * 4] for block in (*cleaned.blocks(Role.HEADLINE)[:2], *cleaned.blocks(Role.BODY)[:2])]
    return frozenset(word.casefold() for text in told if len(text) > SIGNATURE / 2 for word in ANY_WORD.findall(text))


def _zone(decisions: tuple[Decision, ...], start: int) -> tuple[int, ...]:
    """Return the indices around the headline and the article's first paragraph, in page order."""
    tops = [index for index in range(min(start + INSIDE, len(decisions))) if decisions[index].role is Role.HEADLINE]
    top = tops[-1] if tops else start
    around = {*range(top - ABOVE, top + BELOW), *range(start - ABOVE, start + INSIDE)}
    marked = {index for index, decision in enumerate(decisions) if decision.role is BYLINE}
    return tuple(index for index in sorted(around | marked) if 0 <= index < min(start + INSIDE, len(decisions)))


def _late(decisions: tuple[Decision, ...], start: int) -> tuple[int, ...]:
    """Return the indices further into the article whose lines are none of it."""
    reach = range(start + INSIDE, min(start + LATE, len(decisions)))
    return tuple(index for index in reach if not decisions[index].kept and decisions[index].role is not Role.RELATED)


def _said(decisions: tuple[Decision, ...], index: int) -> NamedLine | None:
    """Return a line that says it is a byline: "By Ann Lee", "3 May 2020 by Ann Lee", "By" over a name."""
    block = decisions[index].block
    if len(block.text) > LONGEST or decisions[index].role in OTHERS:
        return None
    byline = read_byline(block.text)
    if byline is None and opens_byline(block.text) and index + 1 < len(decisions):
        byline = read_byline(f"{block.text} {decisions[index + 1].block.text}")
    for part in SEPARATOR.split(without_dates(block.text)) if byline is None else ():
        byline = byline or read_byline(part)
    return NamedLine(Names(byline.people, byline.organisations), block, "block:byline") if byline else None


def _shown(decisions: tuple[Decision, ...], index: int) -> NamedLine | None:
    """Return a line of nothing but names, if a date or a job stands by it."""
    block = decisions[index].block
    if len(block.text) > LONGEST or decisions[index].role in OTHERS:
        return None
    if block.text.endswith(COLONS) or not shows_its_own(block.text):
        return None
    rest = AGO.sub("", without_labelled_dates(block.text))
    beside = rest != block.text or any(is_date_line(_text(decisions, index + step)) for step in (-1, 1, 2))
    if not beside and kind_of(_text(decisions, index + 1)) is not Kind.JOB:
        return None
    names = read_names(rest)  # last, for it costs the most
    return NamedLine(names, block, "block:name-and-date") if names.people and not names.unread else None


def _paragraph(block: Block, text: str) -> NamedLine | None:
    """Return a paragraph of nothing but full names: some papers sign a story so, above or below it (vnexpress.net).

    A word of it that the text has elsewhere, in whatever case, makes it a heading ("Extension Cords").
    """
    names = read_names(block.text) if len(block.text) <= SIGNATURE else Names()
    if not names.people or names.organisations or names.unread or block.text.isupper():  # a heading is in capitals
        return None
    others = text.replace(block.text, " ", 1).casefold()
    words = {word for name in names.people for word in name.casefold().split() if len(word) > 2}
    full = all(_is_full(name, frozenset()) for name in names.people)
    printed = sum(map(str.isalpha, block.text)) - sum(map(str.isalpha, "".join(names.people)))
    if not full or printed > JOINED or any(word in others for word in words):
        return None
    return NamedLine(names, block, "block:name-paragraph")


def _is_full(name: str, common: frozenset[str]) -> bool:
    """Return whether a name has two to four words, as an author's has and a rubric's seldom, and none is common.

    A name with a `common` word, one that the text has in lower case, is more likely a rubric's ("Patient Care").
    """
    return 2 <= len(name.split()) <= 4 and common.isdisjoint(WORD.findall(name.casefold()))


def _text(decisions: tuple[Decision, ...], index: int) -> str:
    return decisions[index].block.text if 0 <= index < len(decisions) else ""
