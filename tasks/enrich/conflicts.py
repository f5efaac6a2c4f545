"""What lost by the order of evidence: kept beside what won, so that a reader can judge the choice."""

from collections.abc import Iterable
from dataclasses import replace

from schemas.article import Conflict, Evidence

MOST = 5
"""Conflicts kept of a field: the order gives the surest first."""
LONGEST = 300
"""Characters kept of what a place says."""


def conflict(value: str | None, evidence: Evidence) -> Conflict:
    """Return what a place says, with where it stands."""
    said = value[:LONGEST] if value else None
    raw = evidence.raw[:LONGEST] if evidence.raw else None
    return Conflict(said, evidence.method, evidence.line, evidence.where, raw)


def against(evidence: Evidence, others: Iterable[tuple[str, Conflict]], same: Iterable[str]) -> Evidence:
    """Return the evidence of a field with the places that say otherwise.

    Each comes with the key by which two values are the same; those of `same` say what the field holds.
    """
    found: dict[str, Conflict] = {}
    agreeing = frozenset(same)
    for key, each in others:
        if key not in agreeing and len(found) < MOST:
            found.setdefault(key, each)
    return replace(evidence, conflicts=tuple(found.values()))
