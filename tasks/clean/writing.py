"""The article's text from the blocks that are kept: their words as they stand, paragraphs a blank line apart."""

from collections.abc import Sequence

from schemas.page import Block
from tasks.clean.fragments import rejoined
from tasks.clean.region import region_text
from tasks.clean.segmented import Segmented


def paragraphs(segmented: Segmented, kept: Sequence[Block]) -> str:
    """Return the text of the kept blocks, which are in reading order."""
    layout = segmented.layout
    return rejoined(kept) if layout is None else region_text(layout, kept)
