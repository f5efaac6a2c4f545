"""When a page is no article: a reason and one clear line."""

from collections.abc import Sequence

from schemas.errors import NoArticle, NoArticleText
from schemas.page import Decision, Page
from tasks.clean.judging.declared import declared_kind
from tasks.clean.judging.kind import article_likelihood, least_likely
from tasks.clean.judging.listing import lists
from tasks.clean.judging.shell import shell_of
from tasks.clean.judging.speaking import tells, told
from tasks.clean.judging.walls import wall_of

FEWEST_WORDS = 8
"""Words of text below which nothing is told: the shortest brief of the gold pages has more."""


def refuse(page: Page, decisions: Sequence[Decision], text: str) -> None:
    """Raise if the page holds no article.

    Raises:
        NoArticle: the page is something else: the message says what.
        NoArticleText: no text, or too little of it to tell anything.
    """
    kept = [decision.block for decision in decisions if decision.kept]
    wall = wall_of(page, decisions)
    if wall is None and not any(tells(block.text) for block in kept):
        wall = shell_of(page)
    if wall is not None:
        raise NoArticle(wall.message)
    if not kept:
        raise NoArticleText(f"none of {len(page.blocks)} blocks is article text")
    size = told(text)
    if size < FEWEST_WORDS:
        raise NoArticleText(f"only {size} words of text")
    if not any(tells(block.text) for block in kept):
        raise NoArticle("the page lists headlines: none of its lines is a sentence")
    if lists(page, decisions):
        raise NoArticle("the page lists articles: a front page, a tag's or a search's")
    kind = declared_kind(page.markup)
    if kind is not None:
        raise NoArticle(f"the page's markup calls it {kind}")
    likelihood = article_likelihood(page, decisions)
    if likelihood < least_likely(page):
        raise NoArticle(f"the page reads as a shop, a forum, a listing or a manual (an article at {likelihood:.3f})")
