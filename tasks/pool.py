"""CPU work on worker processes: one hostile page costs one capture, never the run."""

import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as PageTimeout
from types import TracebackType
from typing import Protocol, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from schemas.capture import Capture
from schemas.errors import BadInput, TimedOut, WorkerDied
from schemas.outcome import Duplicate, Outcome
from tasks.batching import quarantined
from tasks.forking import end_with_parent, nursery, signals_held

A = TypeVar("A")
B = TypeVar("B")

Step = Callable[[Sequence[A | Duplicate | Outcome]], tuple[B | Duplicate | Outcome, ...]]
"""A stage over several units: a module-level function, so that a worker process can be told which."""

CHUNK_UNITS = 16
CHUNK_BYTES = 2 * 1024 * 1024
MEMORY_LIMIT = 4 * 1024**3
"""Bytes of address space a worker may use: an allocation beyond it fails as MemoryError, on that page only."""


class Workers(Protocol):
    """Something that runs a stage over the units of a batch and keeps their order."""

    def run(
        self, stage: str, step: Step[A, B], units: Sequence[A | Duplicate | Outcome], capture_of: Callable[[A], Capture]
    ) -> tuple[B | Duplicate | Outcome, ...]:
        """Return the units after the step."""


class Inline:
    """The same in this process, for a dry call or a test: no limit on time or memory."""

    def run(
        self, stage: str, step: Step[A, B], units: Sequence[A | Duplicate | Outcome], capture_of: Callable[[A], Capture]
    ) -> tuple[B | Duplicate | Outcome, ...]:
        """Return the units after the step."""
        return step(units)


class Processes:
    """A pool of worker processes, each with a limit on its memory and on the seconds a page may take.

    A chunk whose worker dies or takes too long is tried again unit by unit, so that only the unit at fault is
    quarantined ("worker-died", "timed-out") and its siblings are unharmed.

    Workers are forked from one process that has loaded all that a page needs, and has no threads.
    """

    def __init__(self, workers: int, seconds: float = 30.0, memory: int = MEMORY_LIMIT) -> None:
        """Prepare the pool; processes start with the first work."""
        self.seconds = seconds
        self._pool = ProcessPool(max_workers=workers, initializer=_limit, initargs=[memory], context=nursery())

    def __enter__(self) -> "Processes":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def run(
        self, stage: str, step: Step[A, B], units: Sequence[A | Duplicate | Outcome], capture_of: Callable[[A], Capture]
    ) -> tuple[B | Duplicate | Outcome, ...]:
        """Return the units after the step, in their order; those whose way has ended never leave this process."""
        work = [unit for unit in units if not isinstance(unit, (Outcome, Duplicate))]
        sent = [(chunk, self._send(step, chunk)) for chunk in _chunks(work, capture_of)]
        done = iter([unit for chunk, future in sent for unit in self._received(stage, step, chunk, future, capture_of)])
        return tuple(unit if isinstance(unit, (Outcome, Duplicate)) else next(done) for unit in units)

    def _received(
        self,
        stage: str,
        step: Step[A, B],
        chunk: tuple[A, ...],
        future: "ProcessFuture[tuple[B | Duplicate | Outcome, ...]]",
        capture_of: Callable[[A], Capture],
    ) -> Iterator[B | Duplicate | Outcome]:
        try:
            yield from future.result()
        except (PageTimeout, ProcessExpired):
            yield from (self._alone(stage, step, unit, capture_of(unit)) for unit in chunk)

    def _send(
        self, step: Step[A, B], units: Sequence[A | Duplicate | Outcome]
    ) -> "ProcessFuture[tuple[B | Duplicate | Outcome, ...]]":
        with signals_held():  # the first call starts the workers: half a start prints a traceback of its own
            return self._pool.schedule(step, args=[units], timeout=self.seconds)

    def _alone(self, stage: str, step: Step[A, B], unit: A, capture: Capture) -> B | Duplicate | Outcome:
        error: BadInput
        done: B | Duplicate | Outcome
        try:
            (done,) = self._send(step, (unit,)).result()
        except PageTimeout:
            error = TimedOut(f"the page took longer than {self.seconds:g} s in {stage}")
        except ProcessExpired:
            error = WorkerDied(f"the worker process died on this page in {stage}")
        else:
            return done
        return quarantined(stage, error, capture)


def _chunks(units: Sequence[A], capture_of: Callable[[A], Capture]) -> Iterator[tuple[A, ...]]:
    """Yield neighbours together: enough to spare messages, few enough to share the work evenly."""
    chunk: list[A] = []
    size = 0
    for unit in units:
        chunk.append(unit)
        size += capture_of(unit).size
        if len(chunk) >= CHUNK_UNITS or size >= CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def _limit(memory: int) -> None:
    """Set up a worker: bounded memory; Ctrl-C is the parent's to handle; a killed parent takes it along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    end_with_parent()
