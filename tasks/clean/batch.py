"""The clean stage over several units: what a worker process is handed. It imports no Prefect, which costs 1.3 s."""

from collections.abc import Sequence

from schemas.capture import Capture
from schemas.outcome import Duplicate, Outcome
from schemas.page import Cleaned
from tasks.batching import apply
from tasks.clean.pipeline import clean


def clean_units(units: Sequence[Capture | Duplicate | Outcome]) -> tuple[Cleaned | Duplicate | Outcome, ...]:
    """Return each capture as a page whose blocks have roles, or as its outcome."""
    return apply("clean", clean, units, itself)


def itself(capture: Capture) -> Capture:
    """Return the capture a unit of this stage came from."""
    return capture
