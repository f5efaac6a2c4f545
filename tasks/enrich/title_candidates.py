"""What could be the article's title, and where each candidate was found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemas.page import Block, Cleaned, Decision, Role
from tasks.enrich.json_ld import linked_page
from tasks.enrich.lines import one_line
from tasks.enrich.markup import meta_values
from tasks.enrich.site_names import site_names
from tasks.enrich.stems import stems
from tasks.grammar.titles import LONGEST, fold, shorter, steps, without_site

H1S = 5
BEFORE, INSIDE = 25, 3
"""Lines before the article's first paragraph, and of the article, that may be the title of a text capture."""
LINE = 300
"""Characters of a line that may be a title."""
SLACK = range(-3, 4)
"""Characters by which two spellings of one title differ in length: quotes, dashes, a stop."""
ALIKE = 0.5
"""The share of the first line's words from which a line further away is a candidate too."""
TITLE_TAGS = (
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
    "citation_title",
    "hdl",
)
EDGES = re.compile(r"\A(?:[/|•·~»›>]\s|>){1,5}|(?:\s[/|•·~«‹]){1,5}\Z")
"""What may be left of a breadcrumb or a bar at the ends of a title; quotation marks touch their words and stay."""
METHODS = (
    "block:headline",
    "h1",
    "line",
    "json-ld:headline",
    "meta:og:title",
    "meta:twitter:title",
    "line:breadcrumb",
    "breadcrumb",
    "meta:other",
    "title",
    "first-line",
)
"""The kinds of sources, the one whose spelling is kept first."""


@dataclass(frozen=True, slots=True)
class Source:
    """One place where a title stands."""

    method: str  # one of METHODS, or one with ":part" where only a part of what stands there is the title
    text: str  # without the site's name
    raw: str  # as it stands
    index: int | None = None  # the block's, where it is one
    block: Block | None = None
    where: str | None = None


@dataclass(slots=True)
class Candidate:
    """A title and all the places that have it, however they spell it."""

    name: str  # folded
    sources: list[Source] = field(default_factory=list)

    @property
    def best(self) -> Source:
        """Return the source whose spelling to keep: the page's visible words first."""
        return min(self.sources, key=lambda source: METHODS.index(source.method.removesuffix(":part")))

    def has(self, *methods: str) -> bool:
        """Return whether one of these sources has the title."""
        return any(source.method in methods for source in self.sources)


def candidates(cleaned: Cleaned) -> tuple[Candidate, ...]:
    """Return the possible titles of a page in the order they were met."""
    if cleaned.page.capture.format == "html":
        return _gathered(_of_markup(cleaned), site_names(cleaned.page.markup))
    return _of_lines(cleaned)


def _gathered(written: Iterable[Source], sites: frozenset[str]) -> tuple[Candidate, ...]:
    """Return the candidates, the site's names left out; a part of a title supports what others have whole."""
    found: dict[str, Candidate] = {}
    sources = list(written)
    for source in sources:
        text = without_site(source.text, sites)
        name = fold(text)
        if name and name not in sites:
            kept = Source(source.method, text, source.raw, source.index, source.block, source.where)
            found.setdefault(name, Candidate(name)).sources.append(kept)
    if all(source.method == "title" for source in sources):  # nothing else says where the name of the site begins
        whole = [source for candidate in found.values() for source in candidate.sources]
        for part, raw in [(part, source.raw) for source in whole for part in shorter(source.text)]:
            found.setdefault(fold(part), Candidate(fold(part))).sources.append(Source("title:part", part, raw))
        return tuple(found[name] for name in found if name)
    for source in sources:
        for part in shorter(source.text):
            candidate = found.get(fold(part))
            if candidate is not None and not candidate.has(source.method):
                candidate.sources.append(Source(f"{source.method}:part", part, source.raw, where=source.where))
    return tuple(found.values())


def _of_markup(cleaned: Cleaned) -> Iterator[Source]:
    """Yield every title that an HTML page gives, with the site's name still in it."""
    markup = cleaned.page.markup
    linked = linked_page(markup)
    for index, decision in _headlines(cleaned):
        yield from _source("block:headline", decision.block.text, decision.block, index)
    for heading in markup.headings[:H1S]:
        yield from _source("h1", heading)
    for article in linked.articles[:H1S]:
        yield from _source("json-ld:headline", article.headline, where=article.where)
    for name, content in meta_values(markup, "og:title", "twitter:title"):
        yield from _source(f"meta:{name}", content)
    yield from _source("title", markup.title)
    for name, content in meta_values(markup, *TITLE_TAGS):
        yield from _source("meta:other", content, where=name)
    for trail in (linked.breadcrumbs, markup.breadcrumbs):
        if len(trail) > 1:
            yield from _source("breadcrumb", trail[-1])


def _of_lines(cleaned: Cleaned) -> tuple[Candidate, ...]:
    """Return the candidates of a text capture.

    A capture often begins with the page's `<title>`; its parts, the blocks taken for headlines and the last steps
    of breadcrumb lines are looked for again in the whole page, and the lines before the text come as they are.
    """
    found: dict[str, Candidate] = {}
    for source in _named(cleaned):
        if name := fold(source.text):
            found.setdefault(name, Candidate(name)).sources.append(source)
    sizes = {len(each.text) + more for candidate in found.values() for each in candidate.sources for more in SLACK}
    start = next((index for index, decision in enumerate(cleaned.decisions) if decision.kept), 0)
    first = stems(cleaned.decisions[0].block.text[:LINE]) if cleaned.decisions else frozenset()
    for index, decision in enumerate(cleaned.decisions[1:], start=1):
        text = decision.block.text
        if len(text) > LINE:
            continue
        near = start - BEFORE <= index < start + INSIDE or (index < start and _alike(text, first))
        if not near and len(text) not in sizes:
            continue
        name = fold(text)
        if name in found or (name and near):
            for source in _source("line", text, decision.block, index):
                found.setdefault(name, Candidate(name)).sources.append(source)
    return tuple(found.values())


def _named(cleaned: Cleaned) -> Iterator[Source]:
    """Yield what a text capture itself puts forward as a title."""
    for index, decision in _headlines(cleaned):
        yield from _source("block:headline", decision.block.text, decision.block, index)
    for index, decision in enumerate(cleaned.decisions):
        if decision.rule == "cue:breadcrumb":
            trail = steps(decision.block.text)
            if len(trail) > 1:
                yield from _source("line:breadcrumb", trail[-1], decision.block, index)
    if cleaned.decisions:
        block = cleaned.decisions[0].block
        for source in _source("first-line", block.text, block, 0):
            yield source
            for part in shorter(source.text):
                yield Source("first-line:part", part, source.raw, 0, block)


def _headlines(cleaned: Cleaned) -> list[tuple[int, Decision]]:
    """Return the first block taken for the headline, if there is one."""
    found = ((index, each) for index, each in enumerate(cleaned.decisions) if each.role is Role.HEADLINE)
    return list(found)[:1]


def _alike(text: str, first: frozenset[str]) -> bool:
    """Return whether a line has half of the first line's stems, and two at least."""
    if not first:
        return False
    folded = text.casefold()
    return sum(stem in folded for stem in first) >= max(2, ALIKE * len(first))


def _source(
    method: str, text: str | None, block: Block | None = None, index: int | None = None, where: str | None = None
) -> Iterator[Source]:
    """Yield a source unless there is nothing in it or more than a title holds."""
    line = one_line(text) if text and len(text) <= LONGEST * 4 else None
    line = EDGES.sub("", line).strip() if line else None
    if line and len(line) <= LONGEST:
        yield Source(method, line, line, index, block, where)
