"""The Prefect shells of the load stage: both talk to the store, so both try again while it is busy."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome
from tasks.load.exchange import Plan, Selection, Taken
from tasks.load.store import Archive, Ledger, Plans
from tasks.retrying import RETRIES


@task(
    name="recognise",
    task_run_name="recognise {number}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def recognise_batch(
    number: int, units: Sequence[Capture | Outcome], store: Ledger
) -> tuple[Capture | Duplicate | Outcome, ...]:
    """Look the batch up in the ledger: what is stored already needs no cleaning."""
    return store.recognise(units)


@task(
    name="load",
    task_run_name="load {number}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def load_batch(
    number: int, units: Sequence[Filed | Duplicate | Outcome], store: Ledger, run: str
) -> tuple[Outcome, ...]:
    """Write the batch; every unit comes back with the one thing that became of it."""
    return store.load(units, run)


@task(
    name="take",
    task_run_name="take {number}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def take_batch(number: int, store: Archive, selection: Selection, cursor: str) -> Taken:
    """Take the next stored captures out of the store, to be read anew."""
    return store.take(selection, cursor)


@task(
    name="refile",
    task_run_name="refile {number}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def refile_batch(
    number: int, taken: Taken, made: Sequence[Filed | Duplicate | Outcome], store: Archive, run: str
) -> tuple[Outcome, ...]:
    """Write what was made of stored captures; every unit comes back with the one thing that became of it."""
    return store.refile(taken, made, run)


@task(
    name="link",
    task_run_name="link {number}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def link_batch(number: int, store: Ledger, run: str) -> tuple[str, ...]:
    """Link the articles that wait for it with all that is stored: copies, rewrites, and what they prove of dates."""
    return store.link(run)


@task(
    name="take",
    task_run_name="take {number}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def take_planned_batch(number: int, store: Plans, plan: Plan) -> Taken:
    """Take what is left to do of a plan's batch."""
    return store.take_planned(plan, number)


@task(
    name="refile",
    task_run_name="refile {number}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def refile_planned_batch(
    number: int, plan: Plan, taken: Taken, made: Sequence[Filed | Duplicate | Outcome], store: Plans, run: str
) -> tuple[Outcome, ...]:
    """Do what a plan's batch says; every unit comes back with the one thing that became of it."""
    return store.refile_planned(plan, number, taken, made, run)
