"""Promote: do exactly what a plan of a reprocess says, as it was compared."""

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from flows.reprocess import name_kept
from flows.runs.conducting import conducted
from flows.runs.handing import handed
from flows.runs.performing import Perform, plainly
from flows.runs.recording import recorded
from flows.runs.rereading import reread
from flows.settings import VERSION, settings
from schemas.run import Receipt, RunKind
from tasks.load.step import link_batch, refile_planned_batch, take_planned_batch
from tasks.load.store import Store
from tasks.pool import Workers


@flow(name="promote", flow_run_name="promote {plan}", version=VERSION)
def promote(plan: str, workers: int = 0) -> "State[Any]":
    """Do what a plan of `copytaster reprocess --compare` says.

    **plan**: its id, or the first letters. **workers**: processes for the CPU work; 0 means one for each core.

    Refused where the store or the code has moved on since. An interrupted promotion goes on where it stopped.
    """
    return conducted(
        lambda store, pool, perform: run(plan, store, pool, settings().log_dir, perform, flow_run.id),
        RunKind.PROMOTE,
        total=lambda: 0,
        workers=workers,
    )


def run(
    name: str, store: Store, workers: Workers, logs: Path, perform: Perform = plainly, prefect_run: str | None = None
) -> Receipt:
    """Promote a plan and return the run's receipt.

    Raises:
        ConfigurationError: there is no such plan, it was promoted, or the store or the code has moved on since.
        StoreUnavailable: the store stopped answering; the same call goes on where it stopped.
    """
    plan = store.expect_plan(name)  # before there is a run
    with recorded(store, {"plan": plan.id, **plan.selection}, logs, prefect_run, RunKind.PROMOTE) as account:
        step = account.timing(perform)
        templates = handed(store.templates(), logs.parent)
        plan = store.begin_promotion(store.expect_plan(plan.id), account.run)
        for number in range(1, plan.batches + 1):
            taken = step(take_planned_batch, number, store, plan)
            account.met(taken.units)
            made = reread(step, number, taken, workers, templates)
            outcomes = step(refile_planned_batch, number, plan, taken, made, store, account.run)
            step(link_batch, number, store, account.run)
            account.enter(number, outcomes)
            name_kept(account, number, outcomes)
            store.renew(account.run)
        step(link_batch, plan.batches, store, account.run)  # what a run that was killed has left
        store.end_promotion(plan)
    return account.receipt
