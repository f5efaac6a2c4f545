"""The F1 an article's text can be expected to have, by what the block model thought of each block."""

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources

from schemas.page import Cleaned, Decision


def expected_quality(cleaned: Cleaned) -> float:
    """Return the F1 that pages have on average on which the model was so sure; 0 where nothing was kept."""
    claimed = claim(cleaned.decisions)
    form = "html" if cleaned.page.capture.format == "html" else "text"
    return round(between(_table()[form], claimed), 2) if claimed else 0.0


def claim(decisions: Sequence[Decision]) -> float:
    """Return the F1 of the text if each block were article text as often as its likelihood says."""
    likely = sum(decision.likelihood * len(decision.block.text) for decision in decisions)
    kept = sum(len(decision.block.text) for decision in decisions if decision.kept)
    right = sum(decision.likelihood * len(decision.block.text) for decision in decisions if decision.kept)
    return 2 * right / (likely + kept) if kept else 0.0


def between(points: Sequence[tuple[float, float]], at: float) -> float:
    """Return the height of the line through the points at a place; beyond its ends it goes on level.

    >>> between([(0.5, 0.4), (1.0, 0.9)], 0.75), between([(0.5, 0.4), (1.0, 0.9)], 0.2)
    (0.65, 0.4)
    """
    after = bisect_right(points, at, key=lambda point: point[0])
    if after in (0, len(points)):
        return points[min(after, len(points) - 1)][1]
    (left, low), (right, high) = points[after - 1], points[after]
    return low + (high - low) * (at - left) / (right - left)


@cache
def _table() -> dict[str, list[tuple[float, float]]]:
    stored = json.loads((resources.files(__package__) / "calibration.json").read_text(encoding="utf-8"))
    return {form: [(float(at), float(height)) for at, height in stored[form]] for form in ("html", "text")}
