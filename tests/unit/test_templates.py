"""Learned templates: what recurs goes, what is the article's stays, and no flood of pages makes a template lie."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from benchmarks.prose import paragraph
from benchmarks.sites import SEED, made_page, made_site
from schemas.capture import Capture, place_of
from schemas.page import Block, Cleaned, Markup, Page, Role
from schemas.template import Line, Template, Templates, dumped, line_key, loaded
from tasks.clean.pipeline import clean, examine
from tasks.clean.recurring import LEAST_ARTICLES, MOST_ARTICLES, Observation, by_site, learn, observe
from tasks.clean.templating import recurring

APPEAL = "Our reporters go where others do not, and we ask you to become a member of the paper today."


def capture(text: str, source: str = "post.example") -> Capture:
    data = text.encode()
    return Capture(place_of("a.txt", source), data, hashlib.sha256(data).hexdigest(), "text")


def observed(number: int, site: str = "post.example", *more: str) -> Observation:
    named = str(number).translate(str.maketrans("0123456789", "abcdefghij"))  # numbers tell no lines apart
    telling = frozenset(line_key(f"{named} {each} of it") for each in ("once", "twice", "thrice"))
    lines = tuple((line_key(each), each) for each in ("Home", APPEAL, f"story {named}", *more))
    return Observation(site, f"{number:064x}", lines, telling)


def page_of(*texts: str) -> Page:
    blocks = tuple(Block(text, number) for number, text in enumerate(texts, 1))
    return Page(capture("\n".join(texts)), "utf-8", blocks)


def template(shares: dict[str, int], articles: int = 10) -> Templates:
    lines = tuple(Line(line_key(text), support, text) for text, support in shares.items())
    return Templates({"post.example": Template("post.example", articles, lines)})


def test_what_recurs_on_a_site_leaves_its_articles_and_the_rule_says_so() -> None:
    random = Random(SEED)
    site = made_site(random, 1)
    pages = [made_page(random, site) for _ in range(16)]
    learned = by_site(observe(examine(capture(text))) for text, _ in pages)
    assert list(learned.by_site) == ["post.example"]
    shown = Counter(line for text, _ in pages for line in set(text.splitlines()))
    chrome = {line for line, times in shown.items() if times >= LEAST_ARTICLES}
    assert chrome > set(site.appeals[1:])
    for text, body in pages:
        cleaned = clean(capture(text), learned)
        kept = {each.block.text for each in cleaned.decisions if each.kept}
        assert kept.isdisjoint(chrome)
        assert set(body.splitlines()) <= kept
        rules = {each.rule for each in cleaned.decisions if each.block.text in chrome}
        assert "template:post.example@1" in rules


def test_a_single_page_needs_no_template_and_two_articles_make_none() -> None:
    assert learn("post.example", [observed(1)]) is None
    assert learn("post.example", [observed(n) for n in range(LEAST_ARTICLES - 1)]) is None
    assert learn("post.example", [observed(n) for n in range(LEAST_ARTICLES)]) is not None


def test_copies_of_a_page_are_one_article() -> None:
    copies = [replace(observed(1), sha256=f"{number:064x}") for number in range(1000)]
    assert learn("post.example", copies) is None
    found = learn("post.example", [*copies, observed(2001), observed(2002)])
    assert found is not None
    assert found.articles == 3


def test_the_order_of_the_captures_changes_nothing_and_their_number_is_bounded() -> None:
    many = [observed(n) for n in range(MOST_ARTICLES + 50)]
    found = learn("post.example", many)
    assert found is not None
    assert found.articles == MOST_ARTICLES
    Random(1).shuffle(many)
    assert learn("post.example", many) == found


def test_no_site_says_anything_of_another() -> None:
    found = by_site(
        [*(observed(n, "a.example") for n in range(9)), *(observed(n, "b.example", "Jobs") for n in range(9))]
    )
    assert line_key("Jobs") not in found.by_site["a.example"].shares()
    markup = Markup(canonical="https://www.c.example/story")
    page = replace(page_of(APPEAL, "Home"), markup=markup)
    assert recurring(page, [True, False], found, None).rows == frozenset()


@pytest.mark.parametrize(
    ("texts", "known", "gone"),
    [
        pytest.param(["one", "old news", "two"], {"old news": 3}, [], id="background between new paragraphs stays"),
        pytest.param(["one", "old news", "two"], {"old news": 6}, ["old news"], id="but not what most articles show"),
        pytest.param(["lead", "one"], {"lead": 4}, [], id="the lead that other pages tease with stays"),
        pytest.param(
            ["one", "two", "Menu", "tease", "Menu"], {"tease": 3, "Menu": 9}, ["tease", "Menu"], id="teasers go"
        ),
    ],
)
def test_what_stands_by_new_text_is_the_articles(texts: list[str], known: dict[str, int], gone: list[str]) -> None:
    page = page_of(*texts)
    found = recurring(page, [text != "Menu" for text in texts], template(known), None)
    assert {page.blocks[row].text for row in found.rows} == set(gone)


def test_a_template_that_takes_most_of_a_page_is_not_believed() -> None:
    story = [paragraph(Random(number)) for number in range(6)]
    poison = template({**dict.fromkeys(story, 10), "Home": 10})
    page = page_of("Home", *story)
    found = recurring(page, [False, *[True] * 6], poison, None)
    assert {page.blocks[row].text for row in found.rows} == {"Home"}


def test_a_thousand_hostile_pages_take_nothing_from_a_story() -> None:
    story = [paragraph(Random(number)) for number in range(6)]
    hostile = [
        Observation("post.example", f"{n:064x}", tuple((line_key(t), t) for t in story), frozenset({f"{n}a", f"{n}b"}))
        for n in range(1000)
    ]
    learned = by_site(hostile)
    text = "\n".join(["The market hall opens again", *story])
    assert clean(capture(text), learned).text == clean(capture(text)).text


def test_headline_and_byline_keep_their_roles_though_other_pages_show_them() -> None:
    text = made_page(Random(3), made_site(Random(3), 3))[0]
    plain = examine(capture(text))
    every = template(dict.fromkeys((each.block.text for each in plain.decisions if not each.kept), 10))
    assert roles(examine(capture(text), every)) == roles(plain)


def roles(cleaned: Cleaned) -> Sequence[Role]:
    return [decision.role for decision in cleaned.decisions]


def test_a_file_of_templates_reads_as_it_was_written() -> None:
    templates = by_site(observed(n) for n in range(5))
    assert loaded(dumped(templates)) == templates
    assert loaded(dumped(templates)).digest == templates.digest != ""
    assert Templates().digest == ""
    for wrong in ("", "[]", '{"templates": [1]}', '{"templates": [{"site": "a"}]}', '{"a": 1}'):
        with pytest.raises(ValueError, match=r".*"):
            loaded(wrong)


def test_numbers_and_capitals_do_not_tell_lines_apart() -> None:
    assert line_key("12 Comments") == line_key("7  COMMENTS") != line_key("Comment")
    assert len({line_key(text) for text in ("", "\ud800", "٣", "A" * 100_000)}) == 4
