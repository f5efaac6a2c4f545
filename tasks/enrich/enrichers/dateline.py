"""The dateline: where a story was filed, and which agency signs it."""

from dataclasses import replace

from schemas.article import Article, Dateline, Evidence
from schemas.page import Block, Cleaned, Role
from tasks.enrich.enricher import Enricher
from tasks.grammar.datelines import read_dateline

OPENING = 3
"""Paragraphs in which a dateline may stand: an editor's note or a repeated standfirst may come first."""


def find_dateline(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with the dateline that opens its text."""
    for paragraph in article.text.split("\n\n", OPENING)[:OPENING]:
        printed = read_dateline(paragraph)
        if printed:
            block = _block(cleaned, printed.raw)
            dateline = Dateline(place=printed.place, agency=printed.agency, raw=printed.raw)
            evidence = Evidence(
                method="text-dateline",
                line=block.line if block else None,
                where=block.path if block else None,
                raw=printed.raw,
            )
            return replace(article, dateline=dateline).proving("dateline", evidence)
    return article


def _block(cleaned: Cleaned, raw: str) -> Block | None:
    """Return the block that the dateline opens, or begins: tags may part a place from its agency."""
    return next((block for block in cleaned.blocks(Role.BODY) if block.text.startswith(raw[:8])), None)


ENRICHER = Enricher(name="dateline", run=find_dateline)
