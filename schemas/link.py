"""Links between articles: copies of a text, and texts that were made from another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schemas.record import plain


class Kind(StrEnum):
    """What two articles are to each other."""

    NEAR_DUPLICATE = "near-duplicate"
    DERIVED_FROM = "derived-from"


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that two articles belong together: counts and shares of their shingles, and words they both have.

    A shingle is four neighbouring words, or eight characters where a script has no spaces; those that very many
    articles have are left out.
    """

    shared: int  # rare shingles both have
    share_a: float  # of those of `a`, the part that `b` has too
    share_b: float
    quoted: float | None  # of the words the shorter one quotes, the part the other quotes too; None where few are
    passages: tuple[str, ...]  # the longest runs of words both have, as `a` has them
    cited_agency: str | None  # the agency one of them names and the other is by


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that belong together.

    `a` came from `b` where a direction is known, and `original` is then `b`; else `original` is None and `a` is the
    smaller id. The direction is taken from dates and citations ("cited-agency", "dates", or both joined by "+"),
    never from how alike the texts are.
    """

    a: str
    b: str
    kind: Kind
    original: str | None
    direction: str | None
    proof: Proof

    @property
    def id(self) -> str:
        """Return the link's id: the same two articles make the same link, whichever was met first."""
        return f"{self.a}:{self.b}:{self.kind.value}"

    def document(self) -> dict[str, Any]:
        """Return the link as it is stored."""
        return {"_id": self.id, **plain(self), "kind": self.kind.value}
