"""The articles of a site, the newest first."""

from pydantic import Field

from tasks.load.query import ARTICLES, Listing, Period, Query, Text


class BySite(Period):
    """A site by its domain."""

    site: Text = Field(description="the domain")


def ask(given: BySite) -> Listing:
    """Return the question."""
    return Listing("articles", {"site": given.site.lower(), **given.ranked})


QUERY = Query("by-site", "articles of a site", BySite, ask, ARTICLES, "site=tass.com since=2017-06-01")
