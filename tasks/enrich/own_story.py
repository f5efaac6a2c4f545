"""Whether what a part of the markup describes is the page's own story: told by its address and its headline."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.page import Markup
from tasks.enrich.markup import meta_values
from tasks.grammar.addresses import is_front_page, normalise
from tasks.grammar.headlines import is_another, is_same
from tasks.grammar.titles import fold, shorter

ANY_HOST = "https://any.example/"
HEADINGS = 5
TITLES = 30
"""Titles of a page that are compared, the parts of which they may consist among them."""


@dataclass(frozen=True, slots=True)
class OwnStory:
    """What a page calls its story: its addresses without host, and its titles, folded."""

    addresses: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()

    def agreement(self, headline: str | None, addresses: Iterable[str | None]) -> int:
        """Return how much of what an object gives of itself is the page's: address and headline are 2.

        0 where nothing can be compared or a headline is only alike, -1 where all it gives is another story's.
        """
        votes = [vote for vote in (self._titled(headline), self._addressed(addresses)) if vote is not None]
        return votes.count(1) or max(votes, default=0)

    def _titled(self, headline: str | None) -> int | None:
        name = fold(headline or "")
        if not name:
            return None
        if any(is_same(name, title) for title in self.titles):
            return 1
        return -1 if is_another(name, self.titles) else 0

    def _addressed(self, addresses: Iterable[str | None]) -> int | None:
        own = {key for address in addresses if (key := _key(address))}
        if not own or not self.addresses:
            return None
        return 1 if own & self.addresses else -1


def own_story(markup: Markup) -> OwnStory:
    """Return what a page calls its story, in its links, its meta tags, its title and its headings."""
    addresses = (markup.canonical, markup.amp, *(content for _, content in meta_values(markup, "og:url")))
    tags = (content for _, content in meta_values(markup, "og:title", "twitter:title"))
    written = [*markup.headings[:HEADINGS], *tags, *([markup.title] if markup.title else [])]
    parts = [each for title in written for each in (title, *shorter(title))]
    titles = tuple(dict.fromkeys(name for part in parts[:TITLES] if (name := fold(part))))
    return OwnStory(frozenset(key for each in addresses if (key := _key(each))), titles)


def _key(address: str | None) -> str | None:
    """Return an address as it is compared, None for a whole site's: one story may stand at several hosts."""
    url = normalise(address, ANY_HOST if address and address.startswith("/") else None)
    return None if url is None or is_front_page(url) else url.split("/", 3)[3].rstrip("/")
