"""What the time tags say of the dates that are printed in them: whose, which moment, or only the last change."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from schemas.page import ELSEWHERE, UNPRINTED, Block, Markup
from tasks.enrich.dating.line import VisibleDate
from tasks.enrich.dating.local import in_local_time
from tasks.enrich.dating.source import DateSource
from tasks.grammar.date_labels import DateLabel
from tasks.grammar.stamps import read_stamp

PUBLISHED_HINT = re.compile(r"publish|pubdate|posted|entry-date|dt-published|date-pub", re.IGNORECASE)
MODIFIED_HINT = re.compile(r"modif|mod_|updat|chang|aktualis|revis", re.IGNORECASE)
MANY = 40
"""Time tags read: a page with more is a list of articles."""

Tag = tuple[str, str, str]
"""A time tag: its stamp, its text, and the hint where it stands."""


def own_tags(markup: Markup) -> tuple[Tag, ...]:
    """Return the time tags that may be the article's."""
    return tuple(tag for tag in markup.times if ELSEWHERE not in tag[2])


def is_of_change(tag: Tag) -> bool:
    """Return whether a time tag says of itself that it is the last change, and not the publication as well."""
    own = tag[2].partition(" < ")[0]
    return MODIFIED_HINT.search(own) is not None and PUBLISHED_HINT.search(own) is None


def settled(visible: Iterable[VisibleDate], markup: Markup, blocks: Sequence[Block]) -> Iterator[VisibleDate]:
    """Yield the visible dates as their tags have them: those in tags of the last change say that, others' are left out.

    A date that also stands in a line of its own, or in a tag of another kind, is what that line says.
    """
    printed = [tag for tag in markup.times[:MANY] if not tag[2].endswith(UNPRINTED)]
    for each in visible:
        tags = [tag for tag in printed if each.source.printed.raw in tag[1]]
        lines = sum(each.source.printed.raw in block.text for block in blocks) if tags else 0
        if not tags or lines > len(tags):
            yield each
        elif any(ELSEWHERE not in tag[2] for tag in tags):
            changed = each.label is None and all(ELSEWHERE in tag[2] or is_of_change(tag) for tag in tags)
            yield replace(each, label=DateLabel.UPDATED) if changed else each


def confirmed(tagged: tuple[DateSource, ...], line: tuple[DateSource, ...]) -> Iterator[DateSource]:
    """Yield the tag with time and zone that says the same as the surest line: it says more of it than the line.

    Where the line prints a time, the tag's must be that; where it prints a day, only one moment may be tagged on it.
    """
    if not line or line[0].printed.day is None:
        return
    seen = line[0].printed
    local = [in_local_time(source, line) for source in tagged]
    same = [each for each in local if each.printed.instant and each.printed.day == seen.day]
    if "T" in (seen.value or ""):
        yield from (each for each in same if (each.printed.value or "")[:16] == (seen.value or "")[:16])
    elif len({each.printed.instant for each in same}) == 1:
        yield same[0]


def moment(line: tuple[DateSource, ...], markup: Markup) -> Iterator[DateSource]:
    """Yield the moment of the tag in which the surest line prints its day, if there is one such moment.

    Where the line prints a time, the tag's must be that; where it prints a zone, the line says it all.
    """
    seen = line[0].printed if line else None
    if seen is None or seen.day is None or seen.zone:
        return
    printed = (seen.value or "")[:16]
    stamps = [each for each in _stamps_of(line[0], markup) if each.printed.instant]
    same = [each for each in stamps if (each.printed.value or "").startswith(printed)]
    if len({each.printed.instant for each in same}) == 1:
        yield same[0]


def _stamps_of(line: DateSource, markup: Markup) -> Iterator[DateSource]:
    """Yield the stamps of the tags in which this very date is printed: they say more of it than the reader sees."""
    for tag in own_tags(markup)[:MANY]:
        stamp, text, hint = tag
        printed = read_stamp(stamp) if stamp and line.printed.raw in text and not is_of_change(tag) else None
        if printed:
            yield DateSource(printed, "time-tag", hint)
