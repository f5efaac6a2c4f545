"""A page whose text stands in no element is read from its JSON-LD, or from its scripts; no other page is."""

import hashlib
import json

import pytest

from schemas.capture import Capture, place_of
from schemas.errors import NoArticle, NoArticleText
from tasks.clean.pipeline import clean, examine
from tasks.clean.rescuing.rescue import RULE, SCRIPT, UNSEEN

FIRST = "The ferry to the outer islands sails again on Monday, said the harbour office, after a winter in the dock."
BODY = (
    FIRST,
    *(f"Ticket number {number} was sold to a man who had waited for it since the autumn." for number in "123"),
)


def page(body: str, text: str = "") -> Capture:
    linked = json.dumps({"@type": "NewsArticle", "headline": "The ferry", "articleBody": body})
    data = f'<script type="application/ld+json">{linked}</script><body><div id=app>{text}</div></body>'.encode()
    return Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), "html")


def test_a_page_without_text_has_that_of_its_json_ld() -> None:
    found = clean(page("\n\n".join(BODY), "<p>Loading</p>"))
    assert found.text == "\n\n".join(BODY)
    assert [each.rule for each in found.decisions if each.kept] == [RULE] * 4


@pytest.mark.parametrize(
    "written",
    ["<p>{}</p>", "<div><b>{}</b></div>", "{}<br><br>", "{}&nbsp;\n"],
)
def test_markup_left_in_it_is_no_text(written: str) -> None:
    assert clean(page("".join(map(written.format, BODY)))).text == "\n\n".join(BODY)


def test_a_teaser_is_no_article() -> None:
    with pytest.raises(NoArticleText):
        clean(page(FIRST))


def test_what_the_page_shows_goes_before_what_it_says_of_itself() -> None:
    shown = "".join(f"<p>{line}</p>" for line in BODY)
    found = examine(page("Something else is written here. " * 20, f"<article><h1>The ferry</h1>{shown}</article>"))
    assert RULE not in {each.rule for each in found.decisions}
    assert FIRST in found.text


MARKED = "".join(f"<p>{line}</p>" for line in BODY)
ATTRIBUTED = f'<img src="https://harbour.example/ferry/2021/05/the-saint-brannoc-in-the-yard-in-spring.jpg">{MARKED}'
STATES = {
    "one object": f"window.__STATE__ = {json.dumps({'story': {'title': 'The ferry', 'html': MARKED}})};",
    "a string for each paragraph": json.dumps({"elements": [{"type": "text", "content": line} for line in BODY]}),
    "written out in a string": f"self.__next_f.push({json.dumps([1, '5:' + json.dumps(['$', {'text': MARKED}])])})",
    "markup with attributes in a string of its own": f"self.__next_f.push({json.dumps([1, ATTRIBUTED])})",
    "a string of its own": f"self.__next_f.push({json.dumps([1, MARKED])})",
}


def application(state: str, head: str) -> Capture:
    """Return a page that is drawn in the browser; teasers of other stories stand in its state as well."""
    teasers = json.dumps([{"description": f"Number {each}: a bridge, a mill and a baker who waited."} for each in "12"])
    data = (
        f"<head>{head}</head><body><div id=app></div><script>{state}</script><script>{teasers}</script></body>".encode()
    )
    return Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), "html")


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_an_application_is_read_from_its_state(state: str) -> None:
    found = clean(application(state, '<meta property="og:type" content="article">'))
    assert found.text == "\n\n".join(BODY)
    assert [each.rule for each in found.decisions if each.kept] == [SCRIPT] * 4


def test_an_application_that_does_not_call_itself_an_article_is_none() -> None:
    with pytest.raises(NoArticleText):
        clean(application(STATES["one object"], '<meta property="og:type" content="website">'))


def unseen(element: str, holds: str, head: str) -> Capture:
    data = (
        f"<head><title>The ferry</title>{head}</head><body><div id=app></div>"
        "<noscript><p>Turn scripts on, please: this page is drawn by them.</p></noscript>"
        f"<{element}>{holds}</{element}>"
    ).encode()
    return Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), "html")


@pytest.mark.parametrize("element", ["noscript", "template"])
@pytest.mark.parametrize(
    ("holds", "head"),
    [
        (f"<article><h1>The ferry</h1>{MARKED}</article><p>All rights reserved.</p>", ""),
        (MARKED, '<meta property="og:type" content="article">'),
    ],
    ids=["an article", "what the page calls one"],
)
def test_the_last_place_is_what_readers_without_scripts_are_told(element: str, holds: str, head: str) -> None:
    found = clean(unseen(element, holds, head))
    assert found.text == "\n\n".join(BODY)
    assert [each.rule for each in found.decisions if each.kept] == [UNSEEN] * 4


@pytest.mark.parametrize("holds", [MARKED, f"<article><p>{FIRST}</p></article>", "<article><p>Menu</p></article>" * 99])
def test_what_stands_there_is_else_no_article(holds: str) -> None:
    with pytest.raises((NoArticle, NoArticleText)):
        clean(unseen("template", holds, ""))


@pytest.mark.parametrize(
    ("holds", "head"),
    [
        (f"<div itemscope itemtype='http://schema.org/DiscussionForumPosting'>{MARKED}</div>", "og:type"),
        (f"<article itemscope itemtype='https://schema.org/QAPage'>{MARKED}</article>", "article:published_time"),
        (MARKED, "article:published_time"),
    ],
)
def test_a_thread_of_a_forum_is_not_read_from_there(holds: str, head: str) -> None:
    with pytest.raises((NoArticle, NoArticleText)):
        clean(unseen("noscript", holds, f'<meta property="{head}" content="article">'))


def test_a_page_that_shows_its_text_is_not_read_from_there() -> None:
    others = "".join(f"<p>Another ferry, number {number}, sails from another pier at noon.</p>" for number in range(9))
    shown = f"<article><h1>The ferry</h1>{MARKED}</article>"
    data = f"<body>{shown}<noscript><article>{others}</article></noscript>".encode()
    found = clean(Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), "html"))
    assert FIRST in found.text
    assert "Another ferry" not in found.text
