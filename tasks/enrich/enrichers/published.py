"""When the article was published, and when it was changed last."""

from dataclasses import replace

from schemas.article import Article, Published
from schemas.page import Cleaned
from tasks.enrich.dating.habit import writes_day_first
from tasks.enrich.dating.markup import last_resorts, modified_in_markup, published_in_markup, url_days
from tasks.enrich.dating.source import DateSource, fault_of, published, rejected
from tasks.enrich.dating.visible import VisibleDate, visible_dates, wire_dates
from tasks.enrich.dating.year import candidates, proved_year
from tasks.enrich.enricher import Enricher
from tasks.grammar.date_labels import DateLabel


def date_article(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with its dates of publication and of change, as far as the capture proves them.

    The order of evidence: JSON-LD, meta tags, time tags that say so, the lines around the headline, the dateline
    of the text, other time tags, the address. Within one kind the surest comes first.
    """
    language = _language(cleaned, article)
    habit = writes_day_first(cleaned, language)
    visible = visible_dates(cleaned, language, habit)
    article = _with_published(cleaned, article, visible, habit)
    return _with_modified(cleaned, article, visible, habit)


def _with_published(
    cleaned: Cleaned, article: Article, visible: tuple[VisibleDate, ...], habit: bool | None
) -> Article:
    markup = cleaned.page.markup
    seen = tuple(each.source for each in visible if each.label is not DateLabel.UPDATED)
    sources = (*published_in_markup(markup, habit), *seen, *wire_dates(cleaned), *last_resorts(markup, habit))
    chosen, refused = _choose(sources, article.source.captured_at)
    if chosen is None:
        if refused is None:
            return article
        source, fault = refused
        return replace(article, published=rejected(source, fault)).proving("published", source.evidence)
    return _filled(cleaned, article, chosen, tuple(url_days(markup)))


def _filled(cleaned: Cleaned, article: Article, chosen: DateSource, others: tuple[DateSource, ...]) -> Article:
    printed = chosen.printed
    left: tuple[str, ...] = printed.readings
    if printed.value and printed.value.startswith("--"):
        dated = proved_year(chosen, cleaned, others)
        left = () if dated else candidates(chosen, cleaned.text)
        chosen = dated or chosen
    return replace(article, published=published(chosen, left)).proving("published", chosen.evidence)


def _with_modified(cleaned: Cleaned, article: Article, visible: tuple[VisibleDate, ...], habit: bool | None) -> Article:
    updated = tuple(each.source for each in visible if each.label is DateLabel.UPDATED)
    chosen, _ = _choose((*modified_in_markup(cleaned.page.markup, habit), *updated), article.source.captured_at)
    if chosen is None or chosen.printed.value is None:
        return article
    if chosen.printed.value.startswith("--"):
        chosen = proved_year(chosen, cleaned, ()) or chosen
    modified: Published = published(chosen)
    return replace(article, modified=modified).proving("modified", chosen.evidence)


def _choose(
    sources: tuple[DateSource, ...], captured_at: str | None
) -> tuple[DateSource | None, tuple[DateSource, str] | None]:
    """Return the first full date, or else the first one without a year, and the first that had to be refused."""
    refused: tuple[DateSource, str] | None = None
    vague: DateSource | None = None
    for source in sources:
        fault = fault_of(source, captured_at)
        if fault:
            refused = refused or (source, fault)
        elif source.printed.day:
            return source, refused
        elif source.printed.precision != "month":
            vague = vague or source
    return vague, refused


def _language(cleaned: Cleaned, article: Article) -> str | None:
    if article.language and article.language.code != "und":
        return article.language.code
    return (cleaned.page.markup.language or "").split("-")[0].lower() or None


ENRICHER = Enricher(name="published", run=date_article, after=frozenset({"language"}))
