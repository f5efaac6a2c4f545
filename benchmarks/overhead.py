"""What the flow costs beside the work itself: Prefect, the ledger and the worker process against a plain loop.

    python -m benchmarks.overhead [CAPTURES [ROUNDS]]

Both do the same work on the same text captures, read from the same folder: extract, clean and enrich. The flow runs
with one worker process against a Prefect server, on a store that keeps nothing; the server's start is left out.
Prints seconds of wall clock and of CPU of each round, loop and flow in turn, and the overhead of the median round: a
machine may drift by a third within minutes.
"""

import resource
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, cast

from benchmarks.captures import text_capture
from flows.settings import quieten_prefect
from schemas.article import Article
from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome, Verdict
from schemas.run import Lease, Receipt, RunStatus
from schemas.template import Templates
from tasks.batching import apply
from tasks.clean.pipeline import clean
from tasks.enrich.pipeline import enrich
from tasks.extract.pipeline import extract
from tasks.load.store import Store


class Forgetful:
    """A store that keeps nothing: what is measured is the flow, not the store."""

    def recognise(self, units: Sequence[Capture | Outcome]) -> tuple[Capture | Outcome, ...]:
        """Know nothing."""
        return tuple(units)

    def load(self, units: Sequence[Filed | Duplicate | Outcome], run: str) -> tuple[Outcome, ...]:
        """Say that everything is new."""
        return tuple(
            unit if isinstance(unit, Outcome) else Outcome(unit.capture.place, Verdict.NEW, "load") for unit in units
        )

    def link(self, run: str) -> tuple[str, ...]:
        """Know of nothing to link."""
        return ()

    def open_run(self, run: str, parameters: Mapping[str, object], *more: Any) -> Receipt:
        """Open a run of no consequence."""
        now = datetime.now(UTC)
        return Receipt(run, RunStatus.RUNNING, now, Lease(socket.gethostname(), 0, 0.0, 1, now), parameters=parameters)

    def renew(self, run: str) -> None:
        """Forget it."""

    def run(self, run: str) -> Receipt | None:
        """Know of no receipt."""

    def templates(self) -> Templates:
        """Have learned nothing."""
        return Templates()

    def close_run(self, receipt: Receipt) -> None:
        """Say what the run did."""
        print(f"the flow: {receipt.said}; seconds by stage: {dict(receipt.seconds)}")


def loop(folder: Path) -> int:
    """Run the pure functions one capture after the other; return how many articles came out."""
    articles = 0
    for capture in extract([folder]):
        (unit,) = apply("clean", lambda unit: enrich(clean(unit)), [capture], lambda unit: unit)
        articles += isinstance(unit, Article)
    return articles


def flow_over(folder: Path, scratch: Path) -> Callable[[], None]:
    """Return the flow over the same captures: this process and its worker, from start to end."""
    from prefect import flow

    from flows.ingest import Request, run
    from flows.runs.performing import by_prefect
    from flows.runs.runlog import LOGGER
    from tasks.forking import close_nursery, nursery
    from tasks.pool import Processes

    LOGGER.propagate = False  # the log file has it all

    @flow(name="overhead")
    def ingest() -> None:
        nursery.cache_clear()  # each run pays for the start of its workers
        with Processes(1) as pool:
            run(Request((str(folder),), workers=1), cast(Store, Forgetful()), pool, scratch, by_prefect)
        close_nursery()  # what it and its worker used is counted once it has ended

    return ingest


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall-clock and CPU seconds of some work."""
    wall, spent = perf_counter(), cpu()
    work()
    return perf_counter() - wall, cpu() - spent


def cpu() -> float:
    """Return the CPU seconds of this process and of its finished children."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def main(count: int, rounds: int) -> None:
    """Print a line for each round, and the overhead of the median round."""
    quieten_prefect()  # before Prefect is imported: it reads its settings then
    from flows.serving.server import prefect_server

    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = scratch / "captures"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:06}.txt").write_text(text_capture(number), encoding="utf-8")
        loop(folder)  # once for the caches of the file system and of the modules
        with prefect_server(scratch / "server.log"):
            flow = flow_over(folder, scratch)
            seconds = [(measured(lambda: loop(folder)), measured(flow)) for _ in range(rounds)]
    for index, name in enumerate(("wall clock", "CPU")):
        pairs = [(plain[index], flowed[index]) for plain, flowed in seconds]
        told = ", ".join(f"{plain:.1f} and {flowed:.1f}" for plain, flowed in pairs)
        overhead = median(flowed / plain - 1 for plain, flowed in pairs)
        print(f"{name}, loop and flow: {told} s: overhead {100 * overhead:.1f} %")


if __name__ == "__main__":
    main(*map(int, (sys.argv[1:] + ["5000", "3"][len(sys.argv) - 1 :])[:2]))
