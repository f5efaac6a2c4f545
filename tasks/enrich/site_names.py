"""The names a page gives its own site: in its markup, in its address, in its title."""

from collections.abc import Iterator
from functools import lru_cache

from schemas.page import Markup
from tasks.enrich.json_ld import linked_page
from tasks.enrich.markup import meta_values
from tasks.grammar.addresses import host_of, normalise
from tasks.grammar.titles import fold

LONGEST = 80
"""Characters of a site's name; a longer one is its motto."""
MASTHEADS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "al:android:app_name", "al:ios:app_name")
OTHERS = ("publisher", "dc.publisher", "article:publisher", "twitter:site", "copyright")


@lru_cache(maxsize=2)  # three enrichers ask for those of one page
def site_names(markup: Markup) -> frozenset[str]:
    """Return the names of the page's site, folded, and the forms of its domain."""
    names = {fold(name) for name in _names(markup)} - {""}
    return frozenset(names | {name.replace(" ", "") for name in names})


def _names(markup: Markup) -> Iterator[str]:
    linked = linked_page(markup)
    written = [linked.site, *(each.publisher for each in (*linked.articles, *linked.others))]
    written += [content for _, content in meta_values(markup, *MASTHEADS, *OTHERS)]
    yield from (name.lstrip("@") for name in written if name and len(name) <= LONGEST and "://" not in name)
    for address in (markup.canonical, *(content for _, content in meta_values(markup, "og:url")), markup.base):
        host = host_of(normalise(address) or "")
        if host:
            yield from (host, host.rsplit(".", 1)[0], host.split(".")[0])
