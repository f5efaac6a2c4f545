"""Why each block of a page was kept or removed."""

import json
from dataclasses import dataclass

from schemas.capture import Capture
from schemas.errors import BadInput
from schemas.page import BY_TEMPLATE, FIELDS, Block, Cleaned, Decision
from schemas.template import Templates
from tasks.clean.pipeline import examine, judge
from tasks.clean.templates.templating import NONE

WHOLE = 100
"""Characters up to which a profile's line gives a block whole; a longer one is told by how it begins."""


@dataclass(frozen=True, slots=True)
class Row:
    """One block: what it was taken for and what decided."""

    line: int
    role: str
    score: float
    rule: str
    kept: bool
    text: str
    path: str | None
    restore: str | None  # what keeps a removed block, in a publisher's profile: TOML

    @property
    def recurs(self) -> bool:
        """Return whether the template of the site took the block."""
        return self.rule.startswith(BY_TEMPLATE)

    @property
    def fate(self) -> str:
        """Return what became of the block: "kept" as text, "field" of the record, or "removed"."""
        if self.kept:
            return "kept"
        return "field" if self.role in FIELDS else "removed"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page block by block, and the reason where the page as a whole was refused."""

    rows: tuple[Row, ...]
    profile: str | None
    publisher: str | None
    refusal: str | None  # "not-an-article: the page asks for a password"


def explain(capture: Capture, templates: Templates = NONE) -> Explanation:
    """Return why each block of a capture was kept or removed, for a refused page too, with the sites' templates.

    Raises:
        BadInput: the capture cannot be cut into blocks at all.
    """
    cleaned = examine(capture, templates)
    return Explanation(rows(cleaned), cleaned.profile, cleaned.publisher, _refusal(cleaned))


def rows(cleaned: Cleaned) -> tuple[Row, ...]:
    """Return a row for each block of a page."""
    return tuple(map(_row, cleaned.decisions))


def _row(decision: Decision) -> Row:
    block = decision.block
    return Row(
        line=block.line,
        role=decision.role.value,
        score=round(decision.score, 3),
        rule=decision.rule,
        kept=decision.kept,
        text=block.text,
        path=block.path,
        restore=None if decision.kept or decision.role in FIELDS else restoring(block),
    )


def restoring(block: Block) -> str:
    r"""Return what keeps this block in a publisher's profile: an era, or a setting more in the one of the page.

    >>> restoring(Block("Share this", 3)), restoring(Block("Share this", 3, "p", "html>body>p"))
    ('[[era]]\n[era.text]\nkeep = ["Share this"]', '[[era]]\nkeep_lines = ["Share this"]')
    """
    line = block.text if len(block.text) <= WHOLE else f"{block.text[:WHOLE]}*"
    written = json.dumps([line], ensure_ascii=False)  # TOML's basic strings are JSON's
    return f"[[era]]\n[era.text]\nkeep = {written}" if block.path is None else f"[[era]]\nkeep_lines = {written}"


def _refusal(cleaned: Cleaned) -> str | None:
    try:
        judge(cleaned)
    except BadInput as error:
        return f"{error.reason}: {error}"
    return None
