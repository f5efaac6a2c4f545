"""What a run's report tells beside its receipt: counts by stage, examples, articles; bounded, whatever it meets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from prefect import Task

from flows.runs.performing import Perform
from schemas.outcome import Filed, Outcome, Verdict

EXAMPLES = 3
"""Units shown of each reason."""
ARTICLES = 10
"""New and revised articles shown."""
LAST = frozenset({"load", "refile"})
"""The tasks that say what became of a batch's units."""


class Progress(Protocol):
    """Somebody who is told how far a run has come."""

    def advance(self, units: int) -> None:
        """Add units that are done."""


@dataclass(slots=True)
class Chronicle:
    """What was seen of a run while it went on."""

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)  # (stage, verdict)
    examples: dict[str, list[Outcome]] = field(default_factory=dict)  # by reason
    articles: list[tuple[str, str, str]] = field(default_factory=list)  # id, verdict, title
    _titles: dict[str, str] = field(default_factory=dict)  # of the batch, by place

    def following(self, perform: Perform, progress: Progress) -> Perform:
        """Return the same way to run a stage, with what comes of it noted."""

        def followed(task: Task[..., Any], number: int, *arguments: Any) -> Any:
            units = perform(task, number, *arguments)
            if task.name == "enrich":
                self._titles = {each.capture.place.id: _title(each) for each in units if isinstance(each, Filed)}
            elif task.name in LAST:
                self._note(units)
                progress.advance(len(units))
            return units

        return followed

    def _note(self, outcomes: Sequence[Outcome]) -> None:
        for each in outcomes:
            self.verdicts[each.stage, each.verdict.value] += 1
            if each.reason:
                examples = self.examples.setdefault(each.reason, [])
                if len(examples) < EXAMPLES:
                    examples.append(Outcome(each.place, each.verdict, each.stage, each.reason, each.message))
            elif each.article and each.verdict in (Verdict.NEW, Verdict.REVISED) and len(self.articles) < ARTICLES:
                title = self._titles.get(each.place.id, "")
                self.articles.append((each.article, each.verdict.value, title))


def _title(filed: Filed) -> str:
    return filed.article.title or filed.article.text[:80]
