"""The title: the words the page prints, without its site's name, from whatever agrees with most."""

from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.page import Cleaned, Markup, Role
from tasks.enrich.enrichers.title import find_title
from tasks.grammar.titles import LONGEST, has_parts, shorter, steps, without_site

PageOf = Callable[..., tuple[Cleaned, Article]]
HEAD, BODY, MENU = Role.HEADLINE, Role.BODY, Role.NAVIGATION
TITLE = "Ferries return to Nordby after nine days"
TEXT = "The ferries returned to Nordby on Monday after nine days of storm, the harbour master said."


def title_of(page: tuple[Cleaned, Article]) -> str | None:
    return find_title(*page).title


@pytest.mark.parametrize(
    "markup",
    [
        Markup(headings=(TITLE,), title=f"{TITLE} - The Example"),
        Markup(title=f"{TITLE} | Harbour | The Example", meta=(("og:title", TITLE), ("og:site_name", "The Example"))),
        Markup(title=f"The Example: {TITLE}", meta=(("og:site_name", "The Example"),)),
        Markup(json_ld=(f'{{"@type": "NewsArticle", "headline": "{TITLE}"}}',), title="The Example"),
        Markup(
            headings=("The Example", TITLE),
            meta=(("og:title", f"{TITLE} - The Example"), ("og:site_name", "The Example")),
        ),
        Markup(meta=(("og:title", f"{TITLE} - news.example"), ("og:url", "https://www.news.example/a"))),
        Markup(headings=("Harbour", TITLE, "Most read"), meta=(("twitter:title", TITLE),)),
    ],
)
def test_the_sites_name_is_no_part_of_it(page_of: PageOf, markup: Markup) -> None:
    assert title_of(page_of([(BODY, TEXT)], markup)) == TITLE


@pytest.mark.parametrize(
    ("window", "title"),
    [
        (TITLE, TITLE),
        (f"{TITLE} | The Harbour Post", TITLE),
        (f"{TITLE} - BBC News", TITLE),
        (f"News - {TITLE} - The Harbour Post", f"{TITLE} - The Harbour Post"),  # which end is the site's, nothing says
        ("Home", None),
    ],
)
def test_the_window_alone_names_the_article(page_of: PageOf, window: str, title: str | None) -> None:
    assert title_of(page_of([(BODY, TEXT)], Markup(title=window))) == title


def test_the_printed_spelling_is_kept(page_of: PageOf) -> None:
    printed = "“Ferries” return to Nordby — after nine days"
    markup = Markup(meta=(("og:title", '"Ferries" return to Nordby - after nine days'),), headings=(printed,))
    article = find_title(*page_of([(HEAD, printed), (BODY, TEXT)], markup))
    assert article.title == printed
    assert article.evidence["title"].method == "block:headline"
    assert article.evidence["title"].line == 1


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (f"/ {TITLE}", TITLE),
        (f"» {TITLE} |", TITLE),
        (f">{TITLE}", TITLE),
        (f"»{TITLE}«", f"»{TITLE}«"),
        (f"Harbour: «{TITLE}»", f"Harbour: «{TITLE}»"),
    ],
)
def test_bars_go_and_quotation_marks_stay(page_of: PageOf, printed: str, title: str) -> None:
    assert title_of(page_of([(HEAD, printed), (BODY, TEXT)], Markup())) == title
    assert title_of(page_of([(HEAD, printed), (BODY, TEXT)])) == title


def test_a_profile_that_selects_the_title_decides(page_of: PageOf) -> None:
    page = page_of([(HEAD, TITLE), (BODY, TEXT)], hints={"title": "Nordby: ferries again"}, profile="news.example")
    assert title_of(page) == "Nordby: ferries again"


@pytest.mark.parametrize(
    "lines",
    [
        [(HEAD, TITLE), (BODY, TEXT)],
        [(MENU, f"Example.Org » Harbour » {TITLE}", "cue:breadcrumb"), (BODY, TEXT)],
        [(MENU, f"{TITLE} - The Example"), (MENU, "Home"), (MENU, TITLE), (BODY, TEXT)],
        [(MENU, "Home"), (MENU, "Sport"), (HEAD, TITLE), (MENU, "Sport"), (BODY, TEXT)],
    ],
)
def test_a_text_capture_has_its_title_in_its_lines(page_of: PageOf, lines: list[tuple[Role, str]]) -> None:
    assert title_of(page_of(lines)) == TITLE


def test_a_page_without_a_title_has_none(page_of: PageOf) -> None:
    assert title_of(page_of([], Markup())) is None
    assert title_of(page_of([])) is None
    assert title_of(page_of([(MENU, "Home"), (MENU, "Sport"), (BODY, TEXT)])) is None
    assert title_of(page_of([(BODY, TEXT), (BODY, "No ship was lost, he said.")])) is None


@pytest.mark.parametrize(
    "hostile",
    [
        "\u202eevil\u202c title that turns around",
        "a\x00b\x1b[31m red title of the harbour",
        "<b>bold</b> &amp; plain title of the harbour",
        "x" * 5_000_000,
        "word " * 1_000_000,
    ],
    ids=["bidi", "controls", "markup", "one word of 5 MB", "a million words"],
)
def test_a_hostile_title_is_cleaned_and_bounded(page_of: PageOf, hostile: str) -> None:
    for page in (page_of([(BODY, TEXT)], Markup(title=hostile)), page_of([(HEAD, hostile), (BODY, TEXT)])):
        title = title_of(page)
        assert title is None or (title.isprintable() and len(title) <= LONGEST and "<" not in title)


def test_names_of_sites_are_taken_off_both_ends() -> None:
    assert without_site("Port strike ends - News - The Example", {"the example", "news"}) == "Port strike ends"
    assert without_site("The Example: Port strike ends", {"the example"}) == "Port strike ends"
    assert without_site("The Example", {"the example"}) == "The Example"
    assert without_site("Port strike - what now", set()) == "Port strike - what now"


def test_parts_of_titles_and_steps_of_breadcrumbs() -> None:
    assert shorter("A b - C d | E") == ("A b - C d", "A b", "C d | E")
    assert shorter("A b") == ()
    assert has_parts("A b - C d")
    assert not has_parts("A well-known b")
    assert steps("Home » News of the Day » A b") == ("Home", "News of the Day", "A b")


def test_the_other_titles_of_a_page_are_kept(page_of: PageOf) -> None:
    shared = "Nine days without a ferry: Nordby breathes again"
    markup = Markup(title=f"{TITLE} - The Example", headings=(TITLE,), meta=(("og:title", shared),))
    conflicts = find_title(*page_of([(HEAD, TITLE), (BODY, TEXT)], markup)).evidence["title"].conflicts
    assert [(each.value, each.method) for each in conflicts] == [(shared, "meta:og:title")]


def test_a_spelling_of_the_title_is_no_other_title(page_of: PageOf) -> None:
    markup = Markup(title=f"{TITLE} | News", headings=(TITLE,), meta=(("og:title", f"{TITLE}."),))
    assert find_title(*page_of([(HEAD, TITLE), (BODY, TEXT)], markup)).evidence["title"].conflicts == ()
