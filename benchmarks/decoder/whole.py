"""What the whole of clean makes of a gold page, by given likelihoods: the rules of the roles, without a profile."""

import numpy as np

from benchmarks.decoder.corpus import Sample
from schemas.page import Decision
from tasks.clean import pipeline
from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.model import best_threshold
from tasks.clean.doubt import settled
from tasks.clean.profiling import Profiled


def decided(sample: Sample, likely: Floats) -> tuple[Decision, ...]:
    """Return what each block of a page is."""
    page = sample.segmented.page
    sizes = np.array([len(block.text) for block in page.blocks], dtype=np.float64)
    odds = tuple(likely.tolist())
    return pipeline.decided(sample.segmented, odds, settled(page, odds, best_threshold(likely, sizes)), Profiled(), {})


def cleaned(sample: Sample, likely: Floats) -> str:
    """Return the page's text."""
    return "\n".join(decision.block.text for decision in decided(sample, likely) if decision.kept)
