"""Whose the pictures in the article are."""

from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned, Decision, Role
from tasks.enrich.enricher import Enricher
from tasks.grammar.rights import claims_rights, read_credit

ABOVE = 3
"""Blocks above the headline in which the article's picture may stand."""
BELOW = 3
"""Blocks below the text in which it may."""
MOST = 20
"""Credits kept: a page with more is a gallery."""
SHOWN = frozenset({Role.CREDIT, Role.CAPTION})


def find_credits(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with the credits of its pictures, in page order, each once."""
    found: dict[str, Decision] = {}
    for decision in _within(cleaned):
        if decision.role in SHOWN and not claims_rights(decision.block.text):
            credit = read_credit(decision.block.text)
            if credit:
                found.setdefault(credit, decision)
    if not found:
        return article
    first = next(iter(found.values())).block
    evidence = Evidence(method="text-credit", line=first.line, where=first.path, raw=next(iter(found)))
    return replace(article, credits=tuple(found)[:MOST]).proving("credits", evidence)


def _within(cleaned: Cleaned) -> tuple[Decision, ...]:
    """Return the blocks from the headline to the text's end: what stands further off belongs to other articles."""
    decisions = cleaned.decisions
    bodies = [index for index, each in enumerate(decisions) if each.role is Role.BODY]
    heads = [index for index, each in enumerate(decisions) if each.role is Role.HEADLINE]
    if not bodies:
        return ()
    start = min(heads[0] if heads else bodies[0], bodies[0])
    return decisions[max(0, start - ABOVE) : bodies[-1] + 1 + BELOW]


ENRICHER = Enricher(name="credits", run=find_credits)
