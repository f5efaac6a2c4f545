"""Who wrote the article: people as authors, organisations apart from them."""

from collections.abc import Iterable
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned
from tasks.enrich.author_places import Place, of_other_stories, places, sure_places
from tasks.enrich.conflicts import against, conflict
from tasks.enrich.enricher import Enricher
from tasks.enrich.flagging import flagged
from tasks.enrich.site_names import site_names
from tasks.grammar.name_words import name_words
from tasks.grammar.titles import fold

TOGETHER = 6
"""Authors who sign one story together; more are a list of the page's."""
MOST = 20
"""Names kept: a byline of 10,000 names names nobody."""


def find_authors(cleaned: Cleaned, article: Article) -> Article:
    """Fill `authors` with people and `organisations` with the papers, agencies and desks named as authors.

    The first place that names people decides, in this order: what the profile selects, JSON-LD author, author meta
    tags, microdata and rel=author, byline blocks, elements classed as bylines. A tag that names all of its people
    and more goes before it. Organisations are taken from it and from the places before it; sure places that name
    others are kept as conflicts of its evidence.
    """
    organisations: dict[str, Evidence] = {}
    sites = site_names(cleaned.page.markup) | {fold(name) for name in (article.publisher, article.site) if name}
    sure = False  # a sure place names an agency: an unsure one does not overrule it
    owner: tuple[tuple[str, ...], Evidence] | None = None
    for place in places(cleaned):
        people = _people(place, sites)
        for name in (*place.names.organisations, *(each for each in place.names.people if _is_site(each, sites))):
            organisations.setdefault(name, place.evidence)
        if not people and place.sure and any(fold(name) not in sites for name in place.names.organisations):
            sure = True
        if people and all(fold(name) in sites for name in people):
            # "By Caspian Dispatch" in the Caspian Dispatch: the paper, or a person whose site it is. Who else is named?
            owner, sure = owner or (people, place.evidence), sure or place.sure
            continue
        if people and (place.sure or not sure):
            others = [(named, each.evidence) for each in sure_places(cleaned) if (named := _people(each, sites))]
            people, evidence = _fullest(people, place.evidence, others)
            elsewhere = [(each.names.people, each.evidence) for each in of_other_stories(cleaned) if each.names.people]
            article = _signed(article, people, evidence, [*others, *elsewhere])
            article = flagged(article, "authors-cut") if len(place.names.people) > MOST else article
            break
    if owner and article.authors:
        organisations = dict.fromkeys(owner[0], owner[1]) | organisations
    elif owner:
        article = replace(article, authors=owner[0]).proving("authors", owner[1])
    if not organisations:
        return article
    kept = tuple(organisations)[:MOST]
    found = replace(article, organisations=tuple(dict.fromkeys((*article.organisations, *kept))))
    return found.proving("organisations", organisations[kept[0]])


def _people(place: Place, sites: frozenset[str]) -> tuple[str, ...]:
    """Return the people a place names, without the paper itself."""
    return tuple(name for name in place.names.people if not _is_site(name, sites))[:MOST]


Signature = tuple[tuple[str, ...], Evidence]
"""Whom a place names, and the place."""


def _fullest(people: tuple[str, ...], evidence: Evidence, others: Iterable[Signature]) -> Signature:
    """Return the tag that names all of these people and more, else what was given: many tags have the first only.

    A printed byline names those who edited and checked the story, too.
    """
    known = {fold(name) for name in people}
    tags = [each for each in others if each[1].line is None and len(each[0]) <= TOGETHER]
    fuller = [each for each in tags if known < {fold(name) for name in each[0]}]
    return max(fuller, key=lambda each: len(each[0]), default=(people, evidence))


def _signed(article: Article, people: tuple[str, ...], evidence: Evidence, others: Iterable[Signature]) -> Article:
    """Return the article with its authors; places that name others are kept as conflicts of the evidence."""
    rivals = ((_key(named), conflict("; ".join(named), proof)) for named, proof in others)
    return replace(article, authors=people).proving("authors", against(evidence, rivals, {_key(people)}))


def _key(people: Iterable[str]) -> str:
    """Return the names as they are compared: whatever their order and their spelling."""
    return "; ".join(sorted({fold(name) for name in people}))


def _is_site(name: str, sites: frozenset[str]) -> bool:
    """Return whether a name is the site's own: one word, or with an article; a full name may own its site."""
    words = name.split()
    if len(words) > 1 and words[0].casefold() not in name_words().fillers:
        return False
    return fold(name) in sites or fold(name).replace(" ", "") in sites


ENRICHER = Enricher(name="authors", run=find_authors, after=frozenset({"publisher", "site"}))
