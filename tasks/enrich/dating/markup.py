"""Dates in a page's markup: JSON-LD, meta tags, time tags, the address."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from schemas.page import Markup
from tasks.enrich.dating.source import DateSource
from tasks.enrich.dating.tagged import MANY, MODIFIED_HINT, PUBLISHED_HINT, Tag, is_of_change, own_tags
from tasks.enrich.json_ld import LinkedArticle, linked_page
from tasks.grammar.stamps import read_stamp, url_date

PUBLISHED_META = """
article:published_time og:article:published_time og:published_time article:published datepublished parsely-pub-date
sailthru.date dc.date.issued dcterms.issued pubdate pub_date publishdate publish-date publish_date published-date
published_date publication_date article.published cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:time
bt:pubdate rnews:datepublished shareaholic:article_published_time citation_publication_date citation_online_date
originalpublicationdate article_date_original article-publish-date vr:published_time ptime article:post_date
iso-8601-publish-date lp.article:published_time og:pubdate live_date firstpublished article:publicationdate
"""
"""Names of meta tags that say when a page was published, the surest first."""

DATE_META = "date dc.date dcterms.date dcterms.created dc.date.created dc.created datecreated citation_date"
"""Names of meta tags that give a date and don't say of what: often the last change, or the template's."""

MODIFIED_META = """
article:modified_time og:article:modified_time og:modified_time datemodified og:updated_time article:updated_time
article:modified article.updated dc.date.modified dcterms.modified dc.modified last-modified lastmod moddate
bt:moddate vr:modified_time iso-8601-modified-date revision_date modified cxenseparse:recs:modifiedtime mtime
"""
"""Names of meta tags that say when it was changed last, the surest first."""


FOREIGN_HINT = re.compile(r"comment|related|teaser|recent|sidebar|widget", re.IGNORECASE)
"""Words around a time tag that is a comment's or another article's."""


def declared(markup: Markup) -> Iterator[DateSource]:
    """Yield what JSON-LD and meta tags declare to be the date of publication, the surest first."""
    yield from _linked(markup, "published")
    yield from _meta(markup, PUBLISHED_META)


def of_other_stories(markup: Markup, name: str) -> Iterator[DateSource]:
    """Yield what JSON-LD declares of other articles: kept beside the article's own date, never for it."""
    for source in _stamped(linked_page(markup).others, name):
        yield replace(source, is_other_story=True)


def suggested(markup: Markup) -> Iterator[DateSource]:
    """Yield the dates that tags give for a publication, but whose article they may not be: of one day only."""
    times = [time for time in own_tags(markup) if not is_of_change(time)]
    yield from _one_day([time for time in times if "itemprop=datepublished" in time[2].lower()])
    yield from _meta(markup, DATE_META)
    yield from _one_day([time for time in times if PUBLISHED_HINT.search(time[2])])


def modified_in_markup(markup: Markup) -> Iterator[DateSource]:
    """Yield the dates of the last change that the markup gives, the surest first."""
    yield from _linked(markup, "modified")
    yield from _meta(markup, MODIFIED_META)
    yield from _one_day([time for time in own_tags(markup) if MODIFIED_HINT.search(time[2])])


def last_resorts(markup: Markup) -> Iterator[DateSource]:
    """Yield what is left where neither markup nor text says when a page was published."""
    own = [time for time in own_tags(markup) if not FOREIGN_HINT.search(time[2])]
    yield from _one_day([time for time in own if not MODIFIED_HINT.search(time[2])])
    yield from url_days(markup)
    for article in _descriptions(markup):
        for name, text in (("dateCreated", article.created), ("uploadDate", article.uploaded)):
            printed = read_stamp(text) if text else None
            if printed:
                yield DateSource(printed, "json-ld", f"{article.where}.{name}")


def url_days(markup: Markup) -> Iterator[DateSource]:
    """Yield the days in the page's own addresses."""
    addresses = [("link[canonical]", markup.canonical), ("link[amphtml]", markup.amp)]
    addresses += [(f"meta[{name}]", content) for name, content in markup.meta if name in ("og:url", "twitter:url")]
    addresses += [(article.where, article.url) for article in _descriptions(markup)]
    for where, address in addresses:
        printed = url_date(address) if address else None
        if printed:
            yield DateSource(printed, "url", where)


def _linked(markup: Markup, name: str) -> Iterator[DateSource]:
    return _stamped(_descriptions(markup), name)


def _stamped(articles: Iterable[LinkedArticle], name: str) -> Iterator[DateSource]:
    for article in articles:
        text = article.published if name == "published" else article.modified
        printed = read_stamp(text) if text else None
        if printed:
            yield DateSource(printed, "json-ld", f"{article.where}.date{name.capitalize()}")


def _descriptions(markup: Markup) -> tuple[LinkedArticle, ...]:
    page = linked_page(markup)
    return (*page.articles, page.web_page) if page.web_page else page.articles


def _meta(markup: Markup, names: str) -> Iterator[DateSource]:
    ranked = {name: place for place, name in enumerate(names.split())}
    found = [(ranked[name], name, content) for name, content in markup.meta if name in ranked]
    for _, name, content in sorted(found, key=lambda each: each[0]):
        printed = read_stamp(content)
        if printed:
            yield DateSource(printed, "meta", f"meta[{name}]")


def _one_day(times: Sequence[Tag]) -> Iterator[DateSource]:
    """Yield the dates of time tags if they all name one day: else most are those of other articles."""
    found = [
        DateSource(printed, "time-tag", hint)
        for stamp, text, hint in times[:MANY]
        if (printed := (read_stamp(stamp) if stamp else None) or read_stamp(text))
    ]
    if len({each.printed.day for each in found}) == 1:
        yield from found
