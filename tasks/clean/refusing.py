"""When a page is no article: a reason and one clear line."""

from collections.abc import Sequence

from schemas.errors import NoArticle, NoArticleText
from schemas.page import Decision, Page
from tasks.clean.shapes import words
from tasks.clean.walls import wall_of

FEWEST_WORDS = 8
"""Words of text below which nothing is told: the shortest brief of the gold pages has more."""


def refuse(page: Page, decisions: Sequence[Decision], text: str) -> None:
    """Raise if the page holds no article.

    Raises:
        NoArticle: the page is something else: the message says what.
        NoArticleText: no text, or too little of it to tell anything.
    """
    kept = [decision.block for decision in decisions if decision.kept]
    wall = wall_of(page, kept)
    if wall is not None:
        raise NoArticle(wall.message)
    if not kept:
        raise NoArticleText(f"none of {len(page.blocks)} blocks is article text")
    size = words(text)
    if size < FEWEST_WORDS:
        raise NoArticleText(f"only {size} words of text")
