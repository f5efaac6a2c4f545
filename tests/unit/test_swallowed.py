"""Markup that is never closed: no part of the page is lost to it in silence, and what is well formed stays as it is."""

import hashlib
from time import process_time

import pytest

from schemas.capture import Capture, place_of
from schemas.page import Page
from tasks.clean.segmenting.quotes import requoted
from tasks.clean.segmenting.segment import segment
from tasks.clean.segmenting.swallowed import released
from tasks.clean.segmenting.wellformed import unclosed

FIRST, LAST = "The mill at Corley didn't open on Monday.", "Nobody's flour was ground, said the miller."
REST = f'<p>{LAST}</p><p class="end">The wheel is to turn again in the spring, "God willing".</p></div></body>'


def page(middle: str, rest: str = REST) -> Page:
    data = f'<title>The mill</title><body><div class="story"><p>{FIRST}</p>{middle}{rest}'.encode()
    return segment(Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), "html")).page


def texts(found: Page) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    "mark", ["iframe src=//example.org/1", "object", "select", "noscript", "template", "video", "IFRAME"]
)
def test_an_element_that_never_ends_holds_nothing(mark: str) -> None:
    found = page(f"<{mark}>")
    assert texts(found)[:2] == [FIRST, LAST]
    assert len(texts(found)) == 3
    assert found.flags == ("unclosed-element",)


def test_one_that_never_ends_is_told_from_those_that_do() -> None:
    found = page("<iframe src=1><p>A word between the two of them.</p><iframe src=2>not shown</iframe>")
    assert texts(found)[:3] == [FIRST, "A word between the two of them.", LAST]


@pytest.mark.parametrize("name", ["script", "style", "textarea"])
def test_so_does_one_that_ends_with_the_next_of_its_kind(name: str) -> None:
    found = page(
        f"<{name}><p>The wheel stood still until the afternoon, said the miller.</p>{REST}<{name}>x</{name}>", ""
    )
    assert texts(found)[:3] == [FIRST, "The wheel stood still until the afternoon, said the miller.", LAST]
    assert found.flags == (f"unclosed-{name}",)


def test_a_script_that_writes_another_is_whole() -> None:
    written = "var a = '<p>The wheel stood still until the afternoon, said the miller.</p>' + \"<script src='x'>\";"
    found = page(f"<script>{written}</script>")
    assert (len(texts(found)), found.flags) == (3, ())


@pytest.mark.parametrize(
    "closed",
    [
        "<noscript><p>Turn scripts on to see how the wheel of the mill is turning now.</p></noscript>",
        "<script>write('<iframe><p>never shown</p>')</script>",
        "<!-- <noscript> -->",
        '<svg><title>A wheel</title><path d="M0 0"/></svg>',
        "<template><p>Never shown to anybody.</p></template>",
    ],
)
def test_what_ends_stays_unread(closed: str) -> None:
    found = page(closed)
    assert (len(texts(found)), found.flags) == (3, ())


def test_an_attribute_that_names_an_element_is_no_element() -> None:
    assert page("<p data-embed=\"<iframe src='x'>\">An embed.</p>").flags == ()


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="http://example.org/1>the mill</a>',
        "<a href='http://example.org/1>the mill</a>",
        '<a title="x" href="http://example.org/1>the mill</a>',
        "<a href = 'http://example.org/1 >the mill</a>",
    ],
)
def test_a_quote_that_is_never_closed_ends_with_its_tag(tag: str) -> None:
    found = page(f"<p>See {tag}.</p>")
    assert texts(found)[:3] == [FIRST, "See the mill.", LAST]
    assert len(texts(found)) == 4
    assert found.flags == ("unclosed-quote",)
    assert found.blocks[2].links == 0


def test_one_to_the_end_of_the_page_too() -> None:
    assert texts(page('<p class="lead>Corley.</p>', f"<p>{LAST}</p>")) == [FIRST, "Corley.", LAST]


@pytest.mark.parametrize(
    "tag",
    [
        '<p title="a > b">x</p>',
        '<p data-html="<p>never <b>shown</b></p>" class="x">x</p>',
        "<p data-run='() => { if (a > b) show(\"</p>\") }' id=x>x</p>",
        '<p data-image="AAAA=="></p><p class="y">x</p>',
        "<a href='/search?q='>x</a><p class='z'>y</p>",
        "<script>var a='<p class=\"x>'; b = '</p>'</script>",
        '<!-- <p class="lead>x</p> -->',
    ],
)
def test_a_quote_that_is_closed_is_left_alone(tag: str) -> None:
    html = f"<div>{tag}{REST}"
    assert requoted(html) == (html, ())


def test_paragraphs_in_a_drawing_are_read() -> None:
    found = page(f"<svg><text>Flour, in tons</text><foreignObject><p>{LAST}</p></foreignObject></svg>", "")
    assert texts(found)[-1].endswith(LAST)
    assert found.flags == ("text-in-svg",)


def test_a_page_that_hides_more_than_it_shows_says_so() -> None:
    hidden = "".join(f"<p>Sack number {number} was ground before the wheel stood still.</p>" for number in range(40))
    assert page(f"<noscript>{hidden}</noscript>").flags == ("text-unread",)
    options = "".join(f"<option>Sack number {number}" for number in range(400))
    assert page(f"<select>{options}</select>").flags == ()


@pytest.mark.parametrize(
    "piece",
    ['<a href="x>y</a>', "<a href='x>", "<noscript>", '="> ', "<p a='b", "<svg ", "<script>" + REST, '<a b="c" '],
)
def test_time_is_in_proportion(piece: str) -> None:
    """Protects from a page made to cost the square of its size."""

    def cost(times: int) -> float:
        html = "<body>" + piece * times + "</script>"
        began = process_time()
        released(requoted(unclosed(html)[0])[0])
        return process_time() - began

    assert min(cost(40_000) for _ in range(2)) < 6 * min(cost(10_000) for _ in range(3)) + 0.05
