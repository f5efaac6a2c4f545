"""The kind of a page: what declares and reads like an article weighs for it, shops and forums against it."""

import hashlib

from schemas.capture import Capture, place_of
from schemas.page import Block, Decision, Markup, Page, Role
from tasks.clean.judging.kind import article_likelihood, evidence

STORY = "The wheel of the old mill turned again on Saturday, the council said, and she told them that it was time."
PITCH = "You will love our new kettle: you save time, your tea tastes better, and we ship to your door for free!"


def page(text: str, chrome: tuple[str, ...], markup: Markup | None = None) -> tuple[Page, list[Decision]]:
    blocks = tuple(Block(line, number) for number, line in enumerate((*chrome, *[text] * 6), 1))
    form = "text" if markup is None else "html"
    capture = Capture(place_of("a"), b"", hashlib.sha256(text.encode()).hexdigest(), form)
    decisions = [
        Decision(block, Role.BODY if block.text == text else Role.NAVIGATION, 0.9, "model") for block in blocks
    ]
    return Page(capture, "utf-8", blocks, markup or Markup()), decisions


def test_a_dated_story_is_likelier_an_article_than_a_shop() -> None:
    shop = article_likelihood(
        *page(PITCH, ("Add to cart", "$ 49", "Free shipping", "In stock", "Quantity", "Read more") * 4)
    )
    story = article_likelihood(*page(STORY, ("3 May 2019", "Share")))
    assert story > 0.9
    assert shop < 0.5 * story


def test_what_the_markup_declares_counts() -> None:
    news = Markup(
        json_ld=('{"@type": "NewsArticle"}',), meta=(("og:type", "article"),), canonical="https://a.example/2019/a-b-c"
    )
    shop = Markup(json_ld=('{"@type": "Product"}',), meta=(("og:type", "product"),), canonical="https://a.example/")
    assert article_likelihood(*page(STORY, (), news)) > article_likelihood(*page(STORY, (), shop))


def test_a_page_without_anything_and_a_broken_address_have_a_likelihood() -> None:
    assert 0 <= article_likelihood(*page("", ())) <= 1
    assert 0 <= article_likelihood(*page(STORY, (), Markup(canonical="http://[broken/a"))) <= 1


def test_a_text_has_no_evidence_from_markup() -> None:
    assert "og-article" not in evidence(*page(STORY, ()))
