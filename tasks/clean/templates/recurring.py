"""Learning what recurs from article to article of a site: menus, appeals, teasers, which no single page gives away.

A line recurs that a fifth of a site's articles show, and three at the least: a story's background stands in its
follow-ups, too, but not all over the site. It counts once for each distinct article that shows it. Captures whose texts
are nearly the same are one article, so neither a hundred thousand copies of a page nor the re-captures of one teach
anything. A page that names no site has none, unless its source is called like one: then it must look like the others.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from schemas.page import Cleaned, Page
from schemas.template import Line, Template, Templates, line_key
from schemas.travelling import travels
from tasks.clean.shapes import is_prose, words
from tasks.clean.site import site_of
from tasks.clean.templates.pooling import HALF, is_alike
from tasks.clean.templates.surroundings import in_text
from tasks.grammar.addresses import domain

LEAST_ARTICLES = 3
"""Distinct articles that must show a line: two may share a quotation."""
LEAST_SHARE = 0.2
"""The share of a site's articles that must show a line."""
MOST_ARTICLES = 400
"""Articles a site is learned from; more would only cost time."""
MOST_LINES = 5_000
SHOWN = 100
LONG = 8
"""Words from which a kept line tells articles apart."""
SAME = 0.6
"""The share of its long kept lines by which a capture is the copy of another."""


@travels
@dataclass(frozen=True, slots=True)
class Observation:
    """What one capture shows: its site, its lines by key, those by which it is told from other articles.

    `kept` are the keys of what the model keeps, `paragraphs` those that are no labels or headlines.
    """

    site: str | None
    sha256: str
    lines: tuple[tuple[str, str], ...]  # key and text, each once, in page order
    telling: frozenset[str]
    kept: frozenset[str] = frozenset()
    paragraphs: frozenset[str] = frozenset()
    assumed: bool = False  # the site is what its source is called; the page names none
    source: str = ""

    def inside(self, recurring: Container[str]) -> list[str]:
        """Return those of the lines that recur which stand in this article's own text, or open it."""
        keys = [key for key, _ in self.lines]
        kept, known, prose = ([key in each for key in keys] for each in (self.kept, recurring, self.paragraphs))
        return [keys[row] for row in in_text(kept, known, prose)]


def observe(cleaned: Cleaned) -> Observation:
    """Return what a page shows of its site's template."""
    first = {line_key(each.block.text): each.block.text[:SHOWN] for each in reversed(cleaned.decisions)}
    site = site_of(cleaned)
    lines = tuple(reversed(first.items()))
    kept = [each.block.text for each in cleaned.decisions if each.kept]
    telling = frozenset(line_key(text) for text in kept if words(text) >= LONG)
    paragraphs = frozenset(line_key(text) for text in kept if is_prose(text))
    sha256 = cleaned.page.capture.sha256
    keys, source = frozenset(map(line_key, kept)), cleaned.page.capture.place.source
    name = site or assumed_site(cleaned.page)
    return Observation(name, sha256, lines, telling, keys, paragraphs, site is None, source)


def assumed_site(page: Page) -> str | None:
    """Return the site of a page that names none: what its source is called, if that is a domain."""
    return domain(page.capture.place.source)


def by_site(observations: Iterable[Observation]) -> Templates:
    """Return the templates of all the sites that were observed; no site's pages say anything of another's."""
    groups: dict[str, list[Observation]] = {}
    for each in observations:
        if each.site is not None:
            groups.setdefault(each.site, []).append(each)
    found = (learn(site, seen) for site, seen in sorted(groups.items()))
    return Templates({each.site: each for each in found if each is not None})


def learn(site: str, observations: Iterable[Observation]) -> Template | None:
    """Return a site's template, None where too few articles were seen or nothing recurs; no order matters."""
    articles = alike(distinct(sorted(observations, key=lambda each: each.sha256)))
    if len(articles) < LEAST_ARTICLES:
        return None
    support = supports(articles)
    texts = {key: text for each in reversed(articles) for key, text in each.lines}
    least = max(LEAST_ARTICLES, LEAST_SHARE * len(articles))
    recurring = {key: number for key, number in support.items() if number >= least}
    inside = Counter(key for each in articles for key in each.inside(recurring))
    chosen = sorted(recurring, key=lambda key: (-recurring[key], key))[:MOST_LINES]
    lines = tuple(Line(key, recurring[key], texts[key], min(inside[key], recurring[key])) for key in chosen)
    return Template(site, len(articles), lines) if lines else None


def supports(articles: Sequence[Observation]) -> Counter[str]:
    """Return how many articles show each line.

    A paragraph counts as if each source showed it as seldom as the one that does so least: a site's appeal stands in
    all of them, and what a collection was filled with to rob another's stories does not.
    """
    found = Counter(key for each in articles for key, _ in each.lines)
    sources = Counter(each.source for each in articles)
    large = [source for source, number in sources.items() if number >= LEAST_ARTICLES]
    if len(large) < 2:
        return found
    met = Counter((each.source, key) for each in articles for key, _ in each.lines)
    for key in frozenset().union(*(each.paragraphs for each in articles)):
        found[key] = min(met[source, key] * len(articles) // sources[source] for source in large)
    return found


def alike(articles: list[Observation]) -> list[Observation]:
    """Return the articles without those that name no site and do not look like most of the others, either."""
    if not any(each.assumed for each in articles):
        return articles
    support = Counter(key for each in articles for key, _ in each.lines)
    marks = {key for key, number in support.items() if number >= HALF * len(articles)}
    keys = (frozenset(key for key, _ in each.lines) for each in articles)
    return [
        each
        for each, shown in zip(articles, keys, strict=True)
        if not each.assumed or is_alike(shown, shown - each.paragraphs, marks)
    ]


def distinct(seen: Sequence[Observation]) -> list[Observation]:
    """Return one capture of each article, the first of its copies; at most so many as count."""
    holders: dict[str, set[int]] = {}
    chosen: list[Observation] = []
    for each in seen:
        if len(chosen) == MOST_ARTICLES:
            break
        shared = Counter(holder for key in each.telling for holder in holders.get(key, ()))
        if shared and shared.most_common(1)[0][1] >= SAME * len(each.telling):
            continue
        for key in each.telling:
            holders.setdefault(key, set()).add(len(chosen))
        chosen.append(each)
    return chosen
