"""The enrich stage: every enricher runs once, after what it needs, in the same order everywhere."""

import random
from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.errors import PermanentError
from schemas.page import Cleaned, Markup, Role
from tasks.enrich.enricher import Enricher
from tasks.enrich.pipeline import enrich, enrichers, ordered

PageOf = Callable[..., tuple[Cleaned, Article]]


def unchanged(_: Cleaned, article: Article) -> Article:
    return article


def enricher(name: str, *after: str) -> Enricher:
    return Enricher(name, unchanged, frozenset(after))


def test_an_enricher_runs_after_those_it_names_however_they_are_found() -> None:
    found = [enricher("a", "c"), enricher("b"), enricher("c", "d"), enricher("d"), enricher("e", "a", "b")]
    for seed in range(20):
        random.Random(seed).shuffle(found)
        assert [each.name for each in ordered(found)] == ["b", "d", "c", "a", "e"]


def test_the_name_of_an_enricher_that_is_not_there_orders_nothing() -> None:
    assert [each.name for each in ordered([enricher("b"), enricher("a", "gone")])] == ["a", "b"]


def test_enrichers_that_wait_for_each_other_are_our_mistake() -> None:
    with pytest.raises(PermanentError, match="wait for each other"):
        ordered([enricher("a", "b"), enricher("b", "a")])


def test_two_enrichers_of_one_name_are_our_mistake() -> None:
    with pytest.raises(PermanentError, match="share a name"):
        ordered([enricher("a"), enricher("a")])


def test_the_installed_enrichers_name_only_each_other() -> None:
    installed = {each.name for each in enrichers()}
    assert {name for each in enrichers() for name in each.after} <= installed


def test_a_page_with_nothing_on_it_fills_nothing(page_of: PageOf) -> None:
    for markup in (None, Markup()):
        cleaned, _ = page_of((), markup)
        article = enrich(cleaned)
        assert (article.title, article.authors, article.publisher, article.url, article.section) == (
            None,
            (),
            None,
            None,
            (),
        )
        assert article.published.value is None


def test_each_filled_field_says_where_it_came_from(page_of: PageOf) -> None:
    lines = [
        (Role.NAVIGATION, "Example.Org » Harbour » Ferries return to Nordby", "cue:breadcrumb"),
        (Role.HEADLINE, "Ferries return to Nordby"),
        (Role.SUBTITLE, "The storm kept them away for nine days"),
        (Role.BYLINE, "By Ann Lee"),
        (Role.BODY, "The ferries returned to Nordby on Monday, the harbour master said at noon."),
    ]
    article = enrich(page_of(lines)[0])
    for name in ("title", "subtitle", "authors", "publisher", "section", "words"):
        assert getattr(article, name), name
        assert article.evidence[name].method, name
    assert article.evidence["title"].line == 2
    assert article.evidence["authors"].raw == "By Ann Lee"
