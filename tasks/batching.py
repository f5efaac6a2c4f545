"""A step over a batch of units: the one place where BadInput becomes an outcome."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from schemas.capture import Capture, Place
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
    return replace(_refused(stage, error, capture.place), capture=capture)


def guarded(stage: str, place: Place, units: Iterator[B | Outcome]) -> Iterator[B | Outcome]:
    """Yield the units of a file; what ends them before their end becomes the last, an outcome of the file itself.

    Raises:
        IngestError: anything of our tree but BadInput: it is not this file's fault.
    """
    try:
        yield from units
    except BadInput as error:
        yield _refused(stage, error, place)
    except IngestError:
        raise
    except MemoryError:
        yield _refused(stage, OutOfMemory("the file needed more memory than there is"), place)
    except Exception as error:  # the same edge, where there are no bytes yet
        outcome = _refused(stage, InternalError(f"{type(error).__name__} in {stage}"), place)
        yield replace(outcome, traceback=traceback.format_exc())


def _refused(stage: str, error: BadInput, place: Place) -> Outcome:
    message = " ".join(str(error).split())[:MESSAGE_LIMIT]
    return Outcome(place, Verdict.QUARANTINED, stage, error.reason, message or None, site=error.site)


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
