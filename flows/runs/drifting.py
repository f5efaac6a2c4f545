"""Drift: sites whose articles of late came out worse than those before, told from the runs' receipts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from schemas.run import Receipt, RunKind, SiteTally

FEWEST = 10
"""Articles on both sides of the day before two means are held against each other."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A site that came out worse, its mean quality before and now."""

    site: str
    before: float
    now: float
    articles: int  # of late


def drifts(receipts: Iterable[Receipt], since: datetime, points: float) -> list[Drift]:
    """Return the sites whose mean quality fell by at least so many points of 100 since a moment, the worst first."""
    ingests = [each for each in receipts if each.kind is RunKind.INGEST]
    before = _means([each.sites for each in ingests if each.started_at < since])
    now = _means([each.sites for each in ingests if each.started_at >= since])
    found = [
        Drift(site, before[site][1], quality, articles)
        for site, (articles, quality) in now.items()
        if site in before and min(articles, before[site][0]) >= FEWEST
    ]
    fallen = [each for each in found if 100 * (each.before - each.now) >= points]
    return sorted(fallen, key=lambda each: (each.now - each.before, each.site))


def _means(tallies: Iterable[Sequence[SiteTally]]) -> dict[str, tuple[int, float]]:
    """Return each site's articles and their mean quality."""
    articles: dict[str, int] = {}
    quality: dict[str, float] = {}
    for each in (site for sites in tallies for site in sites):
        articles[each.site] = articles.get(each.site, 0) + each.articles
        quality[each.site] = quality.get(each.site, 0.0) + each.articles * each.quality
    return {site: (many, quality[site] / many) for site, many in articles.items() if many}
