"""Addresses in one spelling, so that equal pages have equal addresses."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST = 2_048
"""Characters of an address; longer ones name no page."""
TRACKING = re.compile(
    r"(?:utm_\w{1,30}|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok"
    r"|_ga|_gl|ns_\w{1,30}|at_\w{1,30}|wt_mc|wt_zmc|xtor|cmpid|smid|ito|_hsenc|_hsmi|spm|ocid|vero_id|oly_enc_id)",
    re.IGNORECASE,
)
"""Parameters that say how a reader came to a page and never which page it is."""
HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,20}[a-z][a-z0-9-]{1,62}")
PORTS = {"http": 80, "https": 443}
SAFE = "/%:@!$&'()*+,;=~-._"
"""What a path keeps as it is; "%" too, since it is already escaped where it stands for itself."""


@lru_cache(maxsize=256)
def normalise(address: str | None, base: str | None = None) -> str | None:
    """Return an address in one spelling: http or https, host in lower case, no user, no fragment, no tracking.

    None where it is no public web address: another scheme, a bad port, over LONGEST characters, no proper host.
    Idempotent.

    >>> normalise("HTTPS://user:pw@Example.COM:443/a%2fb?utm_source=x&id=7#top")
    'https://example.com/a%2fb?id=7'
    """
    if not address or len(address) > LONGEST or (base and len(base) > LONGEST):
        return None
    try:
        parts = urlsplit(urljoin(base or "", "".join(address.split())))
        host, port = _host(parts.hostname), parts.port
    except ValueError:  # a broken bracket, a port that is no number
        return None
    if parts.scheme not in PORTS or host is None:
        return None
    place = host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"
    path = quote(parts.path, safe=SAFE) or "/"
    found = urlunsplit((parts.scheme, place, path, _query(parts.query), ""))
    return found if len(found) <= LONGEST else None


def host_of(address: str) -> str:
    """Return the host of a normalised address without "www."."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def domain(name: str) -> str | None:
    """Return the host that a name is, without "www."; None where it is a name of another kind.

    >>> domain("www.Post.example"), domain("captures"), domain("post.example/2019")
    ('post.example', None, None)
    """
    found = None if "/" in name or ":" in name else normalise(f"https://{name}")
    return host_of(found) if found and found.count("/") == 3 and "?" not in found else None


def is_front_page(address: str) -> bool:
    """Return whether a normalised address is a whole site's and so no article's."""
    parts = urlsplit(address)
    return parts.path == "/" and not parts.query


def _host(host: str | None) -> str | None:
    """Return a host in ASCII and lower case, None where it is none."""
    try:
        ascii_host = unquote(host or "").rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return ascii_host if HOST.fullmatch(ascii_host) else None


def _query(query: str) -> str:
    """Return a query without tracking; what is left stays as written."""
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return ""
    kept = [(name, value) for name, value in pairs if not TRACKING.fullmatch(name)]
    return quote(query, safe=SAFE + "?") if len(kept) == len(pairs) else urlencode(kept)
