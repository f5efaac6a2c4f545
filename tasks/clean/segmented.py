"""What segmenting hands on: the page, and for HTML where each block stood and in what."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.page import Page

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Elements:
    """The block-level elements of a page in document order, as columns; element 0 is the root."""

    tags: tuple[str, ...]
    words: tuple[str, ...]  # class, id, role and the like, as written
    parents: Ints  # -1 for the root
    depths: Ints
    hidden: Ints  # 1 where the element hides itself
    firsts: Ints  # the blocks inside an element are rows firsts[i]:lasts[i]
    lasts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where the blocks of an HTML page stood, as columns in step with its blocks."""

    html: str  # the body, well formed, scripts and the like gone
    elements: Elements
    starts: Ints  # the block's markup is html[starts[i]:ends[i]]
    ends: Ints
    element: Ints  # the element a block stands in: a row of `elements`
    linked: Ints  # characters in links
    links: Ints  # number of links
    bold: Ints  # characters in <b> and <strong>
    italic: Ints
    breaks: Ints  # 1 where a <br> and nothing else parts a block from the one before, 2 where two or more do

    def part(self, low: int, high: int) -> "Layout":
        """Return the layout of the blocks from row `low` to before row `high`, as if there were no others."""
        high = min(high, len(self.starts))
        inside = replace(
            self.elements,
            firsts=np.clip(self.elements.firsts, low, high) - low,
            lasts=np.clip(self.elements.lasts, low, high) - low,
        )
        columns = (self.starts, self.ends, self.element, self.linked, self.links, self.bold, self.italic, self.breaks)
        return Layout(self.html, inside, *(column[low:high] for column in columns))


@dataclass(frozen=True, slots=True, eq=False)
class Segmented:
    """A page and the evidence its layout gives; a text capture has no layout."""

    page: Page
    layout: Layout | None = None
