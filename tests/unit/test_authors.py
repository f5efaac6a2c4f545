"""Authors: people, from the surest place that names some; organisations apart; nothing that only looks like a name."""

import json
from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.page import Cleaned, Markup, Role
from tasks.enrich.enrichers.authors import MOST, find_authors

PageOf = Callable[..., tuple[Cleaned, Article]]
HEAD, BODY, BYLINE, MENU = Role.HEADLINE, Role.BODY, Role.BYLINE, Role.NAVIGATION
TITLE = "Ferries return to Nordby after nine days"
TEXT = "The ferries returned to Nordby on Monday, the harbour master said. Patient care was never at risk."
LD = '{"@type": "NewsArticle", "author": %s}'


def test_authors_that_are_cut_are_flagged(page_of: PageOf) -> None:
    names = [f"Ann {chr(65 + number)}elk{chr(97 + number)}" for number in range(21)]
    for count, flags in ((21, ("authors-cut",)), (20, ())):
        script = LD % json.dumps([{"@type": "Person", "name": name} for name in names[:count]])
        cleaned, article = page_of([(BODY, "It rained.")], Markup(json_ld=(script,)))
        found = find_authors(cleaned, article)
        assert len(found.authors) == 20
        assert (found.quality.flags if found.quality else ()) == flags


@pytest.mark.parametrize(
    ("markup", "authors", "organisations"),
    [
        (Markup(json_ld=(LD % '{"@type": "Person", "name": "Ann Lee"}',)), ["Ann Lee"], []),
        (Markup(json_ld=(LD % '["Ann Lee", "Bo Ek"]',)), ["Ann Lee", "Bo Ek"], []),
        (Markup(json_ld=(LD % '"Ann Lee and Bo Ek"',)), ["Ann Lee", "Bo Ek"], []),
        (
            Markup(json_ld=(LD % '[{"name": "Ann Lee"}, {"@type": "Organization", "name": "dpa"}]',)),
            ["Ann Lee"],
            ["dpa"],
        ),
        (Markup(json_ld=(LD % '{"@type": "Person", "name": "harbourfan7x"}',)), ["harbourfan7x"], []),
        (
            Markup(json_ld=(LD % '{"@type": "Person", "name": "Staff"}',), meta=(("author", "Ann Lee"),)),
            ["Ann Lee"],
            [],
        ),
        (Markup(meta=(("article:author", "https://www.facebook.com/example"), ("author", "Ann Lee"))), ["Ann Lee"], []),
        (Markup(meta=(("citation_author", "Lee, Ann"), ("citation_author", "Ek, Bo"))), ["Ann Lee", "Bo Ek"], []),
        (Markup(meta=(("twitter:label1", "Written by"), ("twitter:data1", "Ann Lee"))), ["Ann Lee"], []),
        (Markup(meta=(("twitter:label1", "Reading time"), ("twitter:data1", "Three Minutes"))), [], []),
        (Markup(authors=(("Ann Lee", "a rel=author < byline"),)), ["Ann Lee"], []),
        (Markup(authors=(("Bo Ek", "a class=comment-author"), ("By Ann Lee", "p class=byline"))), ["Ann Lee"], []),
        (Markup(authors=tuple((f"{name} Lee", "li class=author") for name in ("Ann", "Bo", "Cy", "Di"))), [], []),
        (Markup(authors=(("Ann Lee", "button class=followAuthorBtn"),)), [], []),
        (Markup(authors=(("Foto: Ann Lee", "div class=bildautor < pswp-caption-content"),)), [], []),
        (Markup(meta=(("author", "The Example"), ("og:site_name", "The Example"))), [], ["The Example"]),
        (Markup(meta=(("author", "Reuters"),)), [], ["Reuters"]),
    ],
)
def test_markup_names_the_authors(
    page_of: PageOf, markup: Markup, authors: list[str], organisations: list[str]
) -> None:
    article = find_authors(*page_of([(HEAD, TITLE), (BODY, TEXT)], markup))
    assert (list(article.authors), list(article.organisations)) == (authors, organisations)


@pytest.mark.parametrize(
    "lines",
    [
        [(HEAD, TITLE), (BYLINE, "By Ann Lee"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "By"), (MENU, "Ann Lee"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "3 May 2020 by Ann Lee"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "3 min read · By Ann Lee"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "Ann Lee"), (Role.DATELINE, "3 May 2020, 10:15"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "Ann Lee · Example News · 3 May 2020"), (BODY, TEXT)],
        [(HEAD, TITLE), (BODY, TEXT), (MENU, "Written by Ann Lee")],
        [(BYLINE, "By Azernews"), (BYLINE, "By Ann Lee"), (HEAD, TITLE), (BODY, TEXT)],
    ],
)
def test_lines_name_the_authors(page_of: PageOf, lines: list[tuple[Role, str]]) -> None:
    article = find_authors(*page_of(lines))
    assert article.authors == ("Ann Lee",)
    assert article.evidence["authors"].line is not None


@pytest.mark.parametrize(
    "lines",
    [
        [(HEAD, TITLE), (BODY, TEXT), (Role.CAPTION, "By Ann Lee")],
        [(HEAD, TITLE), (MENU, "Ann Lee"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "Ann Lee/AFP, 4 March 2012"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "Ann Lee, 4 March 1950 - 27 November 2026"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "Harbour Concert on 3 May 2020"), (BODY, TEXT)],
        [(HEAD, TITLE), (MENU, "Patient Care"), (Role.DATELINE, "3 May 2020"), (BODY, TEXT)],
        [(HEAD, TITLE), (BODY, "By Monday the storm was over.")],
        [(MENU, "By Ann Lee")],
        [],
    ],
)
def test_other_lines_name_none(page_of: PageOf, lines: list[tuple[Role, str]]) -> None:
    assert find_authors(*page_of(lines)).authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "نشر في: 3 مايو 2020",
        "آخر تحديث: 3 مايو 2020",
        "تاريخ النشر: 3 مايو 2020",
        "تم النشر في: 3 مايو 2020",
        "آخرین به‌روزرسانی 3 مايو 2020",
        "发布于 2020年5月3日",
        "Kuupäev: 3 May 2020",
        "Senest Skrevet: 3 May 2020",
    ],
)
def test_the_label_of_a_date_is_no_author(page_of: PageOf, line: str) -> None:
    assert find_authors(*page_of([(HEAD, TITLE), (Role.DATELINE, line), (BODY, TEXT)])).authors == ()
    above = [(HEAD, TITLE), (MENU, line.rsplit(maxsplit=3)[0]), (Role.DATELINE, "3 May 2020"), (BODY, TEXT)]
    assert find_authors(*page_of(above)).authors == ()


def test_a_chinese_line_of_fields_names_its_author_alone(page_of: PageOf) -> None:
    line = "2021年3月4日 10:15 来源：新华社 作者：王明 编辑：李红"
    assert find_authors(*page_of([(HEAD, TITLE), (Role.DATELINE, line), (BODY, TEXT)])).authors == ("王明",)
    for label in ("责任编辑：王明", "責任編輯：王明"):
        assert find_authors(*page_of([(HEAD, TITLE), (MENU, label), (BODY, TEXT)])).authors == ()


def test_an_agency_named_by_the_markup_is_not_overruled_by_what_only_looks_like_a_name(page_of: PageOf) -> None:
    lines = [(HEAD, TITLE), (MENU, "Cedar Hill"), (Role.DATELINE, "3 May 2020"), (BODY, TEXT)]
    article = find_authors(*page_of(lines, Markup(meta=(("author", "Associated Press"),))))
    assert (article.authors, article.organisations) == ((), ("Associated Press",))


def test_a_byline_of_ten_thousand_names_is_bounded(page_of: PageOf) -> None:
    names = "; ".join(f"Ann Lee{'abcdefghij'[number % 10]}" for number in range(10_000))
    article = find_authors(*page_of([(HEAD, TITLE), (BODY, TEXT)], Markup(meta=(("author", names),))))
    assert 0 < len(article.authors) <= MOST


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee Lifestyle Writer",
        "Ann Lee | Published 1 day ago",
        "Ann Lee 2 minutes ago",
        "Ann Lee Ann Lee",
    ],
)
def test_a_name_line_is_read_without_its_job_its_age_and_its_double(page_of: PageOf, line: str) -> None:
    cleaned, article = page_of([(HEAD, TITLE), (MENU, line), (Role.DATELINE, "3 May 2020"), (BODY, TEXT)])
    assert list(find_authors(cleaned, article).authors) == ["Ann Lee"]


def test_whom_the_headline_names_did_not_write_the_story(page_of: PageOf) -> None:
    lines = [(HEAD, "Ann Lee opens the harbour of Nordby again"), (MENU, "Ann Lee"), (Role.DATELINE, "3 May 2020")]
    assert find_authors(*page_of([*lines, (BODY, TEXT)])).authors == ()


def test_a_paragraph_of_nothing_but_names_signs_the_story(page_of: PageOf) -> None:
    signed = find_authors(*page_of([(HEAD, TITLE), (BODY, TEXT), (BODY, "Ann Lee/Bo Eklund")]))
    assert (list(signed.authors), signed.evidence["authors"].method) == (
        ["Ann Lee", "Bo Eklund"],
        "block:name-paragraph",
    )


@pytest.mark.parametrize("heading", ["Harbour Master", "Patient Care", "Nordby Ferries"])
def test_a_heading_whose_words_the_text_has_signs_nothing(page_of: PageOf, heading: str) -> None:
    assert find_authors(*page_of([(HEAD, TITLE), (BODY, heading), (BODY, TEXT)])).authors == ()


def test_a_byline_may_stand_apart_below_a_standfirst_of_a_text_capture(page_of: PageOf) -> None:
    paragraphs = [(BODY, f"{TEXT} It was the {number}th day.") for number in range(5)]
    lines = [(HEAD, TITLE), *paragraphs, (MENU, "Ann Lee"), (MENU, "Nordby - 3 May 2020 10:15"), (BODY, TEXT)]
    assert list(find_authors(*page_of(lines)).authors) == ["Ann Lee"]


def test_a_site_and_its_town_in_an_author_tag_name_nobody(page_of: PageOf) -> None:
    markup = Markup(meta=(("author", "example.de, Frankfurt, Germany"),))
    assert find_authors(*page_of([(HEAD, TITLE), (BODY, TEXT)], markup)).authors == ()


def test_the_paper_itself_as_author_does_not_hide_who_signed(page_of: PageOf) -> None:
    markup = Markup(meta=(("author", "Nordby Times"), ("og:site_name", "Nordby Times")))
    signed = find_authors(*page_of([(HEAD, TITLE), (BODY, "Ann Lee"), (BODY, TEXT)], markup))
    assert (list(signed.authors), list(signed.organisations)) == (["Ann Lee"], ["Nordby Times"])


def test_other_authors_named_by_the_page_are_kept(page_of: PageOf) -> None:
    markup = Markup(meta=(("author", "Ann Lee"), ("dc.creator", "Lee, Ann")))
    article = find_authors(*page_of([(HEAD, TITLE), (BYLINE, "By Bo Eklund"), (BODY, TEXT)], markup))
    kept = [(each.value, each.method) for each in article.evidence["authors"].conflicts]
    assert (article.authors, kept) == (("Ann Lee",), [("Bo Eklund", "block:byline")])


@pytest.mark.parametrize("written", ["신현주 기자", "신현주 기자 외 1명", "신현주 특파원"])
def test_a_reporter_is_named_without_the_job_behind_the_name(page_of: PageOf, written: str) -> None:
    markup = Markup(meta=(("author", written),))
    assert find_authors(*page_of([(HEAD, TITLE), (BODY, TEXT)], markup)).authors == ("신현주",)


def test_a_tag_that_names_the_first_author_only_gives_way_to_one_that_names_all(page_of: PageOf) -> None:
    markup = Markup(meta=(("author", "Ann Lee"), ("article:author", "Ann Lee and Bo Eklund")))
    article = find_authors(*page_of([(HEAD, TITLE), (BODY, TEXT)], markup))
    assert (article.authors, article.evidence["authors"].method) == (("Ann Lee", "Bo Eklund"), "meta:article:author")
    assert [each.value for each in article.evidence["authors"].conflicts] == ["Ann Lee"]


def test_a_byline_that_names_more_than_the_tags_does_not_overrule_them(page_of: PageOf) -> None:
    markup = Markup(meta=(("author", "Ann Lee"),))
    article = find_authors(*page_of([(HEAD, TITLE), (BYLINE, "By Ann Lee and Bo Eklund"), (BODY, TEXT)], markup))
    assert article.authors == ("Ann Lee",)
    assert [each.value for each in article.evidence["authors"].conflicts] == ["Ann Lee; Bo Eklund"]


def test_a_heading_in_capitals_signs_nothing(page_of: PageOf) -> None:
    assert find_authors(*page_of([(HEAD, TITLE), (BODY, TEXT), (BODY, "BRIDGEWATER HARBOUR")])).authors == ()
