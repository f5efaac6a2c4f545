"""The news agencies that the article cites."""

from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Block, Cleaned, Role
from tasks.enrich.enricher import Enricher
from tasks.grammar.agencies import agency_of
from tasks.grammar.citations import cited_agencies

QUOTED = 60
"""Characters before and after a citation that its evidence keeps."""


def find_cited(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with the agencies it cites, in text order.

    The agency that signs the dateline is not cited, and no agency cites itself on its own site.
    """
    text = article.text
    if article.dateline and text.startswith(article.dateline.raw):
        text = " " * len(article.dateline.raw) + text[len(article.dateline.raw) :]
    own = {article.dateline.agency if article.dateline else None, agency_of(article.publisher), agency_of(article.site)}
    found = {agency: span for agency, span in cited_agencies(text).items() if agency not in own}
    if not found:
        return article
    start, end = next(iter(found.values()))
    raw = " ".join(text[max(0, start - QUOTED) : end + QUOTED].split())
    block = _block(cleaned, text[start:end])
    evidence = Evidence(
        method="text-citation", line=block.line if block else None, where=block.path if block else None, raw=raw
    )
    return replace(article, cited_agencies=tuple(found)).proving("cited_agencies", evidence)


def _block(cleaned: Cleaned, name: str) -> Block | None:
    return next((block for block in cleaned.blocks(Role.BODY) if name in block.text), None)


ENRICHER = Enricher(name="cited_agencies", run=find_cited, after=frozenset({"dateline", "publisher", "site"}))
