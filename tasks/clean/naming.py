"""The site a page names as its own: what is known of where a page belongs that gives no article."""

from schemas.page import Cleaned
from tasks.grammar.addresses import host_of, normalise

OWN = ("og:url", "twitter:url", "parsely-link")
"""Meta tags that hold the page's address."""


def site_of(cleaned: Cleaned) -> str | None:
    """Return the domain of the page's own address, without "www.", else its profile's; None where neither is there."""
    markup = cleaned.page.markup
    addresses = [markup.canonical, *(content for name, content in markup.meta if name in OWN), markup.amp]
    found = next((url for address in addresses if (url := normalise(address))), None)
    return host_of(found) if found else cleaned.profile
