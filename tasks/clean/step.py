"""The Prefect shell of the clean stage."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.capture import Capture
from schemas.outcome import Duplicate, Outcome
from schemas.page import Cleaned
from tasks.clean.batch import clean_units, itself, observe_units
from tasks.clean.templates.recurring import Observation
from tasks.pool import Workers


@task(name="clean", task_run_name="clean {number}", cache_policy=NO_CACHE)
def clean_batch(
    number: int, units: Sequence[Capture | Duplicate | Outcome], workers: Workers, templates: Path | None = None
) -> tuple[Cleaned | Duplicate | Outcome, ...]:
    """Clean a batch on the worker processes, with the templates of a file where there are any."""
    return workers.run("clean", partial(clean_units, templates=templates), units, itself)


@task(name="observe", task_run_name="observe {number}", cache_policy=NO_CACHE)
def observe_batch(
    number: int, units: Sequence[Capture | Duplicate | Outcome], workers: Workers
) -> tuple[Observation | Duplicate | Outcome, ...]:
    """See on the worker processes what a batch's pages show of their sites' templates."""
    return workers.run("learn", observe_units, units, itself)
