"""Pages of which the model keeps nothing: briefs are so short that it doubts them."""

from collections.abc import Sequence

from schemas.page import Page
from tasks.clean.shapes import ends_with_stop, words

LEAST = 0.08
"""The probability below which even the best paragraph of a page is none of an article's."""
SHARE = 0.6
"""How close to the best paragraph another must come to be kept with it."""
PROSE = 15
"""Words of the shortest paragraph that can be all of a brief."""


def settled(page: Page, probabilities: Sequence[float], cutoff: float) -> float:
    """Return the cutoff, lowered where it would keep no paragraph: a doubtful brief is still an article."""
    if max(probabilities, default=0.0) >= cutoff:
        return cutoff
    prose = [
        probability
        for block, probability in zip(page.blocks, probabilities, strict=True)
        if words(block.text) >= PROSE and ends_with_stop(block.text)
    ]
    best = max(prose, default=0.0)
    return cutoff if best < LEAST else best * SHARE
