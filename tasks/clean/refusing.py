"""When a page is no article: a reason and one clear line."""

from collections.abc import Sequence

from schemas.errors import NoArticleText
from schemas.page import Decision, Page
from tasks.clean.shapes import words

FEWEST_WORDS = 8
"""Words of text below which nothing is told: the shortest brief of the gold pages has more."""


def refuse(page: Page, decisions: Sequence[Decision], text: str) -> None:
    """Raise if the page holds no article.

    Raises:
        NoArticleText: no text, or too little of it to tell anything.
    """
    if not text.strip():
        raise NoArticleText(f"none of {len(page.blocks)} blocks is article text")
    if words(text) < FEWEST_WORDS:
        raise NoArticleText(f"only {words(text)} words of text")
