"""A step over a batch of units: the one place where BadInput becomes an outcome."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from schemas.capture import Capture
from schemas.errors import BadInput, IngestError, InternalError, OutOfMemory, TooDeep
from schemas.outcome import Duplicate, Outcome, Verdict

A = TypeVar("A")
B = TypeVar("B")

MESSAGE_LIMIT = 300
"""Characters of an error kept for people: enough to act on, too short to smuggle a page into a log."""


def apply(
    stage: str, step: Callable[[A], B], units: Sequence[A | Duplicate | Outcome], capture_of: Callable[[A], Capture]
) -> tuple[B | Duplicate | Outcome, ...]:
    """Return each unit after the step; a unit whose way ended, here or before, as its outcome.

    Raises:
        IngestError: anything of our tree but BadInput: it is not this unit's fault.
    """
    return tuple(
        unit if isinstance(unit, (Outcome, Duplicate)) else _attempt(stage, step, unit, capture_of) for unit in units
    )


def quarantined(stage: str, error: BadInput, capture: Capture) -> Outcome:
    """Return the outcome of a capture that cannot become an article."""
    message = " ".join(str(error).split())[:MESSAGE_LIMIT]
    return Outcome(capture.place, Verdict.QUARANTINED, stage, error.reason, message or None, capture)


def _attempt(stage: str, step: Callable[[A], B], unit: A, capture_of: Callable[[A], Capture]) -> B | Outcome:
    try:
        return step(unit)
    except BadInput as error:
        return quarantined(stage, error, capture_of(unit))
    except IngestError:
        raise
    except RecursionError:
        return quarantined(stage, TooDeep("the page is nested too deeply"), capture_of(unit))
    except MemoryError:
        return quarantined(stage, OutOfMemory("the page needed more memory than one page may"), capture_of(unit))
    except Exception as error:  # the worker's edge: a defect of ours costs one capture, not the run
        outcome = quarantined(stage, InternalError(f"{type(error).__name__} in {stage}"), capture_of(unit))
        return replace(outcome, traceback=traceback.format_exc())
