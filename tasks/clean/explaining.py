"""Why each block of a page was kept or removed."""

from dataclasses import dataclass

from schemas.capture import Capture
from schemas.errors import BadInput
from schemas.page import Cleaned
from tasks.clean.pipeline import examine, judge


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


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page block by block, and the reason where the page as a whole was refused."""

    rows: tuple[Row, ...]
    profile: str | None
    publisher: str | None
    refusal: str | None  # "not-an-article: the page asks for a password"


def explain(capture: Capture) -> Explanation:
    """Return why each block of a capture was kept or removed, for a refused page too.

    Raises:
        BadInput: the capture cannot be cut into blocks at all.
    """
    cleaned = examine(capture)
    return Explanation(rows(cleaned), cleaned.profile, cleaned.publisher, _refusal(cleaned))


def rows(cleaned: Cleaned) -> tuple[Row, ...]:
    """Return a row for each block of a page."""
    return tuple(
        Row(
            line=decision.block.line,
            role=decision.role.value,
            score=round(decision.score, 3),
            rule=decision.rule,
            kept=decision.kept,
            text=decision.block.text,
            path=decision.block.path,
        )
        for decision in cleaned.decisions
    )


def _refusal(cleaned: Cleaned) -> str | None:
    try:
        judge(cleaned)
    except BadInput as error:
        return f"{error.reason}: {error}"
    return None
