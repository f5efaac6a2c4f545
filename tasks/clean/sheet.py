"""The page as the role rules see it: its blocks, the model's word on each, and the cue each line shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.page import Block, Decision, Page, Role
from tasks.clean.cues.table import TABLE, Cue
from tasks.clean.furniture import furniture_role
from tasks.clean.shapes import ends_sentence

Roles = Mapping[int, Decision]
"""Decisions by the block's index on the page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page under decision."""

    page: Page
    probabilities: tuple[float, ...]  # that a block is article text, as the model sees it
    cutoff: float
    cues: tuple[str | None, ...]  # the cue each block's line shows

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the page's blocks."""
        return self.page.blocks

    def keeps(self, index: int) -> bool:
        """Return whether the model takes a block for article text."""
        return self.probabilities[index] >= self.cutoff

    def is_furniture(self, index: int) -> bool:
        """Return whether a block is a byline or a date line; False past the end of the page."""
        return index < len(self.blocks) and furniture_role(self.blocks[index].text) is not None

    def cue(self, index: int) -> Cue | None:
        """Return the cue of a block's line, if it shows one."""
        name = self.cues[index]
        return TABLE().cues[name] if name else None

    def decide(self, index: int, role: Role, rule: str, score: float = 0.95) -> Decision:
        """Return a decision on a block by a rule other than the model."""
        return Decision(self.blocks[index], role, score, rule)


def sheet(page: Page, probabilities: tuple[float, ...], cutoff: float) -> Sheet:
    """Return the sheet of a page: every line looked up once, those left out that are a part of a sentence."""
    table = TABLE()
    found = [table.match(block.text) for block in page.blocks]
    for index, name in enumerate(found):
        if (
            name is not None
            and table.cues[name].effect != "closes"
            and _is_part(page.blocks, probabilities, cutoff, index)
        ):
            found[index] = None
    return Sheet(page, probabilities, cutoff, tuple(found))


def goes_on(blocks: Sequence[Block], index: int) -> bool:
    """Return whether the next block can only be the rest of this one: a tag inside a sentence has split them."""
    following = blocks[index + 1].text[0] if index + 1 < len(blocks) else "X"
    return following.islower() or following in ",.;)"


def _is_part(blocks: Sequence[Block], probabilities: Sequence[float], cutoff: float, index: int) -> bool:
    """Return whether a line is a part of a sentence of the article, as a linked word "comments" may be."""
    if index == 0 or ends_sentence(blocks[index - 1].text):
        return False
    before = blocks[index - 1].text[0]
    if probabilities[index - 1] < cutoff and not (before.islower() or before in ",.;)"):
        return False
    return blocks[index].text[0].islower() or goes_on(blocks, index)
