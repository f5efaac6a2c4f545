"""A run as a person watches it: a progress bar on a terminal, plain lines elsewhere, both from the run's log lines."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from flows.printing import say, visible
from flows.runs.runlog import LOGGER
from schemas.wording import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

A = TypeVar("A")

STAGES = ("extract", "recognise", "clean", "enrich", "load")
"""In the order a batch goes through them; a stage's line in the log means that it is done with the batch."""
REREADING = ("take", "recognise again", "clean", "enrich", "refile")
"""The same of a run that reads stored captures anew."""
NAMED_AT_MOST = 20
"""Units named on the screen; the log names them all."""


@contextmanager
def watched(total: int, stages: Sequence[str] = STAGES) -> Iterator["Watcher"]:
    """Show how a run of so many units goes, on standard error, while the context lasts; yield who watches.

    A total of 0 says that nobody knows it yet.
    """
    before = LOGGER.level, LOGGER.propagate
    LOGGER.setLevel(min(LOGGER.level or logging.INFO, logging.INFO))
    LOGGER.propagate = False  # Prefect's own handler on the root logger would say everything a second time
    with _bar(total, stages) if sys.stderr.isatty() else _lines(total, stages) as handler:
        LOGGER.addHandler(handler)
        LOGGER.propagate = False  # Prefect's root handler would say the same lines again
        try:
            yield handler
        finally:
            LOGGER.propagate = True
            LOGGER.removeHandler(handler)
            LOGGER.setLevel(before[0])
            LOGGER.propagate = before[1]


def followed(units: Iterator[A], total: Callable[[], int]) -> Iterator[A]:
    """Yield the units, with a bar on standard error where that is a terminal and the data go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from units
        return
    with _progress() as progress:
        yield from progress.track(units, total=total() or None, description="clean")


class Watcher(logging.Handler):
    """Hands on what a person wants of a run's log: batches done, and the first units that need a look."""

    def __init__(self, total: int, stages: Sequence[str] = STAGES) -> None:
        super().__init__(logging.INFO)
        self.total = total
        self.stages = stages
        self.done = 0
        self.begun = False  # whether there is a run yet
        self.named = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Show a log record; whatever goes wrong with the screen, the run goes on."""
        self.begun = self.begun or hasattr(record, "run")
        try:
            if record.levelno >= logging.WARNING:
                self._point_out(record)
            elif (stage := getattr(record, "stage", None)) is not None:
                self.done += getattr(record, "units", 0) if stage == self.stages[-1] else 0
                self.advance(stage, getattr(record, "batch", 0))
        except (OSError, ValueError):  # the terminal is gone; the log and the store are not
            return

    def _point_out(self, record: logging.LogRecord) -> None:
        self.named += 1
        if self.named <= NAMED_AT_MOST:
            self.tell(record.getMessage())
        elif self.named == NAMED_AT_MOST + 1:
            self.tell("more such lines are in the run's log")

    def advance(self, stage: str, batch: int) -> None:
        """Show that a batch has come through a stage."""
        if stage == self.stages[-1]:
            self.tell(f"{self.done:,} of {counted(self.total, 'unit')}" if self.total else counted(self.done, "unit"))

    def tell(self, line: str) -> None:
        """Show a line."""
        say(line)


class BarWatcher(Watcher):
    """The same on a terminal."""

    def __init__(self, total: int, stages: Sequence[str], progress: "Progress", task: "TaskID") -> None:
        super().__init__(total, stages)
        self.progress = progress
        self.task = task

    def advance(self, stage: str, batch: int) -> None:
        """Move the bar, and say what happens now."""
        now = (
            f"batch {batch}: {self.stages[self.stages.index(stage) + 1]}"
            if stage != self.stages[-1]
            else f"batch {batch + 1}: {self.stages[0]}"
        )
        self.progress.update(self.task, completed=self.done, description=now)

    def tell(self, line: str) -> None:
        """Print a line above the bar."""
        from rich.text import Text

        self.progress.console.print(Text(visible(line)))


@contextmanager
def _lines(total: int, stages: Sequence[str]) -> Iterator[Watcher]:
    yield Watcher(total, stages)


@contextmanager
def _bar(total: int, stages: Sequence[str]) -> Iterator[Watcher]:
    with _progress() as progress:
        yield BarWatcher(total, stages, progress, progress.add_task("starting", total=total or None))


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
