"""From kept blocks to the article's text: words as they stand, paragraphs apart, junk inside them gone."""

import hashlib

from schemas.capture import Capture, place_of
from schemas.page import Block
from tasks.clean.fragments import rejoined
from tasks.clean.segmenting.segment import segment
from tasks.clean.writing import paragraphs


def written(text: str, form: str = "html") -> str:
    data = text.encode()
    segmented = segment(Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form))
    return paragraphs(segmented, segmented.page.blocks)


def test_paragraphs_are_a_blank_line_apart_and_inline_tags_leave_no_gap() -> None:
    assert written("<p>The <b>T</b>ASS agency.</p><p>Next</p>") == "The TASS agency.\n\nNext"


def test_one_line_break_is_a_line_and_two_are_a_paragraph() -> None:
    assert written("<div>Roses<br>are red<br><br>Violets</div>") == "Roses\nare red\n\nViolets"


def test_embeds_and_their_like_leave_the_paragraph() -> None:
    assert written("<p>Before <svg><text>icon</text></svg><embed src=x>after</p>") == "Before after"


def test_markup_left_open_stays_in_its_block() -> None:
    assert written("<b><p>One<p>Two <i>three<p>Four") == "One\n\nTwo three\n\nFour"


def test_markup_like_text_stays_text() -> None:
    assert written("<p>if a &lt;b&gt; c &amp;lt; d</p>") == "if a <b> c &lt; d"


def test_nothing_kept_is_no_text() -> None:
    assert written("") == ""


def test_lines_of_a_text_capture_are_paragraphs() -> None:
    assert (
        written("A title\n\nFirst sentence.\nSecond sentence.", "text")
        == "A title\n\nFirst sentence.\n\nSecond sentence."
    )


def test_what_an_inline_tag_split_is_one_line_again() -> None:
    lines = ["The paper", "said on Monday", ", citing", "sources (", "two", "), that it was so.", "Then nothing."]
    blocks = [Block(line, number) for number, line in enumerate(lines, 1)]
    assert rejoined(blocks) == "The paper said on Monday, citing sources (two), that it was so.\n\nThen nothing."


def test_lines_with_something_between_them_are_not_joined() -> None:
    assert rejoined([Block("One", 1), Block("two", 3)]) == "One\n\ntwo"
