"""A run as Prefect shows it, whatever it is for: progress, a report however it ends, events, and a true state."""

import os
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from typing import Any

from prefect.client.schemas.objects import State
from prefect.exceptions import TerminationSignal
from prefect.runtime import deployment, flow_run

from flows.runs import announcing
from flows.runs.chronicle import Chronicle
from flows.runs.concluding import concluded, refused
from flows.runs.outliving import outlive_ctrl_c, outlive_readers
from flows.runs.performing import Perform, by_prefect
from flows.runs.progressing import ProgressArtifact
from flows.runs.reporting import left_out, publish
from flows.runs.runlog import LOGGER
from flows.settings import settings
from schemas.errors import AlreadyRunning, IngestError
from schemas.run import Receipt, RunKind
from tasks.load.connecting import open_store
from tasks.load.store import Runs, Store
from tasks.pool import Processes, Workers

Work = Callable[[Store, Workers, Perform], Receipt]
"""What is to be done, with a store, workers, and a way to run a stage."""

LOOK_SECONDS = 5.0
"""Between two looks at whether a source is free."""
EARLIER = 50
"""Runs whose reasons count as known."""


def conducted(
    work: Work,
    kind: RunKind,
    total: Callable[[], int],
    workers: int = 0,
    wait_seconds: float = 0.0,
    alarm_percent: float = 100.0,
) -> "State[Any]":
    """Do the work and return the state it ends in.

    It waits so long for a source that has a run already, and raises an event where more per cent of the units than
    `alarm_percent` were quarantined.
    """
    if deployment.id:
        outlive_readers()
        outlive_ctrl_c()
    now = settings()
    many = workers or now.workers or os.cpu_count() or 1
    try:
        progress = ProgressArtifact(f"{kind.value}-progress", total())
        with Processes(many, now.page_seconds) as pool, open_store(now.address, now.data_dir) as store:
            receipt = _reported(work, store, pool, progress, wait_seconds, alarm_percent)
    except IngestError as error:
        return refused(error)
    progress.finish()
    return concluded(receipt)


def _reported(
    work: Work, store: Store, pool: Workers, progress: ProgressArtifact, wait_seconds: float, alarm_percent: float
) -> Receipt:
    told = Chronicle()
    known = frozenset(reason for earlier in store.runs(EARLIER) for reason in earlier.reasons)
    perform = told.following(by_prefect, progress)
    try:
        receipt = _once_free(lambda: work(store, pool, perform), wait_seconds)
    except (IngestError, TerminationSignal):
        ended = _mine(store)
        if ended is not None:
            with suppress(Exception):  # what ended the run is the one to report
                _tell(ended, told, known, alarm_percent)
        raise
    _tell(receipt, told, known, alarm_percent)
    return receipt


def _tell(receipt: Receipt, told: Chronicle, known: frozenset[str], alarm_percent: float) -> None:
    publish(receipt, told, known)
    if left_out(receipt) > alarm_percent:
        announcing.many_quarantined(receipt, left_out(receipt))


def _once_free(work: Callable[[], Receipt], wait_seconds: float) -> Receipt:
    deadline = monotonic() + wait_seconds
    while True:
        try:
            return work()
        except AlreadyRunning as busy:
            if monotonic() >= deadline:
                raise
            LOGGER.info("waiting: %s", busy)
            sleep(LOOK_SECONDS)


def _mine(store: Runs) -> Receipt | None:
    """Return the receipt of the run that this Prefect run began, if it came so far and the store still answers."""
    try:
        return next((each for each in store.runs(EARLIER) if each.prefect_run_id == str(flow_run.id)), None)
    except IngestError:
        return None
