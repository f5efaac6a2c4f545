"""Fit the weights of tasks/clean/headline.json on gold pages.

    python -m benchmarks.headline DATA [--write]

DATA holds a folder a set, as benchmarks/gold.py reads them. Needs scikit-learn.
Prints the share of pages whose headline block equals the gold title, on sites the weights have not seen.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.gold import titled
from schemas.capture import Capture
from tasks.clean.decoder import cutoff, likelihoods
from tasks.clean.headline import candidates, evidence, fold, read_context
from tasks.clean.lists import cue_roles
from tasks.clean.opening import furniture
from tasks.clean.segmenting.segment import segment
from tasks.clean.sheet import sheet

SETS = ("npk", "fundus", "wcxb_dev", "traf")
FOLDS = 5
ENOUGH = -4.5
"""Odds below which no block is called the headline."""
OUTPUT = Path(__file__).parent.parent / "tasks" / "clean" / "headline.json"


@dataclass(frozen=True, slots=True)
class Gold:
    """The candidates of one capture: their evidence, and which of them is the headline."""

    form: str
    site: str
    rows: list[dict[str, float]]
    right: list[bool]


def main() -> None:
    """Fit both forms, print their scores, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    golds = [gold for name in SETS for form in ("html", "wet") for gold in pages(options.data / name, form)]
    tables = {form: fit(form, [gold for gold in golds if gold.form == form]) for form in ("html", "titled", "bare")}
    if options.write:
        OUTPUT.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


def fit(form: str, golds: Sequence[Gold]) -> dict[str, float]:
    """Return the weights for one form, and print how they do on unseen sites."""
    names = sorted({name for gold in golds for row in gold.rows for name in row})
    table = [np.array([[row.get(name, 0.0) for name in names] for row in gold.rows]) for gold in golds]
    part = [int(hashlib.sha256(gold.site.encode()).hexdigest(), 16) % FOLDS for gold in golds]
    hits = given = 0
    for number in range(FOLDS):
        model = learn([(table[i], golds[i].right) for i in range(len(golds)) if part[i] != number])
        for i in (i for i in range(len(golds)) if part[i] == number and len(golds[i].rows)):
            odds = model.decision_function(table[i])
            given += bool(odds.max() >= ENOUGH)
            hits += bool(odds.max() >= ENOUGH and golds[i].right[int(odds.argmax())])
    print(f"{form}: {hits / len(golds):.3f} of {len(golds)} captures right, {hits / given:.3f} of those given")
    model = learn([(table[i], golds[i].right) for i in range(len(golds))])
    weights = {name: round(float(weight), 2) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"enough": ENOUGH, "always": round(float(model.intercept_[0]), 2), **weights}


def learn(pages: list[tuple[np.ndarray, list[bool]]]) -> LogisticRegression:
    """Return a logistic regression over all candidates of all pages."""
    rows = np.vstack([rows for rows, right in pages if len(right)])
    right = np.concatenate([np.array(right) for _, right in pages if right])
    return LogisticRegression(C=1.0, max_iter=1000).fit(rows, right)


def pages(folder: Path, form: str) -> Iterator[Gold]:
    """Yield the candidates of each page of a set that has a gold title and the model finds text on."""
    for gold, _, capture in titled(folder, form):
        found = candidates_of(capture, gold)
        if found is not None:
            yield found


def candidates_of(capture: Capture, gold: Mapping[str, str]) -> Gold | None:
    """Return the candidates of a page; None where the model finds no text on it."""
    segmented = segment(capture)
    odds = likelihoods(segmented)
    seen = sheet(segmented.page, tuple(odds.tolist()), float(cutoff(segmented, odds)))
    roles = dict(cue_roles(seen))
    texts = [index for index in range(len(seen.blocks)) if seen.keeps(index) and index not in roles]
    if not texts:
        return None
    roles.update(furniture(seen, roles, texts[0]))
    context = read_context(seen, texts)
    chosen = list(candidates(seen, roles, context.start))
    title = fold(gold["title"])
    return Gold(
        context.form,
        gold["site"],
        [evidence(seen, index, context) for index in chosen],
        [fold(seen.blocks[index].text) == title for index in chosen],
    )


if __name__ == "__main__":
    main()
