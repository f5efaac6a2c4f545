"""The clean stage over several units: what a worker process is handed. It imports no Prefect, which costs 1.3 s."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from schemas.capture import Capture
from schemas.outcome import Duplicate, Outcome
from schemas.page import Cleaned
from schemas.template import Templates
from tasks.batching import apply
from tasks.clean.pipeline import clean, examine
from tasks.clean.templates.recurring import Observation, observe
from tasks.clean.templates.templating import NONE, read_templates


def clean_units(
    units: Sequence[Capture | Duplicate | Outcome], templates: Path | None = None
) -> tuple[Cleaned | Duplicate | Outcome, ...]:
    """Return each capture as a page whose blocks have roles, or as its outcome.

    `templates` is a file, which a worker process reads once: sent along, they would travel with every chunk.
    """
    known = NONE if templates is None else read_templates(templates)
    return apply("clean", partial(_timed, templates=known), units, itself)


def observe_units(units: Sequence[Capture | Duplicate | Outcome]) -> tuple[Observation | Duplicate | Outcome, ...]:
    """Return what each capture shows of its site's template, or its outcome."""
    return apply("learn", lambda capture: observe(examine(capture)), units, itself)


def _timed(capture: Capture, templates: Templates) -> Cleaned:
    start = perf_counter()
    return replace(clean(capture, templates=templates), seconds=perf_counter() - start)


def itself(capture: Capture) -> Capture:
    """Return the capture a unit of this stage came from."""
    return capture
