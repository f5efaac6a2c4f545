"""Stored things as people read them: articles, receipts, findings."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flows.answers.differing import Line
from flows.printing import print_plain, print_text, show_table, visible
from schemas.outcome import Verdict
from schemas.record import record
from schemas.run import Receipt, RunKind
from schemas.stored import article_of
from schemas.wording import counted
from tasks.load.exchange import Document, Verification

SHORT = 12
"""Letters of an id in a table: enough to tell a million articles apart, and to name one in the next command."""
PLACES_SHOWN = 5
"""Places of an article that are named one by one."""
COUNTED = {
    Verdict.NEW: "stored",
    Verdict.REVISED: "revised",
    Verdict.UNCHANGED: "unchanged",
    Verdict.DUPLICATE: "duplicate",
    Verdict.EXCLUDED: "excluded",
    Verdict.QUARANTINED: "quarantined",
    Verdict.NOT_REACHED: "not reached",
}
"""The verdicts in the order of a receipt, as people call them."""


def record_of(document: Document) -> dict[str, Any]:
    """Return the record of a stored article, as `clean` prints it."""
    return record(article_of(document))


def row_of(document: Document) -> tuple[object, ...]:
    """Return an article as a row: its short id, the date as printed, publisher, language, title."""
    language = document.get("language") or {}
    title = document.get("title") or _opening(document["text"])
    return document["_id"][:SHORT], _date(document), document.get("publisher"), language.get("code"), title


def _date(document: Document) -> str | None:
    published = document.get("published") or {}
    value: str | None = published.get("value")
    return value


def _opening(text: str) -> str:
    return f"({text[:60].rstrip()} …)"


def show_article(document: Document, revisions: Sequence[Document]) -> None:
    """Print an article: its fields, their evidence, what was not found, where else it stands, then its text."""
    fields = record_of(document)
    text, evidence = fields.pop("text"), fields.pop("evidence")
    show_table(["field", "value"], [(name, said(value)) for name, value in fields.items() if not empty(value)])
    if not empty(evidence):
        print_text("")
        proofs = [(name, {**proof, "conflicts": len(proof["conflicts"]) or None}) for name, proof in evidence.items()]
        show_table(["field", "evidence"], [(name, said(proof)) for name, proof in proofs])
    print_text(
        f"\nlooked for and not found: {', '.join(name for name, value in fields.items() if empty(value)) or '-'}"
    )
    places = document.get("places", ())
    for place in places[:PLACES_SHOWN]:
        print_text(f"also at: {place['uri']}")
    if len(places) > PLACES_SHOWN:
        print_text(f"also at {len(places) - PLACES_SHOWN} more places: --json lists them all")
    for revision in revisions:
        print_text(f"earlier version: {revision['_id']}")
    print_text("")
    for paragraph in text.split("\n\n"):
        print_text(f"{paragraph}\n", wrapped=True)


def show_evidence(document: Document) -> None:
    """Print what proves each field: its value, the method, the line or the tag, and the words as they stand there.

    Below a field stand the places that say otherwise and lost.
    """
    fields = record_of(document)
    rows: list[tuple[object, ...]] = []
    for name, proof in fields["evidence"].items():
        rows.append((name, said(fields.get(name)), *_proof(proof)))
        rows += ((f"{name}: not", each["value"], *_proof(each)) for each in proof["conflicts"])
    show_table(["field", "value", "method", "line or tag", "as it stands"], rows)


def _proof(proof: Mapping[str, Any]) -> tuple[object, ...]:
    return proof["method"], _place(proof), proof["raw"]


def _place(proof: Mapping[str, Any]) -> str | None:
    """Return the line of a piece of evidence, from 1, or its tag."""
    return f"line {proof['line']}" if proof["line"] else proof["where"]


def empty(value: object) -> bool:
    """Return whether there is nothing to show: null, or made of nothing but nulls."""
    if isinstance(value, Mapping):
        return all(map(empty, value.values()))
    return value is None or value == []


def said(value: object) -> str:
    """Return a field's value on one line; parts that are null are left out."""
    if isinstance(value, Mapping):
        return " · ".join(f"{key}: {said(part)}" for key, part in value.items() if not empty(part))
    if isinstance(value, (list, tuple)):
        return "; ".join(map(said, value))
    return str(value)


def show_counts(counts: Mapping[str, int], seen: int, reasons: Mapping[str, int]) -> None:
    """Print what became of the units of a run."""
    rows = [(label, counts.get(verdict.value, 0)) for verdict, label in COUNTED.items()]
    show_table(["outcome", "units"], [*rows, ("seen", seen)], right=["units"])
    if reasons:
        print_text("")
        show_table(["reason", "units"], reasons.items(), right=["units"])


def row_of_run(receipt: Receipt) -> tuple[object, ...]:
    """Return a run as a row; its columns are RUN_COLUMNS."""
    counts = [receipt.counts.get(verdict.value, 0) for verdict in COUNTED]
    balance = {True: "yes", False: "NO", None: ""}[receipt.balanced]
    return (
        receipt.id,
        receipt.kind.value,
        receipt.status.value,
        at(receipt.started_at),
        duration(receipt),
        receipt.seen,
        *counts,
        balance,
    )


RUN_COLUMNS = ["run", "kind", "status", "started (UTC)", "seconds", "seen", *COUNTED.values(), "balances"]
RUN_NUMBERS = ["seconds", "seen", *COUNTED.values()]


def show_receipt(receipt: Receipt) -> None:
    """Print a run's receipt."""
    show_table(["field", "value"], _facts(receipt))
    if receipt.seen or receipt.kind is RunKind.INGEST:
        print_text("")
        show_counts(receipt.counts, receipt.seen, receipt.reasons)
    if receipt.effects:
        print_text("")
        show_effects(receipt)


def show_effects(receipt: Receipt) -> None:
    """Print what a run did beside the units it met."""
    show_table(["done", "number"], receipt.effects.items(), right=["number"])


def _facts(receipt: Receipt) -> Iterator[tuple[str, object]]:
    yield "run", receipt.id
    yield "kind", receipt.kind.value
    yield "status", receipt.status.value
    yield "started (UTC)", at(receipt.started_at)
    yield "ended (UTC)", at(receipt.ended_at) if receipt.ended_at else None
    yield "balances", {True: "yes", False: "NO", None: "not known"}[receipt.balanced]
    yield "parameters", json.dumps(dict(receipt.parameters), ensure_ascii=False, default=str)
    yield "versions", said(receipt.versions)
    yield "seconds by stage", said(receipt.seconds)
    yield "host, pid", f"{receipt.lease.host}, {receipt.lease.pid}"
    yield "log", receipt.log
    yield "Prefect run", receipt.prefect_run_id
    for note in receipt.notes:
        yield "note", note
    for error in receipt.errors:
        yield "error", error


MARKED = {"same": ("", "", ""), "gone": ("[-", "-]", "red strike"), "come": ("{+", "+}", "green")}
"""How pieces of a difference stand where there are no colours, as `wdiff` writes them; and their style elsewhere."""


def show_differences(old: int, new: int, fields: Sequence[tuple[str, Sequence[Line]]]) -> None:
    """Print what differs between two versions, in colours on a terminal and with marks elsewhere."""
    from rich.text import Text

    coloured = sys.stdout.isatty()
    print_text(f"version {old} → {new}")
    for name, lines in fields:
        print_text(f"\n{name}")
        for line in lines:
            if not line.pieces:
                print_text(f"  … {line.skipped} as before")
                continue
            text = Text("  ", overflow="fold", no_wrap=not coloured)
            for piece in line.pieces:
                before, after, style = MARKED[piece.how]
                words = visible(piece.words)
                text.append(words if coloured else f"{before}{words}{after}", style if coloured else "")
            print_plain(text)


def show_verification(verification: Verification) -> None:
    """Print what was checked, and each thing that is wrong."""
    show_table(["checked", "documents"], verification.checked.items(), right=["documents"])
    if verification.superseded:
        print_text(f"\nmet again by a later run: {counted(verification.superseded, 'unit')} of this one")
    if verification.findings:
        print_text("")
        show_table(
            ["finding", "subject", "what"], [(each.code, each.subject, each.message) for each in verification.findings]
        )


def at(moment: datetime) -> str:
    """Return a moment in UTC, to the second, the same on any machine."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def duration(receipt: Receipt) -> str | None:
    """Return the seconds a run took; None while it runs."""
    return f"{(receipt.ended_at - receipt.started_at).total_seconds():.1f}" if receipt.ended_at else None


LISTED = 200
"""Units of a dry run that a table lists; `--json` lists them all."""


class ForeseenUnits:
    """The units of a dry run as people read them: those that would change anything, or need a look, and why."""

    def __init__(self) -> None:
        self._rows: list[tuple[object, ...]] = []
        self._more = 0

    def enter(self, told: Mapping[str, Any]) -> None:
        """Take in what would become of a unit."""
        if len(self._rows) >= LISTED:
            self._more += 1
            return
        why = f"{told['reason']}: {told['message']}" if told["message"] else told["reason"]
        changes = [_change(each) for each in told["changes"]]
        place = told["uri"] if told["member"] is None else f"{told['uri']} {told['member']}"
        article = (told["article"] or "")[:SHORT] or None
        self._rows.append((told["outcome"], article, place, "; ".join(filter(None, [why, *changes]))))

    def show(self) -> None:
        """Print them."""
        if self._rows:
            show_table(["outcome", "article", "place", "what"], self._rows)
            print_text(f"and {self._more} more: --json lists them all\n" if self._more else "")


def _change(change: Mapping[str, Any]) -> str:
    """Return a field's change on one line: a short value before and after, of a long one how much goes and comes."""
    old, new = said(change["before"] or "-"), said(change["after"] or "-")
    if len(old) + len(new) <= SHORT_VALUE:
        return f"{change['field']}: {old} → {new}"
    return f"{change['field']}: {len(old)} characters that differ → {len(new)}"


SHORT_VALUE = 120
"""Characters of two values that one line may show."""
