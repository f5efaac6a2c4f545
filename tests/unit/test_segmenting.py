"""Cutting captures into blocks: what a reader sees as one block is one, in order, with where it stood."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from tasks.clean.segmented import Layout, Segmented
from tasks.clean.segmenting.segment import segment


def capture(text: str, form: str = "html") -> Capture:
    data = text.encode()
    return Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form)


def cut(html: str) -> list[str]:
    return [block.text for block in segment(capture(html)).page.blocks]


def layout_of(segmented: Segmented) -> Layout:
    assert segmented.layout is not None
    return segmented.layout


def test_lines_keep_the_numbers_an_editor_shows() -> None:
    blocks = segment(capture("Title\r\n\r\n  A  line \n\n\nLast", "text")).page.blocks
    assert [(block.text, block.line, block.tag) for block in blocks] == [
        ("Title", 1, None),
        ("A line", 3, None),
        ("Last", 6, None),
    ]


def test_block_elements_part_blocks_and_inline_ones_do_not() -> None:
    assert cut("<div>One <b>bold</b> and <a href=x>linked</a><p>Two<p>Three</div>Four") == [
        "One bold and linked",
        "Two",
        "Three",
        "Four",
    ]


def test_scripts_styles_and_comments_are_not_text() -> None:
    html = "<style>p{}</style><p>Seen<script>var x = '<p>no</p>'</script></p><!-- <p>no</p> --><noscript>no</noscript>"
    assert cut(html) == ["Seen"]


def test_a_comment_parts_nothing_and_is_no_element() -> None:
    segmented = segment(capture("<div>The <!-- -->minister<!-- <p> --> spoke<!-- a-b --><p>Next</p></div>"))
    assert [(block.text, block.path) for block in segmented.page.blocks] == [
        ("The minister spoke", "html>body>div"),
        ("Next", "html>body>div>p"),
    ]


@pytest.mark.parametrize("name", ["xmp", "noembed"])
def test_text_that_is_no_markup_leaves_the_tags_around_it_whole(name: str) -> None:
    assert cut(f"<p>One</p><{name}>a > b < c</{name}><p>Two</p>")[::2] == ["One", "Two"]


def test_entities_are_read_once() -> None:
    assert cut("<p>Fish &amp; chips &amp;amp; peas&nbsp;&lt;5</p>") == ["Fish & chips &amp; peas <5"]


def test_a_quoted_angle_bracket_does_not_end_a_tag() -> None:
    assert cut('<p title="a > b" data-x=\'"\'>Text</p><p a"b>More</p>') == ["Text", "More"]


def test_line_breaks_part_blocks_and_are_told_from_paragraphs() -> None:
    segmented = segment(capture("<p>One<br>two<br><br>three</p><p>four</p>"))
    assert [block.text for block in segmented.page.blocks] == ["One", "two", "three", "four"]
    assert layout_of(segmented).breaks.tolist() == [0, 1, 2, 0]


def test_a_block_knows_its_element_its_path_and_its_links() -> None:
    (block,) = segment(capture('<div id=main class="story wide"><p>Read <a href=x>this</a>.</p></div>')).page.blocks
    assert (block.tag, block.path) == ("p", "html>body>div#main.story.wide>p")
    assert block.links == pytest.approx(4 / 10)


def test_the_markup_of_a_block_can_be_found_again() -> None:
    segmented = segment(capture("<div><p>One <em>two</em></p><p>Three</p></div>"))
    layout = layout_of(segmented)
    slices = [layout.html[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)]
    assert slices == ["One <em>two</em>", "Three"]


def test_each_element_knows_the_blocks_inside_it() -> None:
    layout = layout_of(segment(capture("<div><p>One</p><p>Two</p></div><p>Three</p>")))
    spans = dict(
        zip(layout.elements.tags, zip(layout.elements.firsts, layout.elements.lasts, strict=True), strict=True)
    )
    assert (spans["body"], spans["div"]) == ((0, 3), (0, 2))


def test_what_hides_itself_is_known() -> None:
    layout = layout_of(segment(capture('<p style="color:red; display : none">a</p><p hidden>b</p><p>c</p>')))
    assert layout.elements.hidden[layout.element].tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<frameset><frame></frameset>", "<!-- only -->", "<script>1</script>"]
)
def test_a_page_without_text_has_no_blocks(html: str) -> None:
    assert segment(capture(html)).page.blocks == ()


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\f", "\v", "\x85", "\n\f"])
def test_whatever_ends_a_line_parts_paragraphs(end: str) -> None:
    """Protects captures of programs with line ends of their own from being one paragraph without a headline."""
    lines = ("The mill turns", "It turned on Monday.", "Nobody watched, it rained.")
    blocks = segment(capture(end.join(lines) + "\nLast", "text")).page.blocks
    assert tuple(block.text for block in blocks) == (*lines, "Last")
    assert blocks[-1].line == 2 + 2 * end.count("\n"), "the number that an editor shows"


def test_in_a_page_they_are_white_space() -> None:
    assert cut("<p>One\u2028two\x0cthree</p>") == ["One two three"]
