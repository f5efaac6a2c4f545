"""One batch of stored captures through today's clean and enrich: what reprocess, replay, promote and compare share."""

from collections.abc import Sequence
from pathlib import Path

from flows.runs.performing import Perform
from schemas.outcome import Duplicate, Filed, Outcome
from tasks.clean.step import clean_batch
from tasks.enrich.step import enrich_batch
from tasks.extract.step import reconsider_batch
from tasks.load.exchange import Taken
from tasks.pool import Workers


def reread(
    step: Perform, number: int, taken: Taken, workers: Workers, templates: Path | None
) -> Sequence[Filed | Duplicate | Outcome]:
    """Return what today's code makes of each of a batch's captures, in their order, knowing the sites' templates."""
    fresh = step(reconsider_batch, number, taken.captures)
    cleaned = step(clean_batch, number, fresh, workers, templates)
    made: Sequence[Filed | Duplicate | Outcome] = step(enrich_batch, number, cleaned, workers)
    return made
