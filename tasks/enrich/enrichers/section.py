"""The part of the paper an article stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Block, Cleaned, Role
from tasks.enrich.conflicts import against, conflict
from tasks.enrich.enricher import Enricher
from tasks.enrich.json_ld import linked_page
from tasks.enrich.lines import one_line
from tasks.enrich.markup import meta_values
from tasks.enrich.rubrics import is_rubric, listed
from tasks.enrich.site_names import site_names
from tasks.grammar.dates import is_date_line
from tasks.grammar.titles import fold, steps

LONGEST = 80
MOST = 6
BELOW = 3
"""Lines under a headline in which its section may stand."""
SECTION_TAGS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "sailthru.section",
    "section",
    "cxenseparse:section",
)
HOME = re.compile(
    r"home(?:page| page)?|start(?:seite|sida|side)?|accueil|inicio|início|portada|главная(?: страница)?|головна"
    r"|ana ?sayfa|strona główna"
    r"|forside|hjem|etusivu|首页|首頁|ホーム|トップ|홈|الرئيسية|front page|main|index|you are here:?",
    re.IGNORECASE,
)
"""The first step of a breadcrumb, which is no section."""


def find_section(cleaned: Cleaned, article: Article) -> Article:
    """Fill `section`, without home, site and headline: the first that gives one of these.

    What the profile selects; JSON-LD breadcrumb and articleSection; meta tags; the page's breadcrumb element; a
    breadcrumb line; the line just under the headline, before the date, that the page's menu has too. Places that give
    another section are kept as conflicts of the evidence.
    """
    names = (article.title, article.publisher, article.site)
    drop = site_names(cleaned.page.markup) | {fold(name) for name in names if name}
    given = ((_sections(written, drop, article.title or ""), evidence) for written, evidence in _written(cleaned))
    found = [(sections, evidence) for sections, evidence in given if sections]
    if not found:
        return article
    (section, proof), rest = found[0], found[1:]
    others = ((fold(each[-1]), conflict("; ".join(each), evidence)) for each, evidence in rest)
    return replace(article, section=section).proving("section", against(proof, others, map(fold, section)))


def _sections(written: Sequence[str], drop: frozenset[str], title: str) -> tuple[str, ...]:
    """Return the steps or names that can be sections: not home, the site or the headline."""
    lines = [line for each in written if (line := one_line(each)) and len(line) <= LONGEST]
    named = (line for line in lines if not HOME.fullmatch(line) and fold(line) not in drop)
    return tuple(dict.fromkeys(line for line in named if is_rubric(line, title)))[:MOST]


def _written(cleaned: Cleaned) -> Iterator[tuple[Sequence[str], Evidence]]:
    """Yield the steps or names of each place that gives a section, the surest first."""
    markup = cleaned.page.markup
    linked = linked_page(markup)
    if hint := cleaned.hints.get("section"):
        yield listed(hint), Evidence(f"profile:{cleaned.profile}", raw=hint)
    if len(linked.breadcrumbs) > 1:
        yield linked.breadcrumbs, Evidence("json-ld:breadcrumb", raw=" › ".join(linked.breadcrumbs))
    for article in linked.articles[:1]:
        names = listed(article.section[0]) if len(article.section) == 1 else article.section
        yield names, Evidence("json-ld:articleSection", where=article.where, raw="; ".join(article.section))
    for name, content in meta_values(markup, *SECTION_TAGS):
        yield listed(content), Evidence(f"meta:{name}", raw=content)
    if len(markup.breadcrumbs) > 1:
        yield markup.breadcrumbs, Evidence("element:breadcrumb", raw=" › ".join(markup.breadcrumbs))
    for decision in cleaned.decisions:
        if decision.rule == "cue:breadcrumb":
            yield _trail(decision.block.text), _evidence("block:breadcrumb", decision.block)
    yield from _menu_lines(cleaned)


def _trail(line: str) -> tuple[str, ...]:
    """Return the steps of a breadcrumb line without its first, the home or the site, and its last, the headline."""
    trail = steps(line)
    if len(trail) < 3 or any(step[:1].isdigit() or is_date_line(step) for step in trail[:-1]):
        return ()  # "Ann Lee / 22.04.2020 / 06:15 / Photo"
    return trail[1:-1]


def _menu_lines(cleaned: Cleaned) -> Iterator[tuple[Sequence[str], Evidence]]:
    """Yield the line between headline and date that also stands in the page's menu."""
    blocks = [decision.block for decision in cleaned.decisions]
    top = next((index for index, each in enumerate(cleaned.decisions) if each.role is Role.HEADLINE), None)
    if top is None:
        return
    menu = {block.text for block in blocks[:top]}
    for index in range(top + 1, min(top + 1 + BELOW, len(blocks) - 1)):
        block, after = blocks[index], blocks[index + 1]
        if block.text in menu and len(block.text) <= LONGEST and is_date_line(after.text):
            yield (block.text,), _evidence("block:menu-line", block)
            return


def _evidence(method: str, block: Block) -> Evidence:
    return Evidence(method, block.line, block.path, block.text[:300])


ENRICHER = Enricher(name="section", run=find_section, after=frozenset({"title", "publisher", "site"}))
