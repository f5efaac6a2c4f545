"""The standfirst between the headline and the text."""

from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned, Role
from tasks.enrich.enricher import Enricher
from tasks.enrich.lines import one_line
from tasks.grammar.bylines import read_byline
from tasks.grammar.dates import is_date_line

LONGEST = 1_000


def find_subtitle(cleaned: Cleaned, article: Article) -> Article:
    """Fill `subtitle` with the block that clean took for the standfirst, or what the profile selects."""
    hint = one_line(cleaned.hints.get("subtitle", ""))
    if hint:
        return replace(article, subtitle=hint[:LONGEST]).proving(
            "subtitle", Evidence(f"profile:{cleaned.profile}", raw=hint[:LONGEST])
        )
    for decision in cleaned.decisions:
        line = one_line(decision.block.text) if decision.role is Role.SUBTITLE else None
        if line and len(line) <= LONGEST and not _is_furniture(line):
            evidence = Evidence(f"block:{decision.rule}", decision.block.line, decision.block.path, line)
            return replace(article, subtitle=line).proving("subtitle", evidence)
    return article


def _is_furniture(line: str) -> bool:
    """Return whether a line between headline and text is its byline or date after all."""
    return is_date_line(line) or read_byline(line) is not None


ENRICHER = Enricher(name="subtitle", run=find_subtitle)
