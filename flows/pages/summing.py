"""What a report tells: runs and what they brought, added up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from flows.runs.drifting import Drift, drifts
from schemas.outcome import Verdict
from schemas.run import Receipt
from tasks.extract.rules import RULES
from tasks.load.exchange import Document
from tasks.load.store import Store

MOST_ARTICLES = 100_000
"""Articles a report adds up; it says so where there are more."""
SITES = 12
"""Sites whose quality is drawn, those with most articles."""
SAMPLES = 6
EXAMPLES = 5
"""Quarantined units shown of each reason."""
LOOKED_AT = 1000
"""The latest runs, and quarantined units, that are looked at."""
SHOWN = timedelta(days=30)
"""What a report tells without a run and without a day."""
RECENT = timedelta(days=7)
DRIFT_POINTS = 10.0
"""A site's last week is held against all before it: `maintain` marks drift by the same."""
BROUGHT = (Verdict.NEW.value, Verdict.REVISED.value)


@dataclass(slots=True)
class Summary:
    """Everything a report shows, added up as it is read."""

    title: str
    runs: Sequence[Receipt]
    days: dict[date, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # by verdict
    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)  # (verdict, reason)
    sites: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)  # blocks by role
    cut: bool = False  # whether there were more articles than are added up
    samples: list[Document] = field(default_factory=list)
    quality: dict[str, list[tuple[date, float]]] = field(default_factory=dict)
    drifted: Sequence[Drift] = ()
    held: dict[str, list[Document]] = field(default_factory=dict)  # quarantined now, by reason

    @property
    def seen(self) -> int:
        """Return how many units the runs met."""
        return sum(run.seen for run in self.runs)

    @property
    def brought(self) -> int:
        """Return how many units brought something new, as the receipts count them."""
        return sum(self.verdicts[verdict] for verdict in BROUGHT)

    @property
    def balanced(self) -> bool:
        """Return whether the ledger of every run balances."""
        return all(run.balanced for run in self.runs if run.balanced is not None)


def summed(store: Store, title: str, runs: Sequence[Receipt]) -> Summary:
    """Return the summary of these runs, oldest first."""
    summary = Summary(title, sorted(runs, key=lambda each: each.started_at))
    for run in summary.runs:
        _add_run(summary, run)
    _add_articles(summary, store.brought([run.id for run in summary.runs]))
    every = store.runs(LOOKED_AT)
    summary.quality = _quality(every, [name for name, _ in summary.sites.most_common(SITES)])
    if summary.runs:
        latest = max(run.started_at for run in summary.runs)
        shown = set(summary.sites)
        summary.drifted = [each for each in drifts(every, latest - RECENT, DRIFT_POINTS) if each.site in shown]
    summary.held = _held(store.quarantine(LOOKED_AT), {reason for _, reason in summary.reasons})
    return summary


def of_run(store: Store, run: str) -> Summary | None:
    """Return the summary of the run with this id, or with the only id that starts so."""
    receipt = store.run(run)
    return None if receipt is None else summed(store, f"Run {receipt.id}: {receipt.status.value}", [receipt])


def lately(store: Store, since: date | None = None) -> Summary:
    """Return the summary of the runs that began on a day or later; without one of the last days."""
    day = since or (datetime.now(UTC) - SHOWN).date()
    runs = [run for run in store.runs(LOOKED_AT) if run.started_at.date() >= day]
    return summed(store, f"Since {day.isoformat()}", runs)


def _add_run(summary: Summary, run: Receipt) -> None:
    summary.days[run.started_at.date()].update(run.counts)
    summary.verdicts.update(run.counts)
    summary.reasons.update({(_verdict_of(reason, run), reason): units for reason, units in run.reasons.items()})


def _verdict_of(reason: str, run: Receipt) -> str:
    """Return the verdict a reason belongs to: rules exclude, a run without quarantined units left units unreached."""
    if reason in RULES or reason in ("forgotten", "dropped"):
        return Verdict.EXCLUDED.value
    held = run.counts.get(Verdict.QUARANTINED.value, 0) >= run.reasons[reason]
    return Verdict.QUARANTINED.value if held else Verdict.NOT_REACHED.value


def _add_articles(summary: Summary, articles: Iterable[Document]) -> None:
    stream = iter(articles)
    best: list[Document] = []
    for article in islice(stream, MOST_ARTICLES):
        summary.sites[article["site"] or article["publisher"] or "(no site named)"] += 1
        summary.languages[(article["language"] or {}).get("code") or "und"] += 1
        summary.removed.update(article["removed"])
        best.append(article)
        if len(best) > 50 * SAMPLES:
            best = _told(best)
    summary.samples = _told(best)
    summary.cut = next(stream, None) is not None


def _told(articles: Sequence[Document]) -> list[Document]:
    """Return articles to show: half of them those with the lowest quality, half those with the highest."""
    ranked = sorted(articles, key=lambda each: ((each["quality"] or {}).get("score") or 0.0, each["_id"]))
    half = SAMPLES // 2
    return ranked if len(ranked) <= SAMPLES else [*ranked[:half], *ranked[-half:]]


def _quality(runs: Sequence[Receipt], sites: Sequence[str]) -> dict[str, list[tuple[date, float]]]:
    """Return each site's mean quality on the days it had articles, oldest first."""
    sums: Mapping[str, dict[date, list[float]]] = {site: {} for site in sites}
    for run in runs:
        for each in run.sites:
            if each.site in sums and each.articles:
                day = sums[each.site].setdefault(run.started_at.date(), [0.0, 0.0])
                day[0] += each.quality * each.articles
                day[1] += each.articles
    return {
        site: [(day, total / articles) for day, (total, articles) in sorted(days.items())]
        for site, days in sums.items()
        if days
    }


def _held(units: Iterable[Document], reasons: set[str]) -> dict[str, list[Document]]:
    examples: dict[str, list[Document]] = {}
    for unit in units:
        if unit["reason"] in reasons and len(examples.setdefault(unit["reason"], [])) < EXAMPLES:
            examples[unit["reason"]].append(unit)
    return examples


def period(runs: Sequence[Receipt]) -> tuple[datetime, datetime] | None:
    """Return when the first of some runs began and the last ended."""
    if not runs:
        return None
    return min(run.started_at for run in runs), max(run.ended_at or run.started_at for run in runs)
