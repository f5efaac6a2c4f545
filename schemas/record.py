"""The record as JSON: what `copytaster clean` prints and what the store holds."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from schemas.article import Article
from schemas.outcome import Outcome


def plain(value: object) -> Any:
    """Return dataclasses, tuples and mappings as dicts and lists, in the model's field order."""
    if value is None or isinstance(value, (str, int, float)):  # most of a record: asked first, it halves the time
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        return [plain(each) for each in value]
    return value


def record(article: Article) -> dict[str, Any]:
    """Return an article's record."""
    return {"outcome": "article", **plain(article)}


def refusal(outcome: Outcome) -> dict[str, Any]:
    """Return the record of a unit that is no article: quarantined, excluded or not reached, and why."""
    capture = outcome.capture
    return {
        "outcome": outcome.verdict.value,
        "reason": outcome.reason,
        "message": outcome.message,
        "stage": outcome.stage,
        "source": {
            "uri": outcome.place.uri,
            "member": outcome.place.member,
            "sha256": capture.sha256 if capture else None,
            "format": capture.format if capture else None,
            "charset": None,
            "captured_at": None,
        },
    }
