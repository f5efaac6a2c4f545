"""Who published the article, as the page names itself: never by an agency's dateline."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Block, Cleaned, Role
from tasks.enrich.conflicts import against, conflict
from tasks.enrich.enricher import Enricher
from tasks.enrich.json_ld import linked_page
from tasks.enrich.lines import one_line
from tasks.enrich.markup import meta_values
from tasks.enrich.owners import owner, without_slogan
from tasks.enrich.site_names import MASTHEADS
from tasks.grammar.titles import fold, shorter, steps

LONGEST = 80
"""Characters of a publisher's name."""
WORDS = 8
LINK = re.compile(r"://|^@|^www\.", re.IGNORECASE)
DOMAIN = re.compile(r"(?:[\w-]{1,60}\.){1,3}[a-z]{2,12}", re.IGNORECASE)


def find_publisher(cleaned: Cleaned, article: Article) -> Article:
    """Fill `publisher`: a profile's signature, og:site_name, JSON-LD publisher, application name, the domain that
    opens a breadcrumb line, the site's name behind the title, the owner a copyright line names.

    What follows a title is the site's name only where the title stands on the page without it. Other names are kept
    as conflicts of the evidence, but for the owner of the rights: a house is not its paper.
    """
    found = [(name, evidence) for written, evidence in _names(cleaned, article) if (name := _plausible(written))]
    if not found:
        return article
    (publisher, proof), rest = found[0], found[1:]
    mastheads = ((name, evidence) for name, evidence in rest if evidence.method != "copyright-line")
    others = ((fold(name), conflict(name, evidence)) for name, evidence in mastheads if not _one(name, publisher))
    return replace(article, publisher=publisher).proving("publisher", against(proof, others, ()))


def _one(name: str, other: str) -> bool:
    """Return whether two names are of one publisher: "The Post" and "The Post Ltd"."""
    short, long = sorted((fold(name), fold(other)), key=len)
    return short in long


def _plausible(written: str | None) -> str | None:
    """Return a name without its slogan; None where it is too long for one, or an address."""
    name = without_slogan(written) if written else None
    long = name and (len(name) > LONGEST or len(name.split()) > WORDS or LINK.search(name))
    return None if long else name


def _names(cleaned: Cleaned, article: Article) -> Iterator[tuple[str | None, Evidence]]:
    """Yield what may be the publisher's name, the surest first."""
    if cleaned.publisher:
        yield cleaned.publisher, Evidence(f"profile:{cleaned.profile}", raw=cleaned.publisher)
    markup = cleaned.page.markup
    for name, content in meta_values(markup, *MASTHEADS[:1]):
        yield content, Evidence(f"meta:{name}", raw=content)
    linked = linked_page(markup)
    for each in (*linked.articles, *linked.others):
        yield each.publisher, Evidence("json-ld:publisher", where=each.where, raw=each.publisher)
    for name, content in meta_values(markup, *MASTHEADS[1:]):
        yield content, Evidence(f"meta:{name}", raw=content)
    yield from _masthead(cleaned)
    yield from _behind_title(cleaned, article)
    if article.copyright:
        yield owner(article.copyright), _carried(article, "copyright")


def _carried(article: Article, name: str) -> Evidence:
    """Return the evidence of another field as that of the publisher."""
    evidence = article.evidence.get(name)
    return Evidence(
        f"{name}-line", evidence.line if evidence else None, evidence.where if evidence else None, article.copyright
    )


def _masthead(cleaned: Cleaned) -> Iterator[tuple[str, Evidence]]:
    """Yield the domain that opens a breadcrumb line: "Today.Az » World news » …"."""
    for decision in cleaned.decisions:
        if decision.rule == "cue:breadcrumb":
            trail = steps(decision.block.text)
            if len(trail) > 1 and DOMAIN.fullmatch(trail[0]):
                yield trail[0], _evidence("block:masthead", decision.block)


def _behind_title(cleaned: Cleaned, article: Article) -> Iterator[tuple[str, Evidence]]:
    """Yield what follows the article's title in `<title>` or in a capture's first line, if it stands alone too."""
    markup = cleaned.page.markup
    block = cleaned.page.blocks[0] if cleaned.page.blocks and not markup.title else None
    window = markup.title or (block.text if block and len(block.text) <= 300 else "")
    title = article.title
    if not title or not window or not any(fold(part) == fold(title) for part in shorter(window)):
        return
    alone = any(each.role is Role.HEADLINE and fold(each.block.text) == fold(title) for each in cleaned.decisions)
    rest = window[len(title) :] if fold(window[: len(title)]) == fold(title) else ""
    name = one_line(rest.strip(" \t|-–—·•:»›‹«/~"))
    if alone and name and not shorter(name):
        yield name, _evidence("title-suffix", block) if block else Evidence("title-suffix", raw=markup.title)


def _evidence(method: str, block: Block) -> Evidence:
    return Evidence(method, block.line, block.path, block.text[:300])


ENRICHER = Enricher(name="publisher", run=find_publisher, after=frozenset({"title", "copyright"}))
