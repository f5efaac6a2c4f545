"""The Prefect shell of the enrich stage."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome
from schemas.page import Cleaned
from tasks.batching import apply
from tasks.enrich.pipeline import enrich
from tasks.pool import Workers


def enrich_units(units: Sequence[Cleaned | Duplicate | Outcome]) -> tuple[Filed | Duplicate | Outcome, ...]:
    """Return each cleaned page as an article ready for the store, or as its outcome."""
    return apply("enrich", _file, units, capture_of)


def capture_of(cleaned: Cleaned) -> Capture:
    """Return the capture a unit of this stage came from."""
    return cleaned.page.capture


def _file(cleaned: Cleaned) -> Filed:
    return Filed(cleaned.page.capture, enrich(cleaned))


@task(name="enrich", task_run_name="enrich {number}", cache_policy=NO_CACHE)
def enrich_batch(
    number: int, units: Sequence[Cleaned | Duplicate | Outcome], workers: Workers
) -> tuple[Filed | Duplicate | Outcome, ...]:
    """Enrich a batch on the worker processes."""
    return workers.run("enrich", enrich_units, units, capture_of)
