"""Protects articles from the dates and authors of other stories that their pages describe in JSON-LD."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from schemas.article import Article
from schemas.page import Cleaned, Markup, Role
from tasks.enrich.enrichers.authors import find_authors
from tasks.enrich.enrichers.published import date_article
from tasks.enrich.own_story import own_story

PageOf = Callable[..., tuple[Cleaned, Article]]
TITLE = "Lighthouse of Nordby is painted green"
URL = "https://news.example/nordby/lighthouse"
OWN = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-05-03T09:00:00+02:00",
    "author": {"@type": "Person", "name": "Ann Lee"},
}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Goats win the autumn fair",
    "datePublished": "2011-01-09",
    "author": {"@type": "Person", "name": "Bo Ek"},
}
OTHER_URL = "https://news.example/fair/goats"


def read(page_of: PageOf, *scripts: Any, **markup: Any) -> Article:
    linked = tuple(json.dumps(each) for each in scripts)
    page = Markup(json_ld=linked, **{"headings": (TITLE,), "title": f"{TITLE} | The Example", **markup})
    cleaned, article = page_of([(Role.HEADLINE, TITLE), (Role.BODY, "It was grey since the war.")], page)
    return find_authors(cleaned, date_article(cleaned, article))


@pytest.mark.parametrize(
    ("scripts", "canonical"),
    [
        ([OTHER, OWN], None),
        ([[OTHER, OWN]], None),
        ([{"@graph": [{**OTHER, "@id": "#x"}, {**OWN, "@id": "#x"}]}], None),
        ([{**OTHER, "url": OTHER_URL}, {**OWN, "url": URL, "headline": "Green is the new grey in town"}], URL),
        ([{**OTHER, "mainEntityOfPage": {"@id": OTHER_URL}}, {**OWN, "@id": f"{URL}/#article"}], f"{URL}?utm_id=4"),
        ([{**OTHER, "url": "/fair/goats"}, {**OWN, "url": "/nordby/lighthouse", "headline": "Green light"}], URL),
        ([{**OTHER, "headline": "Lighthouse of Nordby opens"}, OWN], None),
        ([{**OTHER, "headline": None}, OWN], None),
        ([{**OTHER, "@type": "UserReview", "headline": None}, OWN], None),
        ([{"@type": "Recipe", "name": "Green soup", "datePublished": "2011-01-09", "author": "Bo Ek"}, OWN], None),
        ([{"@type": "WebPage", "hasPart": [OTHER]}, OWN], None),
    ],
)
def test_the_object_with_the_pages_headline_or_address_decides(
    page_of: PageOf, scripts: list[Any], canonical: str | None
) -> None:
    article = read(page_of, *scripts, canonical=canonical)
    assert (article.published.value, article.authors) == ("2024-05-03T09:00:00+02:00", ("Ann Lee",))


def test_titles_in_wide_letters_are_as_long_as_they_say() -> None:
    story = own_story(Markup(headings=("市议会投票决定修复港口堤坝",)))
    assert story.agreement("池塘里的鸭子回来了市民欢喜", []) == -1
    assert story.agreement("市议会投票决定修复港口", []) == 0


def test_what_is_said_of_another_story_is_kept_as_a_conflict(page_of: PageOf) -> None:
    article = read(page_of, OTHER, OWN)
    lost = {name: [(each.value, each.method) for each in article.evidence[name].conflicts] for name in article.evidence}
    assert lost["published"] == [("2011-01-09", "rejected:other-story")]
    assert lost["authors"] == [("Bo Ek", "rejected:other-story")]


@pytest.mark.parametrize(
    "script",
    [
        OTHER,
        {**OTHER, "url": OTHER_URL},
        {"@type": "Recipe", "name": "Green soup", "datePublished": "2011-01-09", "author": "Bo Ek"},
        {"@type": "WebPage", "name": TITLE, "hasPart": [OTHER]},
        {"@type": "WebPage", "hasPart": [{**OTHER, "headline": None}]},
        {"@type": "WebPage", "mentions": [OTHER]},
        {"@type": "WebPage", "name": OTHER["headline"], "url": OTHER_URL, "datePublished": "2011-01-09"},
    ],
)
def test_another_story_gives_neither_date_nor_author(page_of: PageOf, script: dict[str, Any]) -> None:
    article = read(page_of, script, canonical=URL)
    assert (article.published.value, article.authors, article.modified) == (None, (), None)
    assert article.published.method in (None, "rejected:other-story")


@pytest.mark.parametrize(
    ("own", "markup"),
    [
        ({"headline": "Of colour and stone"}, {"canonical": URL.replace("https", "http"), "url": URL}),
        ({"headline": f"{TITLE} again"}, {}),
        ({"headline": TITLE[:-1] + "..."}, {}),
        ({"headline": "Nordby paints its lighthouse"}, {}),
        ({"headline": "Of colour and stone"}, {"meta": (("og:title", "Of colour & stone"),)}),
        ({"headline": "Of colour and stone"}, {"headings": (), "title": "The Example"}),
        ({"headline": TITLE, "url": OTHER_URL}, {"canonical": URL}),
        ({"headline": "Of colour and stone", "url": "https://news.example/"}, {"headings": (), "title": "Example"}),
        ({"@type": "Recipe", "headline": None, "name": TITLE}, {}),
    ],
)
def test_a_headline_of_other_words_or_an_old_address_makes_no_other_story(
    page_of: PageOf, own: dict[str, Any], markup: dict[str, Any]
) -> None:
    url = {"url": markup.pop("url")} if "url" in markup else {}
    article = read(page_of, {**OWN, **url, **own}, **markup)
    assert (article.published.value, article.authors) == ("2024-05-03T09:00:00+02:00", ("Ann Lee",))


def test_a_part_that_is_the_article_is_read(page_of: PageOf) -> None:
    assert read(page_of, {"@type": "WebPage", "hasPart": [OTHER, OWN]}).authors == ("Ann Lee",)


def test_agreement_counts_what_can_be_compared() -> None:
    story = own_story(Markup(headings=(TITLE,), canonical=URL))
    assert story.agreement(TITLE, [URL]) == 2
    assert story.agreement(TITLE, [OTHER_URL]) == story.agreement("Goats", [URL]) == 1
    assert story.agreement(None, []) == story.agreement(None, ["https://news.example/"]) == 0
    assert story.agreement("Goats win the autumn fair", [OTHER_URL]) == -1
