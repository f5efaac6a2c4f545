"""The article's title, in the words the page prints, without the name of its site."""

from collections.abc import Iterator
from dataclasses import replace

from schemas.article import Article, Conflict, Evidence
from schemas.page import Cleaned
from tasks.enrich.conflicts import against, conflict
from tasks.enrich.enricher import Enricher
from tasks.enrich.lines import one_line
from tasks.enrich.stems import stems
from tasks.enrich.title_candidates import Candidate, Source
from tasks.enrich.title_weighing import best_titles
from tasks.grammar.titles import LONGEST, fold

LOOSE = {"title", "first-line", "h1", "breadcrumb", "line:breadcrumb"}
"""Where the site's name, a section or a menu's heading may stand, with the title or without it."""
ALIKE = 2
"""Stems that two titles of one article have in common."""


def find_title(cleaned: Cleaned, article: Article) -> Article:
    """Fill `title`: what the profile selects, else the candidate with the most evidence.

    Candidates of an HTML page are the block taken for the headline, `<h1>`, JSON-LD headline, og:title,
    twitter:title, `<title>`, other title tags and the last step of a breadcrumb; of a text capture that block, the
    last steps of breadcrumb lines, the parts of the first line and the lines before the text. Those that agree add
    up, the site's name left out; printed words go before those of the markup. At most 500 characters. The other titles
    a page gives itself are kept as conflicts of the evidence, those with more evidence first.
    """
    found = best_titles(cleaned)
    hint = one_line(cleaned.hints.get("title", ""))
    if hint and len(hint) <= LONGEST:
        title, proof, rest = hint, _hinted(cleaned, hint), found
    elif found:
        title, proof, rest = found[0].best.text, _proof(found[0].best), found[1:]
    else:
        return article
    others = ((other.name, each) for other in rest for each in _claimed(other, title))
    return replace(article, title=title).proving("title", against(proof, others, {fold(title)}))


def _claimed(candidate: Candidate, title: str) -> Iterator[Conflict]:
    """Yield what the page puts forward as its title: no line near the text, no window or step of something else."""
    claims = {each.method for each in candidate.sources if not each.method.endswith(":part")} - {"line"}
    apart = fold(title) in candidate.name or len(stems(candidate.name) & stems(title)) < ALIKE
    if claims - LOOSE or (claims and not apart):
        yield conflict(candidate.best.text, _proof(candidate.best))


def _proof(source: Source) -> Evidence:
    line = source.block.line if source.block else None
    return Evidence(source.method, line, source.block.path if source.block else source.where, source.raw)


def _hinted(cleaned: Cleaned, hint: str) -> Evidence:
    line = next((block.line for block in cleaned.page.blocks if block.text == hint), None)
    return Evidence(f"profile:{cleaned.profile}", line, raw=hint)


ENRICHER = Enricher(name="title", run=find_title)
