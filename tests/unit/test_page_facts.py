"""Publisher, section, topics, related headlines, length and quality of an article."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from schemas.article import Article, Conflict, Evidence, Language, Published, Quality
from schemas.page import Cleaned, Decision, Markup, Role
from tasks.enrich.enrichers.publisher import find_publisher
from tasks.enrich.enrichers.quality import judge_quality
from tasks.enrich.enrichers.related import find_related
from tasks.enrich.enrichers.section import find_section
from tasks.enrich.enrichers.subtitle import find_subtitle
from tasks.enrich.enrichers.topics import find_topics
from tasks.enrich.enrichers.words import count_words
from tasks.enrich.owners import owner

PageOf = Callable[..., tuple[Cleaned, Article]]
HEAD, BODY, MENU, RELATED = Role.HEADLINE, Role.BODY, Role.NAVIGATION, Role.RELATED
TITLE = "Ferries return to Nordby"
TEXT = "The ferries returned to Nordby on Monday, the harbour master said at noon."


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (Markup(meta=(("og:site_name", "The Example"),)), "The Example"),
        (Markup(json_ld=('{"@type": "NewsArticle", "publisher": {"name": "The Example"}}',)), "The Example"),
        (Markup(meta=(("application-name", "Example"),)), "Example"),
        (Markup(title=f"{TITLE} - The Example"), "The Example"),
        (Markup(title=f"{TITLE} - The Example Latest News"), "The Example"),
        (Markup(meta=(("og:site_name", "The Example - The paper that Nordby reads."),)), "The Example"),
        (Markup(meta=(("og:site_name", "The Example - News"),)), "The Example - News"),
        (Markup(title=f"{TITLE} - Harbour - The Example"), None),
        (Markup(meta=(("og:site_name", "https://news.example"), ("twitter:site", "@example"))), None),
        (Markup(), None),
    ],
)
def test_a_page_names_its_publisher(page_of: PageOf, markup: Markup, name: str | None) -> None:
    cleaned, article = page_of([(HEAD, TITLE), (BODY, TEXT)], markup)
    assert find_publisher(cleaned, replace(article, title=TITLE)).publisher == name


def test_a_text_capture_names_its_publisher_by_profile_masthead_or_copyright(page_of: PageOf) -> None:
    lines = [(MENU, f"Example.Org » Harbour » {TITLE}", "cue:breadcrumb"), (BODY, TEXT)]
    assert find_publisher(*page_of(lines)).publisher == "Example.Org"
    assert find_publisher(*page_of(lines, publisher="The Example", profile="example.org")).publisher == "The Example"
    cleaned, article = page_of([(BODY, TEXT)])
    assert find_publisher(cleaned, replace(article, copyright="© 2019 The Example Ltd.")).publisher == "The Example Ltd"


def test_an_agencys_dateline_names_no_publisher(page_of: PageOf) -> None:
    assert find_publisher(*page_of([(BODY, f"SOCHI, October 19. /TASS/. {TEXT}")])).publisher is None
    assert (
        find_publisher(*page_of([(MENU, f"Home » News » {TITLE}", "cue:breadcrumb"), (BODY, TEXT)])).publisher is None
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Copyright © Today.Az", "Today.Az"),
        ("© 2012–2017 The Example. All rights reserved.", "The Example"),
        ("(c) The Example 2019", "The Example"),
        ("© 2024 The Example, a Big Media company. All rights reserved.", "The Example"),
        ("© 2019", None),
        ("All rights reserved", None),
        ("Copyright All Right Reserved", None),
        ("Copyright Commenting Policy Privacy Policy Your Privacy Choices", None),
        ("© 2024 Example Media, LLC THE EXAMPLE is a registered trademark of others", "Example Media, LLC"),
        ("© 2024 The Example is part of a family", "The Example"),
        ("© 2024 The words of a reader who would not be named here", None),
    ],
)
def test_a_copyright_line_names_its_owner(line: str, name: str | None) -> None:
    assert owner(line) == name


@pytest.mark.parametrize(
    ("lines", "section"),
    [
        ([(MENU, f"Example.Org » World news » {TITLE}", "cue:breadcrumb"), (BODY, TEXT)], ["World news"]),
        ([(MENU, f"Home » News of the Day » {TITLE}", "cue:breadcrumb"), (BODY, TEXT)], ["News of the Day"]),
        ([(MENU, "Ann Lee / 22.04.2020 / 06:15 / Photo: Bo Ek", "cue:breadcrumb"), (BODY, TEXT)], []),
        ([(MENU, f"Home » {TITLE}", "cue:breadcrumb"), (BODY, TEXT)], []),
        (
            [
                (MENU, "Ports"),
                (MENU, "Sport"),
                (HEAD, TITLE),
                (MENU, "Ports"),
                (Role.DATELINE, "June 15, 15:25"),
                (BODY, TEXT),
            ],
            ["Ports"],
        ),
        ([(MENU, "Sport"), (HEAD, TITLE), (MENU, "Ports"), (Role.DATELINE, "June 15, 15:25"), (BODY, TEXT)], []),
        ([(MENU, "All news"), (HEAD, TITLE), (BODY, TEXT)], []),
    ],
)
def test_lines_give_the_section(page_of: PageOf, lines: list[tuple[Role, str]], section: list[str]) -> None:
    cleaned, article = page_of(lines)
    assert list(find_section(cleaned, replace(article, title=TITLE)).section) == section


def test_a_profile_that_selects_the_section_decides(page_of: PageOf) -> None:
    page = page_of([(BODY, TEXT)], Markup(breadcrumbs=("Home", "News")), "news.example", hints={"section": "Ports"})
    assert find_section(*page).section == ("Ports",)


STEPS = '[{"name": "Home"}, {"name": "News"}, {"name": "Ports"}, {"name": "%s"}]'
CRUMBS = f'{{"@type": "BreadcrumbList", "itemListElement": {STEPS}}}'


@pytest.mark.parametrize(
    ("markup", "section"),
    [
        (Markup(json_ld=(CRUMBS % TITLE,)), ["News", "Ports"]),
        (Markup(json_ld=('{"@type": "NewsArticle", "articleSection": ["Ports", "Ports"]}',)), ["Ports"]),
        (Markup(meta=(("article:section", "Ports"),)), ["Ports"]),
        (Markup(breadcrumbs=("Startseite", "Häfen")), ["Häfen"]),
        (Markup(breadcrumbs=("2023", "December", "21")), []),
        (Markup(breadcrumbs=("Ports", "ferries-return-to-nordby")), ["Ports"]),
        (Markup(breadcrumbs=("Ports", "The Ferries return to Nordby")), ["Ports"]),
        (Markup(breadcrumbs=("2023", "05"), meta=(("article:section", "Ports"),)), ["Ports"]),
        (Markup(meta=(("article:section", "Ports,Sidebar - Featured,Law and Order"),)), ["Ports", "Law and Order"]),
        (Markup(meta=(("article:section", "Food, Wine & Travel"),)), ["Food, Wine & Travel"]),
        (Markup(json_ld=('{"@type": "NewsArticle", "articleSection": "Ports, Region"}',)), ["Ports", "Region"]),
        (Markup(meta=(("article:section", "Uncategorized"),)), []),
        (Markup(meta=(("article:section", "The Example"), ("og:site_name", "The Example"))), []),
    ],
)
def test_markup_gives_the_section(page_of: PageOf, markup: Markup, section: list[str]) -> None:
    cleaned, article = page_of([(BODY, TEXT)], markup)
    assert list(find_section(cleaned, replace(article, title=TITLE)).section) == section


@pytest.mark.parametrize(
    ("markup", "topics"),
    [
        (Markup(meta=(("article:tag", "Storms"), ("article:tag", "Ferries, ships"))), ["Storms", "Ferries, ships"]),
        (Markup(meta=(("article:tag", "Storms, Ferries"),)), ["Storms", "Ferries"]),
        (Markup(json_ld=('{"@type": "NewsArticle", "keywords": ["Storms", "Ferries"]}',)), ["Storms", "Ferries"]),
        (Markup(meta=(("news_keywords", "Storms; Ferries"),)), ["Storms", "Ferries"]),
        (Markup(meta=(("article:tag", "Category: Storms"), ("article:tag", "front-page"))), ["Storms"]),
        (Markup(meta=(("keywords", "@internal, _seo, Ferries, Featured Video, 2020"),)), ["Ferries"]),
        (Markup(meta=(("news_keywords", "Advertisement"), ("keywords", "Popular culture"))), ["Popular culture"]),
        (Markup(), []),
    ],
)
def test_keywords_are_topics(page_of: PageOf, markup: Markup, topics: list[str]) -> None:
    assert list(find_topics(*page_of([], markup)).topics) == topics


def test_a_printed_list_of_topics_is_not_replaced(page_of: PageOf) -> None:
    cleaned, article = page_of([], Markup(meta=(("keywords", "storm"),)))
    assert find_topics(cleaned, replace(article, topics=("Ports",))).topics == ("Ports",)


def test_related_headlines_are_those_inside_the_article_and_right_behind_it(page_of: PageOf) -> None:
    lines = [
        (RELATED, "Most popular today", "cue:related"),
        (HEAD, TITLE),
        (BODY, TEXT),
        (RELATED, "Read also", "cue:related-label"),
        (RELATED, "Storm closes port", "cue:related"),
        (BODY, TEXT),
        (RELATED, "Read also", "cue:related-label"),
        (RELATED, "READ MORE: Nine days of wind", "cue:related"),
        (RELATED, "By Ann Lee", "cue:related"),
        (RELATED, "3 May 2020", "cue:related"),
        (RELATED, "Storm closes port", "cue:related"),
        (Role.TEMPLATE_RESIDUE, "{{item.date}}"),
        (RELATED, "A sidebar's story", "cue:related"),
    ]
    assert find_related(*page_of(lines)).related == ("Storm closes port", "Nine days of wind")
    assert find_related(*page_of([(BODY, TEXT)])).related == ()


def test_the_standfirst_is_the_subtitle(page_of: PageOf) -> None:
    lines = [(HEAD, TITLE), (Role.SUBTITLE, "Nine days of storm are over"), (BODY, TEXT)]
    assert find_subtitle(*page_of(lines)).subtitle == "Nine days of storm are over"
    assert find_subtitle(*page_of([(BODY, TEXT)])).subtitle is None
    assert find_subtitle(*page_of([(Role.SUBTITLE, "Published: 3 May 2020"), (BODY, TEXT)])).subtitle is None


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee May 3, 2020 Comment Now!",
        "nordby.example | Last updated on May 3, 2020, 08:59 Share",
        "As told to Bo Ek",
        "By Ann Lee, a reporter at the Example who joined in 2017",
        "News by Ann Lee News Reporter",
        "Ann Lee Nordby Courier",
        "Ferries “return” to Nordby",
    ],
)
def test_dates_bylines_and_the_title_again_are_no_subtitle(page_of: PageOf, line: str) -> None:
    cleaned, article = page_of([(HEAD, TITLE), (Role.SUBTITLE, line), (BODY, TEXT)])
    assert find_subtitle(cleaned, replace(article, title=TITLE, authors=("Ann Lee",))).subtitle is None


@pytest.mark.parametrize(
    "line",
    [
        "The storm of May 3, 2020 closed the port.",
        "The old harbour of the town opened on May 3, 2020",
        "Ann Lee was on board as the first ferry came in",
    ],
)
def test_a_standfirst_may_hold_a_date_or_a_name(page_of: PageOf, line: str) -> None:
    cleaned, article = page_of([(HEAD, TITLE), (Role.SUBTITLE, line), (BODY, TEXT)])
    assert find_subtitle(cleaned, replace(article, title=TITLE, authors=("Ann Lee",))).subtitle == line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Two words", 2),
        ("Two — “words” … 10%", 3),
        ("日本語 の", 4),
        ("日本語 and English", 5),
        ("Привет, мир!", 2),
        ("\u0001 \n", 0),
    ],
)
def test_words_are_counted_as_people_count_them(text: str, words: int) -> None:
    assert count_words(text) == words


def judged(page: tuple[Cleaned, Article], **fields: object) -> Quality:
    cleaned, article = page
    whole: dict[str, object] = {
        "title": TITLE,
        "publisher": "The Example",
        "words": 200,
        "published": Published("2020-05-03", "day"),
        "language": Language("en", 0.99),
    }
    quality = judge_quality(cleaned, replace(article, **{**whole, **fields})).quality  # type: ignore[arg-type]
    assert quality is not None
    return quality


def test_a_whole_article_has_no_flags(page_of: PageOf) -> None:
    assert judged(page_of([(BODY, TEXT)])).flags == ()


def test_the_score_is_the_f1_to_expect_and_a_doubtful_text_is_flagged(page_of: PageOf) -> None:
    def sure(score: float) -> Quality:
        cleaned, article = page_of([(BODY, TEXT)])
        decisions = tuple(replace(decision, score=score) for decision in cleaned.decisions)
        return judged((replace(cleaned, decisions=decisions), article))

    assert sure(0.99).score > sure(0.6).score > sure(0.25).score > 0
    assert sure(0.99).flags == ()
    assert sure(0.25).flags == ("doubtful-text",)


def test_what_else_may_be_the_text_and_was_dropped_takes_from_the_score(page_of: PageOf) -> None:
    cleaned, article = page_of([(BODY, TEXT)])
    other = Decision(replace(cleaned.page.blocks[0], text=TEXT), Role.NAVIGATION, 0.55, "model")
    doubtful = replace(cleaned, decisions=(*cleaned.decisions, other))
    assert judged((doubtful, article)).score < judged((cleaned, article)).score


@pytest.mark.parametrize(
    ("fields", "flag"),
    [
        ({"title": None}, "no-title"),
        ({"published": Published()}, "no-date"),
        ({"published": Published("--06-15", "day")}, "no-year"),
        ({"evidence": {"published": Evidence("meta", conflicts=(Conflict("2018-01-05", "json-ld"),))}}, "dates-differ"),
        ({"publisher": None}, "no-publisher"),
        ({"words": 20}, "short"),
        ({"text": f"{TEXT} …"}, "truncated"),
        ({"text": f"{TEXT}\n\nContinue reading"}, "truncated"),
        ({"text": f"{TEXT}\n\n{TEXT}"}, "repeated-paragraphs"),
        ({"text": "{{item.date}}"}, "template-residue"),
        ({"language": Language("und", 0.0)}, "unknown-language"),
        ({"text": f"{TEXT}\n\nПаромы вернулись в Нордбю в понедельник, сообщил капитан порта."}, "mixed-language"),
    ],
)
def test_what_is_odd_is_flagged_and_changes_no_score(page_of: PageOf, fields: dict[str, object], flag: str) -> None:
    quality = judged(page_of([(BODY, TEXT)]), **fields)
    assert quality == Quality(judged(page_of([(BODY, TEXT)])).score, (flag,))


def test_a_date_that_cannot_be_is_kept_raw_and_flagged(page_of: PageOf) -> None:
    published = Published(raw="2031-01-05", method="rejected:after-capture")
    assert judged(page_of([(BODY, TEXT)]), published=published).flags == ("no-date", "date-rejected")


def test_a_date_that_cannot_be_contests_none(page_of: PageOf) -> None:
    proof = Evidence("meta", conflicts=(Conflict("2031-01-05", "rejected:after-capture"),))
    assert judged(page_of([(BODY, TEXT)]), evidence={"published": proof}).flags == ()


def test_a_name_in_another_script_does_not_mix_languages(page_of: PageOf) -> None:
    assert judged(page_of([(BODY, TEXT)]), text=f"{TEXT} The ship is called «Нордбю» in Russian.").flags == ()


def test_repairs_and_the_flags_of_other_enrichers_are_kept(page_of: PageOf) -> None:
    quality = judged(page_of([(BODY, TEXT)], flags=("invalid-bytes",)), quality=Quality(1.0, ("future-date",)))
    assert quality.flags == ("invalid-bytes", "future-date")
