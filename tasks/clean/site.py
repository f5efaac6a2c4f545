"""The site a page says it stands on, as far as cleaning needs it: to find its profile and its template."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from schemas.page import Cleaned, Page
from tasks.grammar.addresses import host_of, normalise

OWN = ("og:url", "twitter:url", "parsely-link")
"""Meta tags that hold the page's address."""


def hosts(page: Page) -> Iterator[str]:
    """Yield the hosts the page gives as its own, the surest first."""
    named = [content for name, content in page.markup.meta if name == "og:url"]
    for url in (page.markup.canonical, *named, page.markup.base):
        try:
            host = urlsplit(url or "").hostname
        except ValueError:  # a broken bracket in the address: no host then
            continue
        if host:
            yield host


def named_site(page: Page) -> str | None:
    """Return the domain of the page's own address, without "www."; None where it names none."""
    markup = page.markup
    addresses = [markup.canonical, *(content for name, content in markup.meta if name in OWN), markup.amp]
    found = next((url for address in addresses if (url := normalise(address))), None)
    return host_of(found) if found else None


def site_of(cleaned: Cleaned) -> str | None:
    """Return the domain of the page's own address, else its profile's; None where neither is there."""
    return named_site(cleaned.page) or cleaned.profile
