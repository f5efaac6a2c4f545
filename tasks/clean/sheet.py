"""The page as the role rules see it: its blocks, the model's word on each, and the cue each line shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.page import Block, Decision, Page, Role
from tasks.clean.cues.table import TABLE, Cue
from tasks.clean.furniture import furniture_role

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
    """Return the sheet of a page: every line looked up once."""
    match = TABLE().match
    return Sheet(page, probabilities, cutoff, tuple(match(block.text) for block in page.blocks))
