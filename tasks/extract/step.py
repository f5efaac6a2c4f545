"""The Prefect shell of the extract stage."""

from collections.abc import Iterator, Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.capture import Capture
from schemas.outcome import Outcome
from tasks.extract.again import again


@task(name="extract", task_run_name="extract {number}", cache_policy=NO_CACHE)
def extract_batch(number: int, batches: Iterator[tuple[Capture | Outcome, ...]]) -> tuple[Capture | Outcome, ...]:
    """Read the next batch; an empty one says that there are no more.

    No Prefect retry: reading tries again by itself, file by file, and what it cannot read is an outcome.
    """
    return next(batches, ())


@task(name="recognise again", task_run_name="recognise again {number}", cache_policy=NO_CACHE)
def reconsider_batch(number: int, units: Sequence[Capture | Outcome]) -> tuple[Capture | Outcome, ...]:
    """Ask today's formats about stored bytes that no format knew when they were read."""
    return tuple(again(unit) if isinstance(unit, Capture) else unit for unit in units)
