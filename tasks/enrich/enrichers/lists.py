"""The persons and topics that the page lists under its article."""

from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Block, Cleaned
from tasks.enrich.enricher import Enricher

LONGEST = 80
"""Characters of a name or a topic."""
MOST = 30
EDGES = " \t\u00a0#•·|,;»›"


def read_lists(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with the persons and topics printed in lists of that name, in page order, each once."""
    persons, topics = (_items(cleaned, f"cue:{name}") for name in ("persons", "topics"))
    if persons:
        article = replace(article, persons=tuple(persons)).proving("persons", _evidence(persons))
    if topics:
        article = replace(article, topics=tuple(topics)).proving("topics", _evidence(topics))
    return article


def _items(cleaned: Cleaned, rule: str) -> dict[str, Block]:
    """Return the entries of a list, each with the block it stands in."""
    found: dict[str, Block] = {}
    for decision in cleaned.decisions:
        entry = decision.block.text.strip(EDGES)
        if decision.rule == rule and 1 < len(entry) <= LONGEST and len(found) < MOST:
            found.setdefault(entry, decision.block)
    return found


def _evidence(found: dict[str, Block]) -> Evidence:
    first, block = next(iter(found.items()))
    return Evidence(method="text-list", line=block.line, where=block.path, raw=first)


ENRICHER = Enricher(name="lists", run=read_lists)
