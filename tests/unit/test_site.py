"""Addresses: one spelling for one page, nothing of a reader's way to it, nothing that is no public address."""

from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.page import Cleaned, Markup
from tasks.enrich.enrichers.site import locate
from tasks.grammar.addresses import LONGEST, host_of, is_front_page, normalise

PageOf = Callable[..., tuple[Cleaned, Article]]

SAME = {
    "HTTPS://News.Example:443/a/B?id=7#top": "https://news.example/a/B?id=7",
    "http://user:secret@news.example/a": "http://news.example/a",
    "https://news.example": "https://news.example/",
    "https://news.example./a": "https://news.example/a",
    "https://news.example/a?utm_source=x&id=7&fbclid=y": "https://news.example/a?id=7",
    "https://news.example/a?utm_source=x": "https://news.example/a",
    "https://news.example/ä b": "https://news.example/%C3%A4b",
    "https://news.example/%C3%A4": "https://news.example/%C3%A4",
    "https://MÜNCHEN.example/a": "https://xn--mnchen-3ya.example/a",
    "http://news.example:8080/a": "http://news.example:8080/a",
    "https://news.example/a?q=1;2&r=": "https://news.example/a?q=1;2&r=",
    " https://news.example/a\n": "https://news.example/a",
}
NONE = [
    "",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://news.example/a",
    "/a",
    "a",
    "https://",
    "https://news.example:99999999/a",
    "https://news.example:x/a",
    "https://[::1/a",
    "https://[::1]/a",
    "https://localhost/a",
    "https://-bad-.example/a",
    "https://" + "a" * 70 + ".example/",
    "https://news.example/" + "a" * 65_536,
    "https://news.example/" + "ä" * 2_000,
]


@pytest.mark.parametrize(("address", "expected"), SAME.items())
def test_one_page_has_one_spelling(address: str, expected: str) -> None:
    assert normalise(address) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize("address", NONE, ids=lambda address: address[:40])
def test_what_is_no_public_address_is_none(address: str) -> None:
    assert normalise(address) is None
    assert normalise(None) is None


def test_a_relative_address_is_completed() -> None:
    assert normalise("../b", "https://news.example/a/c/d") == "https://news.example/a/b"
    assert normalise("//cdn.example/b", "https://news.example/") == "https://cdn.example/b"


def test_hosts_and_front_pages() -> None:
    assert host_of("https://www.news.example/a") == "news.example"
    assert is_front_page("https://news.example/")
    assert not is_front_page("https://news.example/?p=7")


@pytest.mark.parametrize(
    ("markup", "url", "site"),
    [
        (Markup(canonical="https://www.news.example/a"), "https://www.news.example/a", "news.example"),
        (
            Markup(canonical="/a", meta=(("og:url", "https://news.example/b"),)),
            "https://news.example/a",
            "news.example",
        ),
        (Markup(canonical="/a", base="https://news.example/x/"), "https://news.example/a", "news.example"),
        (Markup(canonical="/a"), None, None),
        (Markup(canonical="https://news.example/"), None, "news.example"),
        (
            Markup(canonical="https://news.example/", meta=(("og:url", "https://news.example/b"),)),
            "https://news.example/b",
            "news.example",
        ),
        (
            Markup(json_ld=('{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://news.example/c"}}',)),
            "https://news.example/c",
            "news.example",
        ),
        (Markup(amp="https://news.example/a.amp"), "https://news.example/a.amp", "news.example"),
        (Markup(canonical="javascript:alert(1)"), None, None),
        (Markup(), None, None),
    ],
)
def test_the_page_says_where_it_stands(page_of: PageOf, markup: Markup, url: str | None, site: str | None) -> None:
    article = locate(*page_of([], markup))
    assert (article.url, article.site) == (url, site)


def test_a_text_capture_stands_on_the_site_of_its_profile(page_of: PageOf) -> None:
    assert locate(*page_of([], profile="news.example")).site == "news.example"
    assert locate(*page_of([])).site is None


def test_the_limit_holds_after_escaping() -> None:
    assert len(normalise("https://news.example/" + "a" * (LONGEST - 21)) or "") == LONGEST


def test_another_address_of_the_page_is_kept_and_another_scheme_is_none(page_of: PageOf) -> None:
    metas = (("og:url", "http://news.example/a"), ("twitter:url", "https://news.example/b"))
    article = locate(*page_of([], Markup(canonical="https://www.news.example/a", meta=metas)))
    kept = [(each.value, each.method) for each in article.evidence["url"].conflicts]
    assert kept == [("https://news.example/b", "meta:twitter:url")]
