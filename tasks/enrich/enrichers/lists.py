"""The persons and topics that the page lists under its article."""

import re
from dataclasses import replace
from itertools import takewhile

from schemas.article import Article, Evidence
from schemas.page import Block, Cleaned
from tasks.enrich.enricher import Enricher
from tasks.enrich.keywords import ends_list, topic_of

LONGEST = 80
"""Characters of a name or a topic."""
MOST = 30
LABEL = re.compile(
    r"\s{0,3}(?:topics?|tags?|tagged|keywords|filed under|posted in|categor(?:y|ies)"
    r"|more on|related topics|persons?|people|themen|schlagw[oö]rte?r?"
    r"|stichw[oö]rte?r?|personen|mots[- ]clés|thèmes?|sujets?|temas?|etiquetas?|palabras clave|personas|palavras-chave"
    r"|argomenti|onderwerpen|ämnen|emner|tagi|tematy|témata|štítky|теги?|темы|метки|персоны|теми|особи|konular|etiketler|kişiler"
    r"|标签|标签|關鍵字|关键词|キーワード|タグ|태그|الوسوم|كلمات مفتاحية)\s{0,3}[:：]\s{0,3}",
    re.IGNORECASE,
)
"""What stands before the entries where a list is one line: “Filed under: Buses, Council”."""
PARTING = re.compile(r"\s{0,3}[,;|·•、，]\s{0,3}")
EDGES = " \t\u00a0#•·|,;»›"


def read_lists(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with the persons and topics printed in lists of that name, in page order, each once."""
    persons, listed = (_items(cleaned, f"cue:{name}") for name in ("persons", "topics"))
    topics = _topics(listed)
    if persons:
        article = replace(article, persons=tuple(persons)).proving("persons", _evidence(persons))
    if topics:
        article = replace(article, topics=tuple(topics)).proving("topics", _evidence(topics))
    return article


def _items(cleaned: Cleaned, rule: str) -> dict[str, Block]:
    """Return the entries of a list, each with the block it stands in."""
    found: dict[str, Block] = {}
    for decision in cleaned.decisions:
        if decision.rule in (rule, f"{rule}-label"):
            for entry in _entries(decision.block.text, label=decision.rule != rule):
                if len(found) < MOST:
                    found.setdefault(entry, decision.block)
    return found


def _topics(listed: dict[str, Block]) -> dict[str, Block]:
    """Return the topics of a printed list, up to the heading of the page's next part."""
    own = takewhile(lambda item: not ends_list(item[0]), listed.items())
    return {topic: block for entry, block in own if (topic := topic_of(entry))}


def _entries(text: str, *, label: bool) -> list[str]:
    """Return the entries a line holds: itself, or those that follow a label on the same line."""
    line = text[: 4 * LONGEST]
    named = LABEL.match(line)
    alone = [] if label else [line]  # a label that stands alone is no entry
    entries = PARTING.split(line[named.end() :]) if named else alone
    return [entry for each in entries if 1 < len(entry := each.strip(EDGES)) <= LONGEST]


def _evidence(found: dict[str, Block]) -> Evidence:
    first, block = next(iter(found.items()))
    return Evidence(method="text-list", line=block.line, where=block.path, raw=first)


ENRICHER = Enricher(name="lists", run=read_lists)
