"""What segmenting hands on: the page, and for HTML where each block stood and in what."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, eq=False)
class Segmented:
    """A page and the evidence its layout gives; a text capture has no layout."""

    page: Page
    layout: Layout | None = None
