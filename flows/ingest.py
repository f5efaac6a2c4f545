"""Ingest: extract → clean → enrich → load, a batch at a time, with a receipt for every run."""

from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import deployment, flow_run

from flows.forms import IngestForm
from flows.roots import expect_within_roots
from flows.runs.concluding import refused
from flows.runs.conducting import conducted
from flows.runs.handing import handed
from flows.runs.lateness import superseded
from flows.runs.naming import ingest_name
from flows.runs.performing import Perform, plainly
from flows.runs.recording import recorded
from flows.runs.spelling import received
from flows.settings import VERSION, settings
from schemas.errors import ConfigurationError
from schemas.run import Receipt, RunKind
from tasks.clean.step import clean_batch
from tasks.enrich.step import enrich_batch
from tasks.extract.limits import Limits
from tasks.extract.pipeline import batches, extract
from tasks.extract.pipeline import count as count_units
from tasks.extract.step import extract_batch
from tasks.load.step import link_batch, load_batch, recognise_batch
from tasks.load.store import Store
from tasks.pool import Workers

WAIT_SECONDS = 3600.0
"""How long a run waits, where it is asked to, for a source that has a run already."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do; nothing in it is secret, all of it stands in the receipt."""

    paths: tuple[str, ...]
    source: str = "default"
    workers: int = 0  # 0: one for each core
    unit_bytes: int = Limits().unit_bytes  # a longer page is quarantined unread
    max_quarantined: float = 100.0  # per cent of the units seen, looked at after each batch


@flow(name="ingest", flow_run_name=ingest_name, version=VERSION)
def ingest(captures: IngestForm) -> "State[Any]":
    """Read captured news pages and file the articles they hold: **extract → clean → enrich → load**.

    The same captures again change nothing: what is stored already is counted as unchanged. Every capture ends in one
    counted outcome. The receipt is in the collection `runs` and, as a report, among this run's artifacts.

    A run that was cancelled or crashed goes on where it stopped when it is started again.
    """
    if deployment.id and (skipped := superseded(flow_run.id)):
        return skipped
    if deployment.id:
        try:
            expect_within_roots(captures.paths)
        except ConfigurationError as error:
            return refused(error)
    request = Request(
        tuple(captures.paths), captures.source, captures.workers, settings().unit_bytes, captures.max_quarantined
    )
    return conducted(
        lambda store, pool, perform: run(request, store, pool, settings().log_dir, perform, flow_run.id),
        RunKind.INGEST,
        total=lambda: count_units(map(received, captures.paths)),
        workers=captures.workers,
        wait_seconds=WAIT_SECONDS if captures.when_busy == "wait" else 0.0,
        alarm_percent=captures.alarm_quarantined,
    )


def run(
    request: Request,
    store: Store,
    workers: Workers,
    logs: Path,
    perform: Perform = plainly,
    prefect_run: str | None = None,
) -> Receipt:
    """Ingest and return the run's receipt, which is in the store too, also when the run fails.

    Raises:
        ConfigurationError: a path does not exist; no run was opened.
        StoreUnavailable: the store stopped answering; the run can be repeated without a second effect.
        BudgetExceeded: too large a share of the units was quarantined; what was stored until then stays.
    """
    limits = Limits(unit_bytes=request.unit_bytes)
    stream = batches(extract(map(received, request.paths), source=request.source, limits=limits))
    with recorded(store, asdict(request), logs, prefect_run) as account:
        step = account.timing(perform)
        templates = handed(store.templates(), logs.parent)
        for number in count(1):
            captures = step(extract_batch, number, stream)
            if not captures:
                break
            account.met(captures)
            fresh = step(recognise_batch, number, captures, store)
            cleaned = step(clean_batch, number, fresh, workers, templates)
            articles = step(enrich_batch, number, cleaned, workers)
            account.judge(articles)
            account.enter(number, step(load_batch, number, articles, store, account.run))
            step(link_batch, number, store, account.run)
            account.keep_within(request.max_quarantined)
            store.renew(account.run)
        step(link_batch, number, store, account.run)  # what a run that was killed has left
    return account.receipt
