"""What the elements set apart from the article goes; what only looks so stays."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from tasks.clean.apart import apart
from tasks.clean.roles import decide
from tasks.clean.segmenting.segment import segment

OWN = "The ferry to the islands sails again from Monday, the harbour master said in the evening."
MORE = "It had been in the yard since the storm of November took its bow door off its hinges."
OTHER = "The bakery at the corner of the square has closed its doors after a hundred and six years."


def set_apart(html: str, form: str = "html") -> dict[str, str]:
    """Return the rule by the text of what is set apart, of a page of which a model keeps every paragraph."""
    data = html.encode()
    segmented = segment(Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form))
    likely = tuple(0.9 if block.tag in ("p", None) else 0.1 for block in segmented.page.blocks)
    decisions = decide(segmented.page, likely, 0.5, {})
    rules = apart(segmented, decisions)
    return {segmented.page.blocks[row].text: rule for row, rule in rules.items()}


def test_another_post_of_a_blog_is_no_part_of_this_one() -> None:
    page = f"""<article id="post-12" class="post-12 post type-post"><h1>Ferry sails again</h1><p>{OWN}</p></article>
        <div class="post-12 box"><article class="post-7 post type-post"><p>{OTHER}</p></article></div>"""
    assert set_apart(page) == {OTHER: "another-article"}


def test_a_second_article_with_a_headline_of_its_own_goes() -> None:
    page = f"""<article class="story"><h1>Ferry sails again</h1><p>{OWN}</p></article>
        <article class="story"><h1>Bakery closes</h1><p>{OTHER}</p></article>"""
    assert set_apart(page) == {OTHER: "another-article"}


def test_a_second_headline_with_a_byline_beneath_begins_another_article() -> None:
    page = f"""<div><h1>Ferry sails again</h1><p>{OWN}</p><p>{MORE}</p><p>{OWN} {MORE}</p></div>
        <h1>Bakery closes</h1><div>By Ann Moor, 4 May 2021</div><p>{OTHER}</p>"""
    assert set_apart(page) == {OTHER: "another-article"}
    assert set_apart(page.replace("By Ann Moor, 4 May 2021", "What the town says of it")) == {}
    last = "<div>4 May 2021</div>"
    section = f"<h1>What comes next</h1><p>{MORE}</p><p>{OTHER}</p>{last}"
    assert set_apart(f"<h1>Ferry sails again</h1><p>{OWN}</p><p>{MORE}</p><p>{OWN} {MORE}</p>{section}") == {}


@pytest.mark.parametrize(
    "page",
    [
        f"<article><h1>Ferry sails again</h1></article><article><h2>Monday</h2><p>{OWN}</p></article>",
        f"<article><h1>Ferry sails again</h1></article><article><h1>Monday</h1><p>{OWN}</p></article>",
        f"<article><h1>Ferry sails again</h1><p>{OWN}</p><article><h1>10:14</h1><p>{MORE}</p></article></article>",
        f'<div class="post-1"><h1>Ferry</h1><p>{OWN}</p></div><div class="post-content post-1x"><p>{MORE}</p></div>',
    ],
    ids=["the head of one article, the text of another", "no text below the headline", "live entries", "no numbers"],
)
def test_parts_of_one_article_stay(page: str) -> None:
    assert set_apart(page) == {}


@pytest.mark.parametrize(
    "attributes",
    ["hidden", 'style="display: none"', 'aria-hidden="true"', 'class="ask hidden"', 'class="d-none"', 'class="hide"'],
)
def test_what_nobody_sees_goes(attributes: str) -> None:
    page = f"<h1>Ferry sails again</h1><p>{OWN}</p><p>{MORE}</p><div {attributes}><p>{OTHER}</p></div>"
    assert set_apart(page) == {OTHER: "hidden"}


@pytest.mark.parametrize("names", ["hidden md:block", "d-none d-md-block", "hidden-xs", "unhidden", "show-hide-box"])
def test_what_some_screens_show_stays(names: str) -> None:
    assert set_apart(f'<h1>Ferry</h1><p>{OWN}</p><p>{MORE}</p><div class="{names}"><p>{OTHER}</p></div>') == {}


def test_an_article_that_waits_for_its_script_stays() -> None:
    assert set_apart(f'<h1>Ferry</h1><p>{OWN}</p><div class="hidden"><p>{MORE}</p><p>{OTHER}</p></div>') == {}


def test_a_text_capture_sets_nothing_apart() -> None:
    assert set_apart(f"Ferry sails again\n\n{OWN}\n\n{OTHER}", "text") == {}
