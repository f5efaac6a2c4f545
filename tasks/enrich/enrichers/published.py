"""When the article was published, and when it was changed last."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial

from schemas.article import Article
from schemas.page import Cleaned
from tasks.enrich.dating.captured import capture_day
from tasks.enrich.dating.contested import contested
from tasks.enrich.dating.habit import writes_day_first
from tasks.enrich.dating.line import Nearness, VisibleDate
from tasks.enrich.dating.local import in_local_time, in_own_zone
from tasks.enrich.dating.markup import (
    declared,
    last_resorts,
    modified_in_markup,
    of_other_stories,
    suggested,
    url_days,
)
from tasks.enrich.dating.source import DateSource, fault_of, published, rejected
from tasks.enrich.dating.tagged import confirmed, moment, settled
from tasks.enrich.dating.visible import visible_dates, wire_dates
from tasks.enrich.dating.year import candidates, in_year, proved_year
from tasks.enrich.enricher import Enricher
from tasks.grammar.agencies import zones_of
from tasks.grammar.date_labels import DateLabel

FAR = 3
"""Days from the day in the page's own address beyond which an undeclared date is another article's."""
Complete = Callable[[DateSource], DateSource]
"""Adds to a date what the page's habit, its owner and its other evidence prove."""
ZONES = 1
"""Days by which one moment's day differs from place to place."""


def date_article(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with its dates of publication and of change, as far as the capture proves them.

    The order of evidence: what JSON-LD and meta tags declare, unless the one day printed beside the headline is an
    earlier one; the lines beside the headline; tags that suggest a date; lines further off and the dateline that opens
    the text; other tags, the address. A date that nobody declares gives way to the day in the page's own address if it
    is far from it. What says another day, or cannot be, is kept as a conflict of the evidence, in the same order.
    """
    language = _language(cleaned, article)
    zones = zones_of(article.publisher, article.site)
    habit = cache(partial(writes_day_first, cleaned, language))  # most pages need not be asked
    complete = partial(_completed, cleaned=cleaned, habit=habit, zones=zones)
    seen = settled(visible_dates(cleaned, language), cleaned.page.markup, cleaned.page.blocks)
    visible = tuple(replace(each, source=complete(each.source)) for each in seen)
    article = _with_modified(cleaned, article, visible, complete)
    return _with_published(cleaned, article, visible, complete)


def _with_published(
    cleaned: Cleaned, article: Article, visible: tuple[VisibleDate, ...], complete: Complete
) -> Article:
    sources = tuple(map(complete, _sources(cleaned, article, visible)))
    captured_on = capture_day(cleaned)
    chosen, refused = _choose(sources, captured_on)
    if chosen is None:
        if refused is None:
            return article
        source, fault = refused
        proof = contested(source, sources, captured_on)
        return replace(article, published=rejected(source, fault)).proving("published", proof)
    left = tuple(reading[:10] for reading in chosen.printed.readings)
    if chosen.printed.value and chosen.printed.day is None:
        left = candidates(chosen, cleaned.text)
    proof = contested(chosen, sources, captured_on)
    return replace(article, published=published(chosen, left)).proving("published", proof)


def _completed(
    source: DateSource, cleaned: Cleaned, habit: Callable[[], bool | None], zones: Mapping[str, str]
) -> DateSource:
    """Return a date with what the page proves of it: the order of its figures, its year, the zone that a name means."""
    if source.printed.readings:
        day_first = habit()
        source = source if day_first is None else source.decided(day_first)
    elif source.printed.value and source.printed.value.startswith("--"):
        source = proved_year(source, cleaned, tuple(url_days(cleaned.page.markup))) or source
    return in_own_zone(source, zones) if zones else source


def _sources(cleaned: Cleaned, article: Article, visible: tuple[VisibleDate, ...]) -> Iterator[DateSource]:
    """Yield the dates that may be the publication's, the surest first."""
    markup = cleaned.page.markup
    wire = tuple(wire_dates(cleaned))
    seen = [
        each for each in visible if each.label is not DateLabel.UPDATED and not (each.above and _denied(each, wire))
    ]
    beside = tuple(each.source for each in seen if each.nearness is Nearness.BESIDE)
    stamps = tuple(declared(markup))
    yield from _printed_earlier(stamps[:1], seen)
    for source in stamps:
        yield in_local_time(source, beside)
    labelled = tuple(each.source for each in seen if each.nearness is Nearness.LABELLED)
    tagged = tuple(suggested(markup))
    undeclared = (
        *confirmed(tagged, beside[:1]),
        *moment((*beside, *labelled)[:1], markup),
        *beside,
        *labelled,
        *tagged,
        *(each.source for each in seen),
    )
    address = next(url_days(markup), None)
    if address and address.printed.day and any(_far(source, address) for source in undeclared[:1]):
        yield address
    yield from undeclared
    yield from wire
    changed = article.modified.value[:10] if article.modified and article.modified.value else None
    for source in last_resorts(markup):
        if source.printed.value is None or source.printed.value[:10] != changed:
            yield source
    yield from of_other_stories(markup, "published")


def _printed_earlier(stamps: tuple[DateSource, ...], seen: list[VisibleDate]) -> Iterator[DateSource]:
    """Yield the one day beside the headline if it is before the day declared: the stamp is then that of a move.

    No page prints the day of its publication before it is published, but a site that moves stamps its pages anew.
    A line further off counts where it says that the page was published then.
    """
    near = [each for each in seen if each.nearness is Nearness.BESIDE or each.label is DateLabel.PUBLISHED]
    lines = [each.source for each in near if each.source.printed.day]
    if not stamps or stamps[0].printed.day is None or len({each.printed.day for each in lines}) != 1:
        return
    if lines[0].printed.day and (stamps[0].printed.day - lines[0].printed.day).days > ZONES:
        yield lines[0]


def _denied(line: VisibleDate, wire: tuple[DateSource, ...]) -> bool:
    """Return whether the dateline that opens the text names another day than a line above the headline."""
    day = line.source.printed.day
    return day is not None and any(not _may_be(day, each) for each in wire)


def _may_be(day: date, source: DateSource) -> bool:
    """Return whether a printed day, which may lack its year, is at most some days from another."""
    is_open = (source.printed.value or "").startswith("--")
    years = (day.year - 1, day.year, day.year + 1) if is_open else ()
    days = [source.printed.day, *(in_year(source, year) for year in years)]
    known = [each for each in days if each is not None]
    return not known or any(abs((each - day).days) <= FAR for each in known)


def _far(source: DateSource, address: DateSource) -> bool:
    day, other = source.printed.day, address.printed.day
    return day is not None and other is not None and abs((day - other).days) > FAR


def _with_modified(cleaned: Cleaned, article: Article, visible: tuple[VisibleDate, ...], complete: Complete) -> Article:
    updated = (each.source for each in visible if each.label is DateLabel.UPDATED)
    markup = cleaned.page.markup
    given = (*modified_in_markup(markup), *updated, *of_other_stories(markup, "modified"))
    sources = tuple(map(complete, given))
    captured_on = capture_day(cleaned)
    chosen, _ = _choose(sources, captured_on)
    if chosen is None or chosen.printed.value is None:
        return article
    proof = contested(chosen, sources, captured_on)
    return replace(article, modified=published(chosen)).proving("modified", proof)


def _choose(
    sources: Iterable[DateSource], captured_on: str | None
) -> tuple[DateSource | None, tuple[DateSource, str] | None]:
    """Return the first full date, or else the first that is not full, and the first that had to be refused."""
    refused: tuple[DateSource, str] | None = None
    vague: DateSource | None = None
    for source in sources:
        fault = fault_of(source, captured_on)
        if fault:
            refused = refused or (source, fault)
        elif source.printed.day and _agrees(source, vague):
            return source, refused
        elif source.printed.precision != "month":
            vague = vague or source
    return vague, refused


def _agrees(source: DateSource, vague: DateSource | None) -> bool:
    """Return whether a full date can be that of a surer line that leaves year or order open.

    A date that readers see must be of the same day; other evidence need not be.
    """
    if vague is None or source.method != "text-dateline":
        return True
    value = source.printed.value or ""
    if vague.printed.readings:
        return value[:10] in {reading[:10] for reading in vague.printed.readings}
    return value[5:10] == (vague.printed.value or "")[2:7]


def _language(cleaned: Cleaned, article: Article) -> str | None:
    if article.language and article.language.code != "und":
        return article.language.code
    return (cleaned.page.markup.language or "").split("-")[0].lower() or None


ENRICHER = Enricher(name="published", run=date_article, after=frozenset({"language", "publisher", "site"}))
