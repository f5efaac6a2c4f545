"""An article's history: its versions, oldest first, and what each changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.load.exchange import Document


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of an article: its number, from 1, its record, and what it changed of the one before."""

    number: int
    record: Document
    changes: tuple[Mapping[str, Any], ...] = ()
    current: bool = False

    @property
    def row(self) -> tuple[object, ...]:
        """Return it as a row: number, captured, published, modified, what it changed, where it was met."""
        source, modified = self.record["source"], self.record["modified"] or {}
        place = source["uri"] if source["member"] is None else f"{source['uri']} › {source['member']}"
        number = f"{self.number} (current)" if self.current else str(self.number)
        dates = source["captured_at"], self.record["published"]["value"], modified.get("value")
        return number, *dates, self.said, place

    @property
    def said(self) -> str:
        """Return what it changed, in words: "title, text (−1 +2 paragraphs)"."""
        return ", ".join(map(_said, self.changes)) or ("first version" if self.number == 1 else "nothing to read")

    @property
    def plain(self) -> dict[str, Any]:
        """Return it as JSON."""
        told = ("source", "published", "modified", "title", "words", "pipeline")
        facts = {name: self.record.get(name) for name in told}
        return {
            "version": self.number,
            "current": self.current,
            **facts,
            "changes": [dict(each) for each in self.changes],
        }


COLUMNS = ["version", "captured", "published", "modified", "changed", "place"]


def history(article: Document, revisions: Sequence[Document]) -> tuple[Edition, ...]:
    """Return all versions of an article, the current one last."""
    whole = [*revisions, article]
    changes = [(), *(tuple(each["changes"]) for each in revisions)]
    last = len(whole)
    return tuple(
        Edition(number, record, changed, number == last)
        for number, (record, changed) in enumerate(zip(whole, changes, strict=True), 1)
    )


def _said(change: Mapping[str, Any]) -> str:
    if change["field"] != "text":
        return str(change["field"])
    return f"text (−{len(change['before'])} +{len(change['after'])} paragraphs)"
