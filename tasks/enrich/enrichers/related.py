"""The headlines of other articles that the page prints inside this one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from schemas.article import Article, Evidence
from schemas.page import Cleaned, Decision, Role
from tasks.enrich.enricher import Enricher
from tasks.enrich.lines import one_line
from tasks.grammar.bylines import read_byline
from tasks.grammar.dates import is_date_line

LONGEST = 200
"""Characters of a headline; a longer item is the summary under one."""
MOST = 50
LABEL, ITEM = "cue:related-label", "cue:related"
PREFIX = re.compile(
    r"(?:read|see|also|more|related|lesen sie|mehr|lire|à lire|lea|lee|leia|veja|leggi"
    r"|читайте|lees|les|læs|läs|lue|przeczytaj|oku)"
    r"[^:：|]{0,24}[:：|]\s{0,3}",
    re.IGNORECASE,
)
"""A label on the line of its headline: "READ MORE: Port strike ends"."""
QUIET = frozenset({Role.CREDIT, Role.CAPTION, Role.ADVERT, Role.DATELINE, Role.BYLINE})
"""What may stand between the article's last paragraph and the list that belongs to it."""


def find_related(cleaned: Cleaned, article: Article) -> Article:
    """Fill `related` with the lists between headline and end, and the one that follows the end directly.

    The page's sidebars and feeds are not the article's: a list after other furniture, or in another container,
    is left out.
    """
    items = list(_items(cleaned.decisions))
    headlines: dict[str, Decision] = {}
    for item in items:
        line = one_line(item.block.text)
        line = _without_label(line) if line else None
        if line and len(line) <= LONGEST and line != article.title and not _is_furniture(line):
            headlines.setdefault(line, item)
    if not headlines:
        return article
    kept = tuple(headlines)[:MOST]
    first = headlines[kept[0]]
    evidence = Evidence(f"block:{first.rule}", first.block.line, first.block.path, first.block.text[:300])
    return replace(article, related=kept).proving("related", evidence)


def _without_label(line: str) -> str:
    label = PREFIX.match(line)
    return line[label.end() :] if label else line


def _is_furniture(line: str) -> bool:
    """Return whether a line of the list is a date or a byline under its headline, or a button."""
    return is_date_line(line) or read_byline(line) is not None or (" " not in line and line.isascii())


def _items(decisions: tuple[Decision, ...]) -> Iterator[Decision]:
    body = [index for index, decision in enumerate(decisions) if decision.kept]
    if not body:
        return
    headline = next((index for index in range(body[0]) if decisions[index].role is Role.HEADLINE), body[0])
    yield from (decision for decision in decisions[headline : body[-1]] if decision.rule == ITEM)
    container = _container(decisions[body[0]], decisions[body[-1]])
    for decision in decisions[body[-1] + 1 :]:
        inside = (decision.block.path or "").startswith(container)
        if decision.rule == ITEM and inside:
            yield decision
        elif decision.role not in QUIET and not (decision.rule == LABEL and inside):
            return


def _container(first: Decision, last: Decision) -> str:
    """Return the path of the element that holds the article's first and last paragraph; "" in a text capture."""
    one, other = ((each.block.path or "").split(">")[:-1] for each in (first, last))
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return ">".join(step for step, _ in shared)


ENRICHER = Enricher(name="related", run=find_related, after=frozenset({"title"}))
