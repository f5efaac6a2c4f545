"""Where a marked element stands: in the article, or in a comment, another item, a card, an aside, or out of sight."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tasks.clean.segmenting.tags import HIDING
from tasks.grammar.headlines import is_another, is_same
from tasks.grammar.titles import fold

HIGH = 64
"""Elements looked at on the way up; what is nested deeper is judged by the nearest."""
COMMENT = re.compile(r"(?:comment|usercomments)/?\Z", re.IGNORECASE)
STORY = re.compile(r"(?:article|posting|report)/?\Z", re.IGNORECASE)
"""How the types of items end that have authors and dates of their own."""
UNSEEN = frozenset({"noscript", "template"})
CARD = ", ".join(f"h{rank} a[href], a[href] h{rank}" for rank in range(1, 5))
"""The linked headline that makes an `<article>` a card of another one."""
HEADED = "h1, h2, h3, h4, h5, h6, li"
"""What an aside has that lists other articles, or tells something else."""
META = re.compile(r"(?<![a-z])(?:meta|byline|dateline)(?![a-z])", re.IGNORECASE)
"""The class of an `<aside>` that says who wrote the article and when, with links to share it (alpin.de)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page's own story stands in: its `<article>`, its item and its titles, folded."""

    articles: tuple[int, ...] = ()  # the headline's <article> and those around it, by identity
    items: frozenset[int] = frozenset()  # the items around the headline that are stories
    around: frozenset[int] = frozenset()  # all elements around the headline
    titles: tuple[str, ...] = ()
    judged: dict[tuple[int, str], bool] = field(default_factory=dict)  # what was met before: it is searched once

    def elsewhere(self, node: LexborNode) -> str | None:
        """Return why what an element says is not the article's; None where nothing speaks against it."""
        inner = True  # no <article> met on the way yet
        item = False  # an item that is a story
        marked = "itemprop" in node.attributes
        for each in _upwards(node):
            if each.mem_id in self.around:
                return None
            attributes = each.attributes
            kind = attributes.get("itemtype")
            if kind and COMMENT.search(kind):
                return "comment"
            if kind and not item and STORY.search(kind):
                item = True
                if self._once(each, self._is_other_item):
                    return "other-story"
            if each.tag == "article" and inner:
                inner = False
                if self._once(each, self._is_other_article):
                    return "card"
            if each.tag == "aside" and not item and self._once(each, self._is_of_others):
                return "aside"
            if each.tag in UNSEEN:
                return "noscript"
            if not marked and _is_hidden(attributes):
                return "hidden"
        return None

    def _once(self, node: LexborNode, judge: Callable[[LexborNode], bool]) -> bool:
        """Return the verdict on an item or an `<article>`, which many elements may stand in."""
        question = (node.mem_id, judge.__name__)  # one element may be an item and an `<article>`
        if question not in self.judged:
            self.judged[question] = judge(node)
        return self.judged[question]

    def _is_other_item(self, item: LexborNode) -> bool:
        """Return whether an item has a headline that is none of the page's, or none and the page's stands elsewhere."""
        if item.mem_id in self.items:
            return False
        own = item.css_first('[itemprop~="headline"]')
        name = fold((own.attributes.get("content") or own.text(deep=True)[:1_000]) if own else "")
        return is_another(name, self.titles) if name else bool(self.items)

    def _is_other_article(self, article: LexborNode) -> bool:
        """Return whether an `<article>` stands within the page's own, or beside it with a linked headline."""
        if not self.articles or article.mem_id in self.articles:
            return False
        nested = any(each.mem_id == self.articles[0] for each in _upwards(article))
        return nested or article.css_first(CARD) is not None

    def _is_of_others(self, aside: LexborNode) -> bool:
        """Return whether an `<aside>` may speak of others: in an article one that is called so or plain is its own."""
        within = any(each.tag == "article" for each in _upwards(aside))
        called = META.search(aside.attributes.get("class") or "") is not None
        return not within or (not called and aside.css_first(HEADED) is not None)


def standing(headings: Sequence[tuple[LexborNode, str]], titles: Sequence[str]) -> Standing:
    """Return what a page's own story stands in: that of the first heading that its titles have, else of the first."""
    windows = [name for each in titles if (name := fold(each))]
    said = [(node, fold(text)) for node, text in headings]
    own = [node for node, name in said if any(is_same(name, window) for window in windows)]
    above = tuple(_upwards(node)) if (node := next(iter((*own, *(node for node, _ in said))), None)) else ()
    return Standing(
        articles=tuple(each.mem_id for each in above if each.tag == "article"),
        items=frozenset(each.mem_id for each in above if STORY.search(each.attributes.get("itemtype") or "")),
        around=frozenset(each.mem_id for each in above),
        titles=tuple(dict.fromkeys([*(name for _, name in said if name), *windows])),
    )


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    """Yield an element and those around it."""
    above: LexborNode | None = node
    for _ in range(HIGH):
        if above is None or above.tag in ("body", "html", "-undef"):
            return
        yield above
        above = above.parent


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or HIDING.search(attributes.get("style") or "") is not None
