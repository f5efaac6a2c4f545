"""Fit what turns the block model's own claim into an expected F1 (tasks/enrich/calibration.json).

    python -m benchmarks.calibration --data GOLD --cache DIR [--write]

After benchmarks.decoder.train html, which leaves in DIR what the model makes of pages whose site it has not seen. Text
is judged on traf's text captures, which taught the text model nothing; its gold there is what the HTML model keeps.
Prints the mean F1 beside the mean score, by bands of the score, for scores fitted to other sites. Needs scikit-learn.
"""

import argparse
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from benchmarks.decoder.borrowed import borrow
from benchmarks.decoder.corpus import FOLDS, WHOLE, Sample, load
from benchmarks.decoder.measure import page_score
from benchmarks.decoder.whole import decided
from tasks.clean.decoder import likelihoods
from tasks.enrich.calibration import between, claim

SHIPPED = Path(__file__).resolve().parents[1] / "tasks" / "enrich" / "calibration.json"
POINTS = 12
"""Points of the line that is shipped, at equal shares of the pages."""
BANDS = (0.0, 0.6, 0.8, 0.9, 0.95, 0.975, 1.01)
Floats = NDArray[np.float64]
Line = list[tuple[float, float]]


def main() -> None:
    """Fit as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sets = {"html": list(WHOLE), "text": ["traf"]}
    tables: dict[str, object] = {"about": {"script": "benchmarks/calibration.py", "sets": sets}}
    for family in ("html", "text"):
        claims, scores, folds = read(options.data, options.cache, family)
        show(family, claims, scores, folds)
        tables[family] = line(claims, scores)
    if options.write:
        SHIPPED.write_text(json.dumps(tables) + "\n", "utf-8")


def read(data: Path, cache: Path, family: str) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Return of each article what the model claims, what is true, and its fold."""
    rows = []
    for sample, likely in judged_text(data, cache) if family == "text" else judged_html(data, cache):
        decisions = decided(sample, likely)
        text = "\n".join(decision.block.text for decision in decisions if decision.kept)
        if text:
            rows.append((claim(decisions), page_score(sample, text), sample.fold))
    claims, scores, folds = (np.array(column) for column in zip(*rows, strict=True))
    return claims, scores, folds.astype(np.int64)


def judged_html(data: Path, cache: Path) -> Iterator[tuple[Sample, Floats]]:
    """Yield the articles as the block model judges them that saw no page of their site."""
    stored = pickle.loads((cache / "found.html.pickle").read_bytes())  # noqa: S301 - our own cache
    found = {(name, page): each for name, page, _, each in stored}
    for sample in load(data, cache, "html", WHOLE):
        if (sample.set, sample.id) in found:
            yield sample, found[sample.set, sample.id]


def judged_text(data: Path, cache: Path) -> Iterator[tuple[Sample, Floats]]:
    """Yield text captures that taught the shipped text model nothing, as it judges them."""
    for form in ("wet", "gettext"):
        for sample in borrow(data, cache, "traf", load(data, cache, form, ("traf",))):
            yield replace(sample, set="borrowed"), likelihoods(sample.segmented)


def line(claims: Floats, scores: Floats) -> Line:
    """Return the points of the rising line that fits best."""
    fit = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(claims, scores)
    edges = np.quantile(claims, np.linspace(0, 1, POINTS + 1))
    shares = [claims[(claims >= low) & (claims <= high)] for low, high in pairwise(edges)]
    points = {round(_mean(each), 3): round(_mean(fit.predict(each)), 3) for each in shares}  # the best few are luck
    return [(0.0, 0.0), *sorted(points.items())]  # so doubtful that no gold page is


def show(family: str, claims: Floats, scores: Floats, folds: NDArray[np.int64]) -> None:
    """Print by bands of the score how far it is true, for pages of sites it was not fitted to."""
    expected = np.zeros(len(claims))
    for fold in range(FOLDS):
        points = line(claims[folds != fold], scores[folds != fold])
        expected[folds == fold] = [between(points, each) for each in claims[folds == fold].tolist()]
    print(f"{family}: mean score {expected.mean():.4f}, mean F1 {scores.mean():.4f}")
    print(f"  off by {np.abs(expected - scores).mean():.4f}, the mean of all alone by {_spread(scores):.4f}")
    for low, high in pairwise(BANDS):
        inside = (expected >= low) & (expected < high)
        if inside.any():
            said, true = _mean(expected[inside]), _mean(scores[inside])
            print(f"  from {low:.3f}: {inside.sum():4} pages, {said:.3f} said, {true:.3f} true")


def _mean(values: Floats) -> float:
    return float(values.mean())


def _spread(values: Sequence[float] | Floats) -> float:
    array = np.asarray(values)
    return float(np.abs(array - array.mean()).mean())


if __name__ == "__main__":
    main()
