"""JSON-LD as real pages write it: graphs, lists, references, broken JSON; hostile JSON costs nothing."""

import json
import time

import pytest

from schemas.page import Markup
from tasks.enrich.json_ld import LinkedPage, Party, articles, linked_page
from tasks.enrich.lenient_json import load_values

STORY = {"@type": "NewsArticle", "headline": "Ferries return", "datePublished": "2024-05-03"}


def read(*scripts: object) -> LinkedPage:
    return linked_page(Markup(json_ld=tuple(each if isinstance(each, str) else json.dumps(each) for each in scripts)))


@pytest.mark.parametrize(
    "script",
    [
        STORY,
        [STORY],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Example"}, STORY]},
        {**STORY, "@type": ["NewsArticle", "https://schema.org/Article"]},
        {"@type": "WebPage", "mainEntity": STORY},
        {**STORY, "@type": "http://schema.org/ReportageNewsArticle"},
        {**STORY, "@type": "LiveBlogPosting"},
    ],
)
def test_an_article_is_found_wherever_a_page_puts_it(script: object) -> None:
    (article,) = read(script).articles
    assert (article.headline, article.published) == ("Ferries return", "2024-05-03")


def test_the_articles_of_other_pages_are_not_this_pages() -> None:
    teasers = {"@type": "ItemList", "itemListElement": [STORY, STORY]}
    assert read(teasers).articles == ()
    assert read({"@type": "Organization", "makesOffer": STORY}).articles == ()


def test_several_scripts_keep_their_order() -> None:
    found = read({"@type": "Organization"}, STORY, {**STORY, "headline": "Other"}).articles
    assert [(each.headline, each.where) for each in found] == [
        ("Ferries return", "json-ld[1]"),
        ("Other", "json-ld[2]"),
    ]


@pytest.mark.parametrize(
    ("author", "parties"),
    [
        ("Ann Lee", [Party("Ann Lee", None)]),
        (["Ann Lee", {"@type": "Person", "name": "Bo Ek"}], [Party("Ann Lee", None), Party("Bo Ek", "person")]),
        ({"@type": "Organization", "name": "Example Press"}, [Party("Example Press", "organization")]),
        ({"@type": "NewsMediaOrganization", "name": "Example"}, [Party("Example", "organization")]),
        ({"@id": "#ann"}, [Party("Ann Lee", "person", "https://news.example/ann")]),
        ({"@type": "Person", "name": ["Ann Lee", "A. Lee"]}, [Party("Ann Lee", "person")]),
        ([[{"name": "Ann Lee"}]], [Party("Ann Lee", None)]),
        ({"@type": "Person"}, []),
        (None, []),
    ],
)
def test_authors_in_every_form(author: object, parties: list[Party]) -> None:
    ann = {"@type": "Person", "@id": "#ann", "name": "Ann Lee", "url": "https://news.example/ann"}
    (article,) = read({"@graph": [{**STORY, "author": author}, ann]}).articles
    assert article.authors == tuple(parties)


def test_breadcrumbs_and_the_sites_name() -> None:
    steps = [{"@type": "ListItem", "position": 1, "name": "Home"}, {"@type": "ListItem", "item": {"name": "Harbour"}}]
    page = read({"@type": "BreadcrumbList", "itemListElement": steps}, {"@type": "WebSite", "name": "Example"})
    assert page.breadcrumbs == ("Home", "Harbour")
    assert page.site == "Example"


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"a": "b"} -->',
        '//<![CDATA[\n{"a": "b"}\n//]]>',
        '{"a": "b",}',
        '{"a": "b", };',
        '\ufeff {"a": "b"}',
        "{&quot;a&quot;: &quot;b&quot;}",
    ],
)
def test_broken_json_is_repaired_where_that_is_safe(script: str) -> None:
    assert load_values(script) == ({"a": "b"},)


def test_repairs_leave_the_words_alone() -> None:
    assert load_values('{"a": "one, ] two", "b": "it\\\'s\n\there",}') == ({"a": "one, ] two", "b": "it's\n\there"},)


@pytest.mark.parametrize("script", ['{"a": "say "yes" now"}', '{"a": b}', "{", "", "nonsense", '{"a"'])
def test_json_that_cannot_be_read_without_guessing_says_nothing(script: str) -> None:
    assert load_values(script) == ()


def test_values_that_are_no_text_are_no_text() -> None:
    (article,) = articles(
        Markup(json_ld=('{"@type": "NewsArticle", "headline": NaN, "author": [Infinity, "Ann Lee"]}',))
    )
    assert (article.headline, article.authors) == (None, (Party("Ann Lee", None),))


def test_controls_markup_and_surrogates_do_not_get_through() -> None:
    (article,) = read(
        '{"@type": "NewsArticle", "headline": "A<script>x</script>\\u202e\\u0000\\ud800 &amp;amp; B\\u001b"}'
    ).articles
    assert article.headline == "A x & B"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "' + "x" * 20_000_000 + '"}',
        "[" * 10_000 + "]" * 10_000,
        '{"@graph":' * 10_000 + "1" + "}" * 10_000,
        "[" + ",".join(["{}"] * 200_000) + "]",
        "[" + ",".join(f'{{"@type": "NewsArticle", "headline": "{n} {"ab" * 150}"}}' for n in range(5_000)) + "]",
        '"' + '\\"' * 900_000,
        "," * 900_000,
        ";" * 1_900_000,
        "{" + " " * 1_900_000 + "x",
        '{"@type": "NewsArticle", "position": ' + "9" * 100_000 + "}",
    ],
    ids=[
        "20 MB",
        "10,000 lists deep",
        "10,000 graphs deep",
        "200,000 objects",
        "5,000 articles",
        "quotes",
        "commas",
        "marks",
        "spaces",
        "digits",
    ],
)
def test_hostile_json_costs_little(script: str) -> None:
    start = time.process_time()
    linked_page(Markup(json_ld=(script,), title=" - ".join(["cd" * 15] * 20)))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("positions", "trail"),
    [
        ([2, 1], ("Harbour", "News")),
        (["2", "1"], ("Harbour", "News")),
        ([10, 9], ("Harbour", "News")),
        ([2, None], ("News", "Harbour")),
        ([None, None], ("News", "Harbour")),
        ([2, "first"], ("News", "Harbour")),
        ([1, 1], ("News", "Harbour")),
    ],
)
def test_breadcrumbs_go_by_their_position_where_each_has_one(positions: list[object], trail: tuple[str, ...]) -> None:
    steps = [{"name": name, "position": place} for name, place in zip(("News", "Harbour"), positions, strict=True)]
    assert read({"@type": "BreadcrumbList", "itemListElement": steps}).breadcrumbs == trail


@pytest.mark.parametrize(
    ("script", "flags"),
    [
        (json.dumps(STORY), ()),
        ("", ()),
        ("[]", ()),
        (json.dumps({**STORY, "articleBody": "x" * 2_100_000}), ("json-ld-unread",)),
        ('{"@graph":' * 10_000 + "1" + "}" * 10_000, ("json-ld-unread",)),
        ('{"@graph":' * 60 + json.dumps(STORY) + "}" * 60, ("json-ld-unread",)),
        (json.dumps([{}] * 6_000), ("json-ld-unread",)),
        (json.dumps([{}] * 4_000), ()),
        ('{"@type": "NewsArticle", "headline": "A', ("json-ld-unread",)),
        (
            '{"@type": "NewsArticle", "headline": "A", "headline": "B"}',
            ("json-ld-repeats",),
        ),
        ('{"@type": "NewsArticle", "headline": "A", "headline": "A"}', ()),
        (json.dumps({**STORY, "author": ["Ann Lee"] * 51}), ("authors-cut",)),
        (json.dumps({**STORY, "author": ["Ann Lee"] * 50}), ()),
    ],
    ids=range(13),
)
def test_what_is_not_read_of_a_page_is_flagged(script: str, flags: tuple[str, ...]) -> None:
    assert read(script).flags == flags


def test_of_two_equal_keys_the_last_counts_as_in_a_browser() -> None:
    (article,) = read('{"@type": "NewsArticle", "headline": "A", "headline": "B"}').articles
    assert article.headline == "B"
