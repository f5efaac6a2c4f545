"""The Prefect shell of the enrich stage."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.outcome import Duplicate, Filed, Outcome
from schemas.page import Cleaned
from tasks.enrich.batch import capture_of, enrich_units
from tasks.pool import Workers


@task(name="enrich", task_run_name="enrich {number}", cache_policy=NO_CACHE)
def enrich_batch(
    number: int, units: Sequence[Cleaned | Duplicate | Outcome], workers: Workers
) -> tuple[Filed | Duplicate | Outcome, ...]:
    """Enrich a batch on the worker processes."""
    return workers.run("enrich", enrich_units, units, capture_of)
