"""Applying a site's template: what the model would keep, though every page of the site shows it, goes.

A template never decides alone. A paragraph that recurs in the midst of new text may be a story's own background, which
a paper repeats from article to article, and one that opens it the lead with which other pages tease: it stays, unless
most of the site's articles show it; and where the model is sure of it, unless nearly all of them have it inside their
text, of which the record then has a flag. And a template that would take most of what the model keeps is not believed:
its pages are copies, or somebody has poisoned it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from schemas.errors import ConfigurationError
from schemas.page import Decision, Page
from schemas.template import Template, Templates, line_key, loaded
from tasks.clean.shapes import is_prose, words
from tasks.clean.site import named_site
from tasks.clean.templates.pooling import HALF, is_alike
from tasks.clean.templates.recurring import assumed_site
from tasks.clean.templates.surroundings import Position, beside, in_text

NONE = Templates()
EVERYWHERE = 0.5
"""The share of a site's articles from which a line is the site's own, wherever it stands, if the model is not sure."""
SURE = 0.9
"""How likely the model must think a paragraph part of the article to be sure of it."""
INSIDE = {Position.MIDST: 0.8, Position.OPENING: 0.95}
"""How likely the site's next article must be to have such a paragraph inside its text, that it is none of the text."""
MOST_TAKEN = 0.6
"""The share of the kept words that a template may take at most."""
FLAG = "template-inside"


@dataclass(frozen=True, slots=True)
class Recurring:
    """The blocks of a page that its site's template says are the site's own.

    `doubts` are those taken from inside the text, though the model is sure of them: how likely they are part of it.
    """

    rows: frozenset[int] = frozenset()
    rule: str = ""  # "template:example.com@3"
    doubts: Mapping[int, float] = field(default_factory=dict)

    def rules(self) -> dict[int, str]:
        """Return the rule by the block's index on the page."""
        return dict.fromkeys(self.rows, self.rule)

    def told(self, page: Page, decisions: tuple[Decision, ...]) -> tuple[Page, tuple[Decision, ...]]:
        """Return page and decisions, with a flag and the doubts where the template took part of the text's inside."""
        taken = {row: doubt for row, doubt in self.doubts.items() if decisions[row].rule == self.rule}
        if not taken:
            return page, decisions
        doubted = (replace(each, score=1 - taken[row]) if row in taken else each for row, each in enumerate(decisions))
        return replace(page, flags=(*page.flags, FLAG)), tuple(doubted)


NOTHING = Recurring()


@lru_cache(maxsize=4)
def read_templates(path: Path) -> Templates:
    """Return the templates of a file.

    Raises:
        ConfigurationError: it cannot be read, or holds something else.
    """
    try:
        return loaded(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigurationError(f"{path} is no file of templates") from error


def recurring(page: Page, odds: Sequence[float], cutoff: float, templates: Templates, profile: str | None) -> Recurring:
    """Return what the template of the page's site takes; the model would keep what has odds of the cutoff or more."""
    kept = [each >= cutoff for each in odds]
    template = _template(page, kept, templates, profile)
    if template is None:
        return NOTHING
    shares = template.shares()
    known = {row: share for row, block in enumerate(page.blocks) if (share := shares.get(line_key(block.text)))}
    prose = [is_prose(block.text) for block in page.blocks]
    places = in_text(kept, [row in known for row in range(len(kept))], prose)
    sure = {row for row in places if odds[row] >= SURE and prose[row]}
    inside = _inside(page, sure, template)
    staying = beside(prose, kept, known, EVERYWHERE)
    staying |= {row for row in places if row not in sure and known[row] < EVERYWHERE}
    staying |= {row for row in sure if inside[row] < INSIDE[places[row]]}
    rows = _believed(page, kept, frozenset(known.keys() - staying), known)
    doubts = {row: odds[row] * (1 - inside[row]) for row in sure & rows}
    return Recurring(rows, f"template:{template.site}@{template.version}", doubts)


def _template(page: Page, kept: Sequence[bool], templates: Templates, profile: str | None) -> Template | None:
    """Return the template of the page's site; of one that is only assumed, if the page looks like it."""
    if not templates.by_site:
        return None
    if site := named_site(page) or profile:
        return templates.by_site.get(site)
    template = templates.by_site.get(assumed_site(page) or "")
    if template is None:
        return None
    keys = [line_key(block.text) for block in page.blocks]
    text = {row for row, keep in enumerate(kept) if keep and is_prose(page.blocks[row].text)}
    outside = {key for row, key in enumerate(keys) if row not in text}
    marks = {key for key, share in template.shares().items() if share >= HALF}
    return template if is_alike(set(keys), outside, marks) else None


def _inside(page: Page, rows: set[int], template: Template) -> dict[int, float]:
    """Return for rows how likely the site's next article shows the same inside its text."""
    likely = template.standing_inside() if rows else {}
    return {row: likely[line_key(page.blocks[row].text)] for row in rows}


def _believed(page: Page, kept: Sequence[bool], rows: frozenset[int], known: Mapping[int, float]) -> frozenset[int]:
    """Return the rows that can be believed: all, else what most articles show, else only what the model drops, too."""
    sizes = [words(block.text) if keep else 0 for block, keep in zip(page.blocks, kept, strict=True)]
    dropped = frozenset(row for row in rows if not kept[row])
    for least in (0.0, EVERYWHERE):
        taken = frozenset(row for row in rows if known[row] >= least)
        if sum(sizes[row] for row in taken) <= MOST_TAKEN * sum(sizes):
            return taken | dropped
    return dropped
