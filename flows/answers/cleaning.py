"""Captures to records without a store and without Prefect: what `copytaster clean` does."""

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from schemas.article import Article
from schemas.capture import Capture
from schemas.errors import TimedOut
from schemas.outcome import Duplicate, Outcome
from schemas.page import Cleaned
from schemas.record import record, refusal
from tasks.batching import apply
from tasks.clean.pipeline import clean
from tasks.clean.templates.templating import read_templates
from tasks.enrich.pipeline import enrich
from tasks.extract.limits import Limits
from tasks.extract.pipeline import batches, extract
from tasks.warming import warm

A = TypeVar("A")
B = TypeVar("B")

SMALL_BATCH = 64
"""Captures handed to worker processes at once: enough to keep them busy, few enough that lines come steadily."""

Read = Capture | Duplicate | Outcome
Done = Article | Duplicate | Outcome


def outcomes(
    paths: Iterable[str],
    workers: int,
    unit_bytes: int,
    seconds: float,
    source: str = "clean",
    templates: Path | None = None,
) -> Iterator[Article | Outcome]:
    """Return what became of each unit, in the order they are met: its article, or why there is none.

    `workers` at 0 does the work in this process, else on as many processes of their own. `templates` is a file of what
    recurs on the sites; a capture that names no site has the template of its `source`.

    Raises:
        ConfigurationError: a path does not exist; nothing has been read.
    """
    units = extract(paths, source=source, limits=Limits(unit_bytes=unit_bytes), absolute=False)
    done = worked(units, workers, seconds, templates)
    return (unit for unit in done if not isinstance(unit, Duplicate))  # only a store knows duplicates


def worked(
    units: Iterable[Capture | Outcome], workers: int, seconds: float, templates: Path | None = None
) -> Iterator[Done]:
    """Return each capture as its article, or as its outcome, in their order; what needs no work comes through."""
    return _on_processes(units, workers, seconds, templates) if workers else _here(units, seconds, templates)


def shown(unit: Article | Outcome) -> dict[str, Any]:
    """Return a unit's record."""
    return record(unit) if isinstance(unit, Article) else refusal(unit)


def articles_of(units: Sequence[Read], seconds: float, templates: Path | None = None) -> tuple[Done, ...]:
    """Return each capture as its article, or as its outcome; a page may take so many seconds in each stage."""
    cleaned = apply("clean", _limited(_cleaning(templates), "clean", seconds), units, _itself)
    return apply("enrich", _limited(enrich, "enrich", seconds), cleaned, _capture_of)


def _unlimited(units: Sequence[Read], templates: Path | None = None) -> tuple[Done, ...]:
    """Do the same on a worker process, whose time the pool limits."""
    return apply("enrich", enrich, apply("clean", _cleaning(templates), units, _itself), _capture_of)


def _cleaning(templates: Path | None) -> Callable[[Capture], Cleaned]:
    return clean if templates is None else partial(clean, templates=read_templates(templates))


def _here(units: Iterable[Capture | Outcome], seconds: float, templates: Path | None) -> Iterator[Done]:
    warm()  # now, not on the first page's time
    for unit in units:
        yield from articles_of((unit,), seconds, templates)


def _on_processes(
    units: Iterable[Capture | Outcome], workers: int, seconds: float, templates: Path | None
) -> Iterator[Done]:
    from tasks.pool import Processes

    with Processes(workers, seconds=seconds) as pool:
        for batch in batches(units, limit_units=SMALL_BATCH * workers):
            yield from pool.run("clean", partial(_unlimited, templates=templates), batch, _itself)


def _itself(capture: Capture) -> Capture:
    return capture


def _capture_of(cleaned: Cleaned) -> Capture:
    return cleaned.page.capture


def _limited(step: Callable[[A], B], stage: str, seconds: float) -> Callable[[A], B]:
    def within(unit: A) -> B:
        with _time_limit(stage, seconds):
            return step(unit)

    return within


@contextmanager
def _time_limit(stage: str, seconds: float) -> Iterator[None]:
    """Raise TimedOut in the block once it has used so many seconds of CPU; only in the main thread."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimedOut(f"the page took longer than {seconds:g} s in {stage}")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # again each second: a handler on the way may swallow the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
