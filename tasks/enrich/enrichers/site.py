"""The article's address and the site it stands on, from what the page says of itself; never from a file's name."""

from collections.abc import Iterator
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned
from tasks.enrich.conflicts import against, conflict
from tasks.enrich.enricher import Enricher
from tasks.enrich.json_ld import linked_page
from tasks.enrich.markup import meta_values
from tasks.grammar.addresses import host_of, is_front_page, normalise

AMP = "link:amphtml"
"""The address of the same article in another layout: no other article's."""


def locate(cleaned: Cleaned, article: Article) -> Article:
    """Fill `url` with the canonical address, and `site` with its host without "www.".

    Order: `<link rel=canonical>`, og:url, JSON-LD url, twitter:url, the AMP link. An address that is relative is
    completed by the others or the page's `<base>`; that of a front page is no article's and gives the site only.
    A text capture has the domain of its profile, and no address. Other addresses are kept as conflicts of the evidence.
    """
    found = list(_addresses(cleaned))
    own = [(url, method) for url, method in found if not is_front_page(url)]
    if own:
        url, method = own[0]
        others = ((_key(other), conflict(other, Evidence(how, raw=other))) for other, how in own[1:] if how != AMP)
        article = replace(article, url=url).proving("url", against(Evidence(method, raw=url), others, {_key(url)}))
    if found:
        url, method = (own or found)[0]
        return replace(article, site=host_of(url)).proving("site", Evidence(method, raw=url))
    if cleaned.profile:
        return replace(article, site=cleaned.profile).proving("site", Evidence(f"profile:{cleaned.profile}"))
    return article


def _key(url: str) -> str:
    """Return an address as it is compared: http or https, with www or without, is one page."""
    return url.partition("://")[2].removeprefix("www.")


def _addresses(cleaned: Cleaned) -> Iterator[tuple[str, str]]:
    """Yield the page's addresses, normalised, with how each was found, the surest first."""
    markup = cleaned.page.markup
    linked = linked_page(markup)
    written = [
        (markup.canonical, "link:canonical"),
        *((content, f"meta:{name}") for name, content in meta_values(markup, "og:url")),
        *((each.url, "json-ld:url") for each in linked.articles),
        (linked.web_page.url if linked.web_page else None, "json-ld:url"),
        *((content, f"meta:{name}") for name, content in meta_values(markup, "twitter:url", "parsely-link")),
        (markup.amp, AMP),
    ]
    whole = [url for address, _ in written if (url := normalise(address))]
    base = normalise(markup.base, whole[0] if whole else None) or next(iter(whole), None)
    for address, method in written:
        url = normalise(address, base)
        if url:
            yield url, method


ENRICHER = Enricher(name="site", run=locate)
