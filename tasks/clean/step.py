"""The Prefect shell of the clean stage."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.capture import Capture
from schemas.outcome import Duplicate, Outcome
from schemas.page import Cleaned
from tasks.batching import apply
from tasks.clean.pipeline import clean
from tasks.pool import Workers


def clean_units(units: Sequence[Capture | Duplicate | Outcome]) -> tuple[Cleaned | Duplicate | Outcome, ...]:
    """Return each capture as a page whose blocks have roles, or as its outcome."""
    return apply("clean", clean, units, itself)


def itself(capture: Capture) -> Capture:
    """Return the capture a unit of this stage came from."""
    return capture


@task(name="clean", task_run_name="clean {number}", cache_policy=NO_CACHE)
def clean_batch(
    number: int, units: Sequence[Capture | Duplicate | Outcome], workers: Workers
) -> tuple[Cleaned | Duplicate | Outcome, ...]:
    """Clean a batch on the worker processes."""
    return workers.run("clean", clean_units, units, itself)
