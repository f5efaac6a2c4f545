"""Previewing: what reading stored captures anew would change, before anything is changed."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from uuid import uuid4

from flows.answers.contrasting import SHOWN, Differences, field_changes, heading, side_by_side
from flows.pages.rendering import render
from flows.runs.handing import handed
from flows.runs.performing import plainly
from flows.runs.rereading import reread
from flows.runs.selecting import parameters
from schemas.outcome import Outcome, Verdict, tally
from tasks.load.exchange import Change, Plan, Selection
from tasks.load.store import Store
from tasks.pool import Workers


@dataclass(slots=True)
class Comparison:
    """What would become of the units, and how the articles would differ."""

    differences: Differences = field(default_factory=Differences)
    counts: Counter[str] = field(default_factory=lambda: Counter(tally(())))
    reasons: Counter[str] = field(default_factory=Counter)
    refused: list[Outcome] = field(default_factory=list)
    """The first articles that today's code would refuse, and that stay."""
    kept: int = 0
    plan: Plan | None = None

    @property
    def seen(self) -> int:
        """Return the number of units met."""
        return self.counts.total()

    def enter(self, outcome: Outcome) -> None:
        """Count a unit."""
        self.counts[outcome.verdict.value] += 1
        if outcome.reason:
            self.reasons[outcome.reason] += 1
        if outcome.reason and outcome.verdict in (Verdict.UNCHANGED, Verdict.DUPLICATE):
            self.kept += 1
            if len(self.refused) < SHOWN:
                self.refused.append(outcome)


def compare(selection: Selection, store: Store, workers: Workers, folder: Path, *, planned: bool) -> Comparison:
    """Return what reprocessing a selection would do, with a plan of it where one is asked for.

    The folder is where worker processes find the sites' templates.

    Raises:
        TransientError, StoreUnavailable: the store does not answer; nothing was changed.
    """
    found = Comparison()
    plan = store.plan(uuid4().hex[:12], parameters(selection)) if planned else None
    templates = handed(store.templates(), folder)
    cursor = ""
    for number in count(1):
        taken = store.take(selection, cursor)
        if not taken.cursor:
            break
        cursor = taken.cursor
        made = reread(plainly, number, taken, workers, templates)
        foreseen = store.foresee(taken, made)
        for outcome in foreseen.outcomes:
            found.enter(outcome)
        for change in foreseen.changes:
            found.differences.enter(change)
        if plan is not None and (taken.articles or taken.captures):
            plan = store.plan_batch(plan, taken, made, foreseen)
    if plan is not None:
        store.close_plan(plan)
    found.plan = plan
    return found


def page(comparison: Comparison) -> str:
    """Return the comparison as a page of its own: counts, fields, the largest differences side by side."""
    differences = comparison.differences
    return render(
        "comparison.html",
        counts={verdict: units for verdict, units in comparison.counts.items() if units},
        fields=differences.by_field(),
        differences=differences,
        shift=f"{differences.mean_shift:+.3f}",
        largest=[_shown(change) for change in differences.largest()],
        kept=comparison.kept,
        refused=[(each.article, each.place.label, each.reason) for each in comparison.refused],
        plan=comparison.plan,
    )


def _shown(change: Change) -> dict[str, object]:
    record = change.before or change.after  # what it is known by
    return {
        "article": change.article,
        "heading": heading(record),
        "uri": record["source"]["uri"] if record else "",
        "fate": "new" if change.before is None else "part of another article" if change.after is None else "",
        "fields": [(name, side_by_side(old, new)) for name, old, new in field_changes(change.before, change.after)],
    }
