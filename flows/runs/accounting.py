"""The running account of a run: what came in, what became of it, and the time each stage took."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from prefect import Task

from flows.runs.performing import Perform
from flows.runs.runlog import LOGGER
from schemas.errors import BudgetExceeded
from schemas.outcome import Filed, Outcome, Verdict, tally
from schemas.run import NOTES, Receipt, RunStatus, SiteTally
from schemas.stored import milliseconds

NAMED = {Verdict.QUARANTINED, Verdict.NOT_REACHED}
"""The verdicts a person has to look at: each such unit gets a WARNING line of its own."""

SITES = 200
"""Sites in a receipt."""


@dataclass(slots=True)
class Account:
    """The one mutable thing of a run. `seen` is counted where units come in, the rest where they end."""

    receipt: Receipt
    seen: int = 0
    counts: Counter[str] = field(default_factory=lambda: Counter(tally(())))
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    effects: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    sites: dict[str, tuple[int, float, float]] = field(default_factory=dict)  # articles, quality and seconds, added up

    @property
    def run(self) -> str:
        """Return the run's id."""
        return self.receipt.id

    def met(self, units: Sequence[object]) -> None:
        """Count units where they come in."""
        self.seen += len(units)

    def timing(self, perform: Perform) -> Perform:
        """Return the same way to run a stage, with the time taken added up and a log line for each batch."""

        def timed(task: Task[..., Any], number: int, *arguments: Any) -> Any:
            start = perf_counter()
            units = perform(task, number, *arguments)
            self._add(task.name, number, len(units), perf_counter() - start)
            return units

        return timed

    def _add(self, stage: str, batch: int, units: int, seconds: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        if units:
            facts = {"run": self.run, "stage": stage, "batch": batch, "units": units, "seconds": round(seconds, 3)}
            LOGGER.info("batch %d: %s, %d units in %.1f s", batch, stage, units, seconds, extra=facts)

    def enter(self, batch: int, outcomes: Sequence[Outcome]) -> None:
        """Count a batch's outcomes, and name the units a person has to look at."""
        self.counts.update(tally(outcomes))
        self.reasons.update(outcome.reason for outcome in outcomes if outcome.reason)
        for outcome in outcomes:
            if outcome.verdict in NAMED:
                self._name(batch, outcome)

    def note(self, batch: int, line: str) -> None:
        """Say something in the receipt, as far as it has room, and in the log."""
        LOGGER.warning("%s", line, extra={"run": self.run, "batch": batch})
        if len(self.notes) < NOTES:
            self.notes.append(line)

    def judge(self, units: Sequence[object]) -> None:
        """Add up how each site's articles came out."""
        for unit in units:
            if isinstance(unit, Filed) and (site := unit.article.site):
                articles, quality, seconds = self.sites.get(site, (0, 0.0, 0.0))
                score = unit.article.quality.score if unit.article.quality else 0.0
                self.sites[site] = articles + 1, quality + score, seconds + unit.seconds

    def _tallies(self) -> tuple[SiteTally, ...]:
        tallies = (
            SiteTally(site, articles, round(quality / articles, 4), round(seconds, 3))
            for site, (articles, quality, seconds) in self.sites.items()
        )
        return tuple(sorted(tallies, key=lambda each: (-each.articles, each.site))[:SITES])

    def keep_within(self, percent: float) -> None:
        """Stop the run if more per cent of its units were quarantined than it may have.

        Raises:
            BudgetExceeded: that is so.
        """
        quarantined = self.counts[Verdict.QUARANTINED.value]
        if quarantined * 100 > percent * self.seen:
            raise BudgetExceeded(
                f"{quarantined} of {self.seen} units were quarantined, more than {percent:g} %: `quarantine list` says "
                "why; the same command goes on where it stopped, with a larger --max-quarantined"
            )

    def _name(self, batch: int, outcome: Outcome) -> None:
        facts = {"run": self.run, "stage": outcome.stage, "batch": batch, "verdict": outcome.verdict.value}
        more = {"reason": outcome.reason, "place": outcome.place.label, "trace": outcome.traceback}
        said = f"{outcome.reason}: {outcome.message}" if outcome.message else outcome.reason
        LOGGER.warning("%s %s: %s", outcome.verdict.value, outcome.place.label, said, extra=facts | more)

    def close(self, status: RunStatus, error: BaseException | None = None) -> None:
        """Put what the account holds into the receipt."""
        self.receipt = replace(
            self.receipt,
            status=status,
            ended_at=milliseconds(datetime.now(UTC)),  # as the store keeps it: a receipt read again is the same
            counts=dict(self.counts),
            seen=self.seen,
            reasons=dict(sorted(self.reasons.items())),
            seconds={stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            effects=dict(self.effects),
            notes=tuple(self.notes),
            balanced=self.seen == sum(self.counts.values()),
            sites=self._tallies(),
            errors=() if error is None else (f"{type(error).__name__}: {error}",),
        )
