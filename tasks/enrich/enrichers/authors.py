"""Who wrote the article: people as authors, organisations apart from them."""

from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned
from tasks.enrich.author_places import places
from tasks.enrich.enricher import Enricher

MOST = 20
"""Names kept: a byline of 10,000 names names nobody."""


def find_authors(cleaned: Cleaned, article: Article) -> Article:
    """Fill `authors` with people and `organisations` with the papers, agencies and desks named as authors.

    The first place that names people decides, in this order: what the profile selects, JSON-LD author, author meta
    tags, microdata and rel=author, byline blocks, elements classed as bylines. Organisations are taken from it and
    from the places before it.
    """
    organisations: dict[str, Evidence] = {}
    for place in places(cleaned):
        for name in place.names.organisations:
            organisations.setdefault(name, place.evidence)
        if place.names.people:
            people = place.names.people[:MOST]
            article = replace(article, authors=people).proving("authors", place.evidence)
            break
    if not organisations:
        return article
    named = tuple(organisations)[:MOST]
    found = replace(article, organisations=tuple(dict.fromkeys((*article.organisations, *named))))
    return found.proving("organisations", organisations[named[0]])


ENRICHER = Enricher(name="authors", run=find_authors)
