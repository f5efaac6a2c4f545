"""Dates in a page's markup: JSON-LD, meta tags, time tags, the address."""

from collections.abc import Iterator

from schemas.page import Markup
from tasks.enrich.dating.source import DateSource
from tasks.enrich.json_ld import LinkedArticle, linked_page
from tasks.grammar.dates import PrintedDate
from tasks.grammar.stamps import read_stamp, url_date

PUBLISHED_META = """
article:published_time og:article:published_time og:published_time article:published datepublished parsely-pub-date
sailthru.date dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created dc.date.created dc.created date
pubdate pub_date publishdate publish-date publish_date published-date published_date publication_date
article.published cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:time bt:pubdate
rnews:datepublished shareaholic:article_published_time citation_publication_date citation_online_date citation_date
originalpublicationdate article_date_original article-publish-date vr:published_time ptime article:post_date
iso-8601-publish-date lp.article:published_time og:pubdate live_date firstpublished article:publicationdate datecreated
"""
"""Names of meta tags that say when a page was published, the surest first."""

MODIFIED_META = """
article:modified_time og:article:modified_time og:modified_time datemodified og:updated_time article:updated_time
article:modified article.updated dc.date.modified dcterms.modified dc.modified last-modified lastmod moddate
bt:moddate vr:modified_time iso-8601-modified-date revision_date modified cxenseparse:recs:modifiedtime mtime
"""
"""Names of meta tags that say when it was changed last, the surest first."""


def published_in_markup(markup: Markup, habit: bool | None) -> Iterator[DateSource]:
    """Yield the dates of publication that the markup gives, the surest first."""
    yield from _linked(markup, "published")
    yield from _meta(markup, PUBLISHED_META, habit)
    yield from _times(markup, ("datepublished", "pubdate", "date-published", "publish", "posted-on"), habit)


def modified_in_markup(markup: Markup, habit: bool | None) -> Iterator[DateSource]:
    """Yield the dates of the last change that the markup gives, the surest first."""
    yield from _linked(markup, "modified")
    yield from _meta(markup, MODIFIED_META, habit)
    yield from _times(markup, ("datemodified", "modified", "updated"), habit)


def last_resorts(markup: Markup, habit: bool | None) -> Iterator[DateSource]:
    """Yield what is left where neither markup nor text says when a page was published."""
    yield from _times(markup, ("",), habit)
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
    for article in _descriptions(markup):
        text = article.published if name == "published" else article.modified
        printed = read_stamp(text) if text else None
        if printed:
            yield DateSource(
                printed, "json-ld", f"{article.where}.{'datePublished' if name == 'published' else 'dateModified'}"
            )


def _descriptions(markup: Markup) -> tuple[LinkedArticle, ...]:
    page = linked_page(markup)
    return (*page.articles, page.web_page) if page.web_page else page.articles


def _meta(markup: Markup, names: str, habit: bool | None) -> Iterator[DateSource]:
    ranked = {name: place for place, name in enumerate(names.split())}
    found = [(ranked[name], name, content) for name, content in markup.meta if name in ranked]
    for _, name, content in sorted(found, key=lambda each: each[0]):
        printed = read_stamp(content, day_first=habit)
        if printed:
            yield DateSource(printed, "meta", f"meta[{name}]")


def _times(markup: Markup, hints: tuple[str, ...], habit: bool | None) -> Iterator[DateSource]:
    """Yield the dates of time tags whose attributes or surroundings speak of one thing."""
    for stamp, text, hint in markup.times:
        folded = hint.lower()
        if any(each in folded for each in hints) and (printed := _time(stamp, text, habit)):
            yield DateSource(printed, "time-tag", hint)


def _time(stamp: str, text: str, habit: bool | None) -> PrintedDate | None:
    return (read_stamp(stamp, day_first=habit) if stamp else None) or read_stamp(text, day_first=habit)
