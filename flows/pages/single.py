"""One article, or one capture in quarantine, as a page: what a run's report leads to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.answers.showing import empty, record_of, said
from flows.pages.rendering import render
from flows.pages.telling import meaning
from tasks.load.store import Store

APART = ("outcome", "title", "subtitle", "text", "evidence")
"""What stands elsewhere on the page than in the table of fields."""


def article_of(store: Store, article: str) -> str | None:
    """Return the page of the article with this id, or with the only id that starts so."""
    document = store.article(article)
    if document is None:
        return None
    fields = record_of(document)
    return render(
        "article.html",
        article=document["_id"],
        title=fields["title"] or "(no title)",
        subtitle=fields["subtitle"],
        paragraphs=fields["text"].split("\n\n"),
        fields=[(name, said(value)) for name, value in fields.items() if name not in APART and not empty(value)],
        missing=[name for name, value in fields.items() if name not in APART and empty(value)],
        evidence=list(_proofs(fields["evidence"])),
        places=[place["uri"] for place in document.get("places", ())],
        earlier=[revision["_id"] for revision in store.revisions(document["_id"])],
    )


def held_unit(store: Store, unit: str) -> str | None:
    """Return the page of the quarantined capture with this id, or with the only id that starts so."""
    held = store.quarantined(unit)
    if held is None:
        return None
    fields: Sequence[tuple[str, str]] = [(name, said(value)) for name, value in held.items() if not empty(value)]
    return render("held.html", unit=held["_id"], place=held["uri"], meaning=meaning(held["reason"]), fields=fields)


def _proofs(evidence: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what proves each field, then the places that say otherwise and lost."""
    for name, proof in evidence.items():
        yield name, proof
        yield from ((f"{name}: not", each) for each in proof.get("conflicts", ()))
