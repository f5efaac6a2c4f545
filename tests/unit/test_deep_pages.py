"""A page nested too deeply for a tree: its text is the text alone, and its head is read."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from schemas.page import Page
from tasks.clean.segmenting.segment import segment

HEAD = (
    '<?xml version="1.0"?><!doctype html><html><head><title>The mill - The Post</title>'
    '<meta property="article:published_time" content="2020-03-04"></head>'
)
LINE = "The mill at Corley is to grind again after forty years."


def page(html: str) -> Page:
    data = html.encode()
    return segment(Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), "html")).page


@pytest.mark.parametrize("tag", ["b", "div", "blockquote", "span"])
def test_the_head_is_read_and_is_no_text(tag: str) -> None:
    found = page(f"{HEAD}<body><h1>The mill</h1>{f'<{tag}>' * 12_000}<p>{LINE}</p>")
    assert [block.text for block in found.blocks] == ["The mill", LINE]
    assert found.flags == ("deep-nesting",)
    assert found.markup.title == "The mill - The Post"
    assert ("article:published_time", "2020-03-04") in found.markup.meta


def test_a_head_that_is_deep_itself_is_not_read() -> None:
    found = page(f"<!doctype html>{'<b>' * 12_000}<h1>The mill</h1><p>{LINE}</p>")
    assert [block.text for block in found.blocks] == ["The mill", LINE]
    assert found.markup.title is None
