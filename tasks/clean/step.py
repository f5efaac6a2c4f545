"""The Prefect shell of the clean stage."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.capture import Capture
from schemas.outcome import Duplicate, Outcome
from schemas.page import Cleaned
from tasks.clean.batch import clean_units, itself
from tasks.pool import Workers


@task(name="clean", task_run_name="clean {number}", cache_policy=NO_CACHE)
def clean_batch(
    number: int, units: Sequence[Capture | Duplicate | Outcome], workers: Workers
) -> tuple[Cleaned | Duplicate | Outcome, ...]:
    """Clean a batch on the worker processes."""
    return workers.run("clean", clean_units, units, itself)
