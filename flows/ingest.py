"""Ingest: extract → clean → enrich → load, a batch at a time, with a receipt for every run."""

import os
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State, StateType
from prefect.runtime import flow_run

from flows.handing import handed
from flows.performing import Perform, by_prefect, plainly
from flows.recording import recorded
from flows.reporting import publish
from flows.settings import settings
from flows.spelling import received
from schemas.run import Receipt
from tasks.clean.step import clean_batch
from tasks.enrich.step import enrich_batch
from tasks.extract.limits import Limits
from tasks.extract.pipeline import batches, extract
from tasks.extract.step import extract_batch
from tasks.load.connecting import open_store
from tasks.load.step import load_batch, recognise_batch
from tasks.load.store import Store
from tasks.pool import Processes, Workers


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do; nothing in it is secret, all of it stands in the receipt."""

    paths: tuple[str, ...]
    source: str = "default"
    workers: int = 0  # 0: one for each core
    unit_bytes: int = Limits().unit_bytes  # a longer page is quarantined unread
    max_quarantined: float = 100.0  # per cent of the units seen, looked at after each batch


@flow(name="ingest", flow_run_name="ingest {source}", validate_parameters=True)
def ingest(
    paths: list[str], source: str = "default", workers: int = 0, max_quarantined: float = 100.0
) -> "State[Receipt]":
    """Read captured news pages and file the articles they hold.

    **paths**: files, folders (read with all they hold) or patterns. **source**: the collection's name, part of
    where a capture was met. **workers**: processes for the CPU work; 0 means one for each core.
    **max_quarantined**: the run stops when more per cent of its units than this were quarantined.

    The same files again change nothing: what is stored already is counted as unchanged.
    """
    now = settings()
    request = Request(tuple(paths), source, workers, now.unit_bytes, max_quarantined)
    many = workers or now.workers or os.cpu_count() or 1
    with open_store(now.address, now.data_dir) as store, Processes(many, now.page_seconds) as pool:
        receipt = run(request, store, pool, now.log_dir, by_prefect, flow_run.id)
    publish(receipt)
    return State[Receipt](type=StateType.COMPLETED, message=f"{receipt.seen} units: {receipt.said}", data=receipt)


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
            account.enter(number, step(load_batch, number, articles, store, account.run))
            account.keep_within(request.max_quarantined)
            store.renew(account.run)
    return account.receipt
