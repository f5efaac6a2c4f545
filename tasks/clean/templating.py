"""Applying a site's template: what the model would keep, though every page of the site shows it, goes.

A template never decides alone. A paragraph that recurs in the middle of new text may be a story's own background, which
a paper repeats from article to article, and one that opens it the lead with which other pages tease: it stays, unless
most of the site's articles show it. And a template that would take most of what the model keeps is not believed: its
pages are copies, or somebody has poisoned it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from schemas.errors import ConfigurationError
from schemas.page import Page
from schemas.template import Templates, line_key, loaded
from tasks.clean.recurring import template_name
from tasks.clean.shapes import words

NONE = Templates()
EVERYWHERE = 0.5
"""The share of a site's articles from which a line is the site's own, wherever it stands."""
MOST_TAKEN = 0.6
"""The share of the kept words that a template may take at most."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """The blocks of a page that its site's template says are the site's own."""

    rows: frozenset[int] = frozenset()
    rule: str = ""  # "template:example.com@3"

    def rules(self) -> dict[int, str]:
        """Return the rule by the block's index on the page."""
        return dict.fromkeys(self.rows, self.rule)


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


def recurring(page: Page, kept: Sequence[bool], templates: Templates, profile: str | None) -> Recurring:
    """Return what the template of the page's site takes; `kept` is what the model would keep."""
    template = templates.by_site.get(template_name(page, profile)) if templates.by_site else None
    if template is None:
        return NOTHING
    shares = template.shares()
    known = {row: share for row, block in enumerate(page.blocks) if (share := shares.get(line_key(block.text)))}
    rows = frozenset(row for row in known if not kept[row] or not _is_background(row, known, kept))
    sizes = [words(block.text) if keep else 0 for block, keep in zip(page.blocks, kept, strict=True)]
    if sum(sizes[row] for row in rows) > MOST_TAKEN * sum(sizes):
        rows = frozenset(row for row in rows if not kept[row])
    return Recurring(rows, f"template:{template.site}@{template.version}")


def _is_background(row: int, known: Mapping[int, float], kept: Sequence[bool]) -> bool:
    """Return whether a recurring line stands between new text, or opens the text: a lead that other pages show."""
    if known[row] >= EVERYWHERE:
        return False
    new_before, new_after = (0 <= each < len(kept) and kept[each] and each not in known for each in (row - 1, row + 1))
    return new_after and (new_before or not any(kept[:row]))
