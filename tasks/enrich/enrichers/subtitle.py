"""The standfirst between the headline and the text."""

import re
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned, Role
from tasks.enrich.enricher import Enricher
from tasks.enrich.lines import one_line
from tasks.grammar.bylines import LABEL, read_byline
from tasks.grammar.dates import find_dates, is_date_line
from tasks.grammar.titles import fold

LONGEST = 1_000
SHORT = 6
"""Words beside a date up to which a line is the date's and its byline's: "Ann Lee 3 May 2020 Comment now"."""
REPEATED = 0.8
"""Part of a line's words that stand in the title from which on it repeats the title."""
TOLD = re.compile(r"\W{0,2}(?:as told to|told to|interviewed by|interview by|photos? by)\s", re.IGNORECASE)
WORD = re.compile(r"(?<!\w)[^\W\d_]{3,40}(?!\w)")


def find_subtitle(cleaned: Cleaned, article: Article) -> Article:
    """Fill `subtitle` with the block that clean took for the standfirst, or what the profile selects."""
    hint = one_line(cleaned.hints.get("subtitle", ""))
    if hint:
        return replace(article, subtitle=hint[:LONGEST]).proving(
            "subtitle", Evidence(f"profile:{cleaned.profile}", raw=hint[:LONGEST])
        )
    for decision in cleaned.decisions:
        line = one_line(decision.block.text) if decision.role is Role.SUBTITLE else None
        if line and len(line) <= LONGEST and not _is_furniture(line, article):
            evidence = Evidence(f"block:{decision.rule}", decision.block.line, decision.block.path, line)
            return replace(article, subtitle=line).proving("subtitle", evidence)
    return article


def _is_furniture(line: str, article: Article) -> bool:
    """Return whether a line between headline and text is its byline, its date or the headline again after all."""
    return (
        is_date_line(line)
        or TOLD.match(line) is not None
        or any(read_byline(part) is not None for part in (line, line.partition(",")[0]))
        or _is_dated(line)
        or _names_author(line, article.authors)
        or _repeats(line, article.title)
    )


def _is_dated(line: str) -> bool:
    """Return whether a line says when the article appeared: a labelled date, or few words beside a date."""
    dates = find_dates(line)
    if not dates:
        return False
    start, end = dates[0].span
    beside = f"{line[:start]} {line[end:]}"
    label = LABEL.search(line[:start])
    listed = len(beside.split()) <= SHORT and not _is_worded(beside)
    return listed or (label is not None and start - label.end() <= 10)


def _names_author(line: str, authors: tuple[str, ...]) -> bool:
    """Return whether a line names an author among names and jobs only: "Ann Lee Nordby Courier"."""
    named = any(name in line for name in authors if " " in name)
    return named and not _is_worded(line)


def _is_worded(line: str) -> bool:
    """Return whether a line has words in lower case, as a sentence has and a row of names and buttons has not."""
    return any(word.islower() for word in WORD.findall(line))


def _repeats(line: str, title: str | None) -> bool:
    words, known = fold(line).split(), set(fold(title or "").split())
    return bool(words) and sum(word in known for word in words) >= REPEATED * len(words)


ENRICHER = Enricher(name="subtitle", run=find_subtitle, after=frozenset({"title", "authors"}))
