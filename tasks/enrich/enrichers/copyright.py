"""The page's copyright line."""

from collections.abc import Iterator
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned, Decision, Role
from tasks.enrich.enricher import Enricher
from tasks.grammar.rights import read_copyright

INSIDE = frozenset({Role.BODY, Role.HEADLINE, Role.SUBTITLE, Role.CREDIT, Role.CAPTION, Role.RELATED, Role.COMMENTS})
"""Roles of blocks whose rights are a picture's, a reader's or another article's."""


def find_copyright(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with the page's copyright notice: one in the footer, or one after the text.

    A notice before the text's end is a picture's, and so is one that names an agency's photographer.
    """
    for decision in _footers(cleaned):
        notice = read_copyright(decision.block.text)
        if notice:
            block = decision.block
            evidence = Evidence(method="text-copyright", line=block.line, where=block.path, raw=notice)
            return replace(article, copyright=notice).proving("copyright", evidence)
    return article


def _footers(cleaned: Cleaned) -> Iterator[Decision]:
    last = max((index for index, each in enumerate(cleaned.decisions) if each.role is Role.BODY), default=-1)
    after = cleaned.decisions[last + 1 :]
    yield from (each for each in after if each.role is Role.FOOTER)
    yield from (each for each in after if each.role is not Role.FOOTER and each.role not in INSIDE)


ENRICHER = Enricher(name="copyright", run=find_copyright)
