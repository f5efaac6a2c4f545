"""Laws of the block model: any page gets an answer, the same one each time, and no word that it has not."""

import hashlib

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.capture import Capture, place_of
from tasks.clean.decoder import cutoff, likelihoods
from tasks.clean.segmenting.segment import segment
from tasks.clean.writing import paragraphs

_TAGS = (
    "<p> </p> <div> </div> <a> </a> <br> <b> </b> <li> <h1> </h1> <script> </script> <!-- --> <td> < > &amp; &lt;b&gt;"
)
TAGS = st.sampled_from([*_TAGS.split(), "<div class='story'>", '<p hidden title=">">'])
TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40)
HTML = st.lists(st.one_of(TAGS, TEXT), max_size=40).map("".join)


def capture(text: str, form: str) -> Capture:
    data = text.encode()
    return Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form)


@given(HTML, st.sampled_from(["html", "text"]))
@settings(max_examples=150, deadline=None)
def test_every_page_gets_a_probability_for_each_block(page: str, form: str) -> None:
    segmented = segment(capture(page, form))
    probabilities = likelihoods(segmented)
    assert len(probabilities) == len(segmented.page.blocks)
    assert np.all((probabilities >= 0) & (probabilities <= 1))
    assert 0 <= cutoff(segmented, probabilities) <= 1
    assert np.array_equal(probabilities, likelihoods(segment(capture(page, form))))


@given(HTML, st.sampled_from(["html", "text"]))
@settings(max_examples=150, deadline=None)
def test_the_text_holds_the_words_of_the_kept_blocks_and_no_others(page: str, form: str) -> None:
    segmented = segment(capture(page, form))
    kept = segmented.page.blocks[::2]
    text = paragraphs(segmented, kept)
    assert "".join(text.split()) == "".join("".join(block.text.split()) for block in kept)


@given(st.text(st.characters(whitelist_categories=["Lu", "Ll", "Lo", "Nd", "Po", "Zs"]), max_size=200))
@settings(max_examples=100, deadline=None)
def test_blocks_hold_every_visible_character_of_a_text_capture(text: str) -> None:
    blocks = segment(capture(text, "text")).page.blocks
    assert "".join(block.text for block in blocks).replace(" ", "") == "".join(text.split())
