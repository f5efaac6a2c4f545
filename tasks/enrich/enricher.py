"""The contract of an enricher: one file in `enrichers/` that ends in `ENRICHER = Enricher(…)`."""

from collections.abc import Callable
from dataclasses import dataclass

from schemas.article import Article
from schemas.page import Cleaned


@dataclass(frozen=True, slots=True)
class Enricher:
    """A step that fills fields of the article from what the page says.

    `run` returns a new article, with evidence for each field it fills, and leaves what it cannot find as it was.
    `after` names the enrichers whose fields it reads; the name of one that is not installed orders nothing.
    """

    name: str
    run: Callable[[Cleaned, Article], Article]
    after: frozenset[str] = frozenset()
