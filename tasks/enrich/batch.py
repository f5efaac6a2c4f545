"""The enrich stage over several units: what a worker process is handed. It imports no Prefect, which costs 1.3 s."""

from collections.abc import Sequence
from time import perf_counter

from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome
from schemas.page import Cleaned
from tasks.batching import apply
from tasks.enrich.pipeline import enrich


def enrich_units(units: Sequence[Cleaned | Duplicate | Outcome]) -> tuple[Filed | Duplicate | Outcome, ...]:
    """Return each cleaned page as an article ready for the store, or as its outcome."""
    return apply("enrich", _file, units, capture_of)


def capture_of(cleaned: Cleaned) -> Capture:
    """Return the capture a unit of this stage came from."""
    return cleaned.page.capture


def _file(cleaned: Cleaned) -> Filed:
    start = perf_counter()
    article = enrich(cleaned)
    return Filed(cleaned.page.capture, article, cleaned.seconds + perf_counter() - start)
