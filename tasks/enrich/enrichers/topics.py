"""What the article is about, in the publisher's own keywords."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned
from tasks.enrich.enricher import Enricher
from tasks.enrich.json_ld import linked_page
from tasks.enrich.keywords import topic_of
from tasks.enrich.lines import one_line
from tasks.enrich.markup import meta_values

MOST = 30
"""Keywords from which on a list is written for search engines and not for readers; the rest is dropped."""
LONGEST = 80
LISTED = re.compile(r"[,;、，|]")
TAGS = ("article:tag", "og:article:tag")
LISTS = ("news_keywords", "parsely-tags", "sailthru.tags", "keywords")


def find_topics(cleaned: Cleaned, article: Article) -> Article:
    """Fill `topics`, where no list printed on the page has, from article tags, JSON-LD and keyword tags."""
    if article.topics:
        return article
    for method, raw, words in _sources(cleaned):
        lines = (word for each in words if (word := one_line(each)) and len(word) <= LONGEST)
        topics = tuple(dict.fromkeys(topic for line in lines if (topic := topic_of(line))))[:MOST]
        if topics:
            return replace(article, topics=topics).proving("topics", Evidence(method, raw=raw))
    return article


def _sources(cleaned: Cleaned) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (method, raw, keywords) of each place that lists keywords, the surest first."""
    markup = cleaned.page.markup
    tags = [content for _, content in meta_values(markup, *TAGS)]
    if tags:
        yield "meta:article:tag", "; ".join(tags[:MOST]), _split(tags)
    for each in linked_page(markup).articles:
        if each.keywords:
            yield "json-ld:keywords", "; ".join(each.keywords[:MOST]), _split(list(each.keywords))
    for name, content in meta_values(markup, *LISTS):
        yield f"meta:{name}", content, _split([content])


def _split(listed: list[str]) -> list[str]:
    """Return single keywords: one string may hold a list, an element of a real list is one keyword."""
    return LISTED.split(listed[0]) if len(listed) == 1 else listed


ENRICHER = Enricher(name="topics", run=find_topics, after=frozenset({"lists"}))
