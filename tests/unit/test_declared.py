"""A page whose own markup calls it a product, or something else that is no article, is none."""

import pytest

from schemas.page import Markup
from tasks.clean.judging.declared import LONGEST, declared_kind

PRODUCT = '{"@context": "https://schema.org", "@type": "Product", "name": "Oilskin hat"}'
STORY = '{"@type": "NewsArticle", "headline": "Hats sell out on Holm"}'


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (PRODUCT, "a product"),
        (f"[{PRODUCT}]", "a product"),
        (f'{{"@graph": [{{"@type": "WebSite"}}, {PRODUCT}]}}', "a product"),
        ('{"@type": ["ItemPage", "ProductGroup"]}', "a product"),
        (f'{{"@type": "WebPage", "mainEntity": {PRODUCT}}}', "a product"),
        ('{"@type": "QAPage"}', "a question with its answers"),
        ('{"@graph": [{"@type": "WebSite"}, {"@type": "CollectionPage"}]}', "a collection"),
        ('{"@type": "SearchResultsPage"}', "the results of a search"),
        ('{"@type": "JobPosting"}', "a post to be filled"),
    ],
)
def test_what_a_page_is_called_is_told(script: str, kind: str) -> None:
    assert declared_kind(Markup(json_ld=(script,))) == kind


@pytest.mark.parametrize(
    "markup",
    [
        Markup(),
        Markup(json_ld=(STORY,)),
        Markup(json_ld=(PRODUCT, STORY)),
        Markup(json_ld=(PRODUCT,), meta=(("og:type", "article"),)),
        Markup(json_ld=(PRODUCT,), meta=(("article:published_time", "2024-05-03"),)),
        Markup(json_ld=(f'{{"@type": "Review", "itemReviewed": {PRODUCT}}}',)),
        Markup(json_ld=(f'{{"@type": "WebPage", "isPartOf": {PRODUCT}}}',)),
        Markup(json_ld=('{"@type": "DiscussionForumPosting"}',)),
        Markup(json_ld=('{"@type": "WebPage", "isPartOf": {"@type": "CollectionPage"}}',)),
        Markup(json_ld=('{"@type": "CollectionPage"}',), meta=(("og:type", "article"),)),
        Markup(json_ld=(PRODUCT[:-1],)),
        Markup(json_ld=("[" * 100_000 + '"Product"',)),
        Markup(json_ld=(PRODUCT + " " * LONGEST,)),
        Markup(json_ld=('"Product"', "3", "null", '{"@graph": "Product"}', '{"@type": 3, "name": "Product"}')),
    ],
)
def test_what_tells_of_an_article_or_of_nothing_is_none(markup: Markup) -> None:
    assert declared_kind(markup) is None
