"""Laws of the metadata: any text gives clean values, the same ones each time, and never an error."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from schemas.capture import Capture, place_of
from schemas.page import Block, Cleaned, Decision, Markup, Page, Role
from tasks.clean.head import read_markup
from tasks.enrich.json_ld import linked_page
from tasks.enrich.lenient_json import load_values
from tasks.enrich.lines import one_line
from tasks.enrich.pipeline import enrich
from tasks.grammar.addresses import normalise
from tasks.grammar.bylines import read_byline
from tasks.grammar.names import read_names
from tasks.grammar.titles import fold, shorter, without_site

NAMES = st.sampled_from(
    ["og:title", "author", "og:site_name", "article:tag", "article:section", "og:url", "keywords", "title"]
)
TEXTS = st.text(max_size=80)
MARKUPS = st.builds(
    Markup,
    json_ld=st.lists(
        TEXTS | st.sampled_from(['{"@type":"NewsArticle","headline":"A b","author":"C d"}', "[", "{}"]), max_size=2
    ).map(tuple),
    meta=st.lists(st.tuples(NAMES, TEXTS), max_size=5).map(tuple),
    title=st.none() | TEXTS,
    canonical=st.none() | TEXTS,
    authors=st.lists(st.tuples(TEXTS, st.sampled_from(["a rel=author", "p class=byline"])), max_size=3).map(tuple),
    breadcrumbs=st.lists(TEXTS, max_size=4).map(tuple),
    headings=st.lists(TEXTS, max_size=3).map(tuple),
)
LINES = st.text(min_size=1, max_size=60).map(lambda text: " ".join(text.split()) or "x")
DECISIONS = st.lists(
    st.tuples(LINES, st.sampled_from(Role), st.sampled_from(["model", "cue:breadcrumb", "cue:related", "headline"])),
    max_size=8,
)


def cleaned_of(rows: list[tuple[str, Role, str]], markup: Markup | None) -> Cleaned:
    decisions = tuple(
        Decision(Block(text, line), role, 0.5, rule) for line, (text, role, rule) in enumerate(rows, start=1)
    )
    form = "text" if markup is None else "html"
    capture = Capture(place_of("page"), b"", "0" * 64, form)
    page = Page(capture, "utf-8", tuple(each.block for each in decisions), markup or Markup())
    return Cleaned(page, decisions, "\n\n".join(each.block.text for each in decisions if each.kept))


@given(DECISIONS, st.none() | MARKUPS)
@settings(deadline=None)
def test_any_page_gives_the_same_article_twice(rows: list[tuple[str, Role, str]], markup: Markup | None) -> None:
    cleaned = cleaned_of(rows, markup)
    assert enrich(cleaned) == enrich(cleaned)


@given(DECISIONS, st.none() | MARKUPS)
@settings(deadline=None)
def test_every_field_is_one_clean_line(rows: list[tuple[str, Role, str]], markup: Markup | None) -> None:
    article = enrich(cleaned_of(rows, markup))
    lists = (article.authors, article.organisations, article.section, article.topics, article.related)
    for value in (article.title, article.subtitle, article.publisher, *(each for values in lists for each in values)):
        if value is not None:
            assert value == value.strip()
            assert value
            assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in value)


@given(DECISIONS, st.none() | MARKUPS)
@settings(deadline=None)
def test_what_is_filled_has_evidence(rows: list[tuple[str, Role, str]], markup: Markup | None) -> None:
    article = enrich(cleaned_of(rows, markup))
    for name in ("title", "subtitle", "authors", "publisher", "site", "url", "section", "topics", "related"):
        assert bool(getattr(article, name)) == (name in article.evidence), name


@given(st.text())
def test_a_line_cleaned_is_clean(text: str) -> None:
    line = one_line(text)
    assert line is None or ("\n" not in line and line == " ".join(line.split()))


@given(st.text())
def test_an_address_normalised_is_normal(text: str) -> None:
    for address in (text, f"https://{text}", f"https://news.example/{text}"):
        found = normalise(address)
        assert found is None or normalise(found) == found


@given(st.text())
def test_names_are_parts_of_what_was_printed(text: str) -> None:
    letters = {letter for letter in text if letter.isalpha()}
    names = read_names(text)
    for name in (*names.people, *names.organisations):
        assert {letter for letter in name if letter.isalpha()} <= letters
    byline = read_byline(text)
    assert byline is None or byline.people or byline.organisations


@given(st.text(), st.sets(st.text(max_size=5)))
def test_what_is_left_of_a_title_stood_in_it(title: str, sites: set[str]) -> None:
    assert without_site(title, sites) in title
    assert all(part in title for part in shorter(title))
    assert fold(fold(title)) == fold(title)


@given(st.text())
def test_any_script_is_read_or_given_up(script: str) -> None:
    load_values(script)
    linked_page(Markup(json_ld=(script, f'{{"@type": "NewsArticle", "author": {script}}}')))


@given(st.text() | st.text(alphabet="<>/=\"' abcehilmnoprstu", max_size=300))
def test_any_tree_gives_markup(page: str) -> None:
    assert read_markup(LexborHTMLParser(page)) == read_markup(LexborHTMLParser(page))


PROVED = (
    "title subtitle authors publisher site url modified dateline section topics persons organisations credits "
    "cited_agencies related copyright language"
)


@given(DECISIONS, st.none() | MARKUPS)
@settings(deadline=None)
def test_each_filled_field_has_its_evidence(rows: list[tuple[str, Role, str]], markup: Markup | None) -> None:
    article = enrich(cleaned_of(rows, markup))
    filled = {name for name in PROVED.split() if getattr(article, name)}
    filled |= {"published"} if article.published.raw else set()
    assert filled <= article.evidence.keys()
