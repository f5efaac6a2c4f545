"""A cleaned page to an article: every enricher once, each after what it needs."""

from collections.abc import Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter

from schemas.article import Article, draft
from schemas.errors import PermanentError
from schemas.page import Cleaned
from tasks.discovery import plugins
from tasks.enrich.enricher import Enricher


def enrich(cleaned: Cleaned) -> Article:
    """Return the article a cleaned page holds, with all its enrichers can say of it."""
    article = draft(cleaned)
    for enricher in enrichers():
        article = enricher.run(cleaned, article)
    return article


@cache
def enrichers() -> tuple[Enricher, ...]:
    """Return the installed enrichers in the order they run, the same on every machine."""
    return ordered(plugins("tasks.enrich.enrichers", Enricher, "ENRICHER"))


def ordered(found: Sequence[Enricher]) -> tuple[Enricher, ...]:
    """Return the enrichers so that each stands after those it names; by name where nothing else decides.

    Raises:
        PermanentError: two enrichers share a name, or they wait for each other.
    """
    by_name = {enricher.name: enricher for enricher in found}
    if len(by_name) < len(found):
        raise PermanentError(f"two enrichers share a name: {sorted(enricher.name for enricher in found)}")
    sorter = TopologicalSorter({name: by_name[name].after & by_name.keys() for name in sorted(by_name)})
    try:
        sorter.prepare()
    except CycleError as error:
        raise PermanentError(f"enrichers wait for each other: {' → '.join(error.args[1])}") from error
    order: list[Enricher] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += [by_name[name] for name in ready]
        sorter.done(*ready)
    return tuple(order)
