"""Fit the weights of tasks/clean/judging/kind.json on gold pages.

    python -m benchmarks.kind DATA [--write]

DATA holds a folder a set, as benchmarks/gold.py reads them; the set `not_articles` is what its name says, all others
are articles. Needs scikit-learn. Prints, for sites the weights have not seen, the share of other pages refused at a
likelihood that refuses a given share of the articles. The one that is written, `least`, refuses ALLOWED of each set.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from math import exp, floor
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.gold import captures
from schemas.errors import BadInput
from tasks.clean.judging.kind import evidence
from tasks.clean.pipeline import examine

ARTICLES = ("aeb", "npk", "fundus", "wcxb_dev", "traf")
OTHERS = "not_articles"
FOLDS = 5
FORMS = {"html": ("html",), "text": ("wet", "gettext")}
"""The first of a family teaches; in any other there are articles only, which are judged."""
SHARES = (0.001, 0.002, 0.003, 0.005, 0.01)
ALLOWED = {"html": 0.0025, "text": 0.0}
"""The share of its articles that each set may lose to the bar: on HTML half of what it may lose in all, and none where
the tags are gone, for there the judge tells too little to be worth an article."""
OUTPUT = Path(__file__).parent.parent / "tasks" / "clean" / "judging" / "kind.json"


@dataclass(frozen=True, slots=True)
class Gold:
    """One page: its evidence, and whether it is something other than an article."""

    name: str
    form: str
    site: str
    found: dict[str, float]


def main() -> None:
    """Fit both forms, print their scores, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    tables = {form: fit(form, options.data) for form in ("html", "text")}
    if options.write:
        OUTPUT.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


def fit(form: str, data: Path) -> dict[str, float]:
    """Return the weights for one form, and print how they do on unseen sites."""
    golds = [gold for each in FORMS[form] for name in (*ARTICLES, OTHERS) for gold in pages(data / name, each)]
    names = sorted({name for gold in golds for name in gold.found})
    rows = np.array([[gold.found[name] for name in names] for gold in golds])
    other = np.array([gold.name == OTHERS for gold in golds])
    teaches = np.array([gold.form == FORMS[form][0] for gold in golds])
    part = np.array([int(hashlib.sha256(gold.site.encode()).hexdigest(), 16) % FOLDS for gold in golds])
    odds = np.zeros(len(golds))
    for number in range(FOLDS):
        taught = teaches & (part != number)
        weights = learn(rows[taught], other[taught])
        odds[part == number] = rows[part == number] @ weights[1:] + weights[0]
    for share in SHARES:
        bar = float(np.quantile(odds[~other], 1 - share))
        each = {name: float(np.mean(odds[[gold.name == name for gold in golds]] > bar).round(4)) for name in ARTICLES}
        refused = np.mean(odds[other] > bar)
        print(f"{form}: likelihood below {1 / (1 + np.exp(bar)):.4f}: {refused:.3f} of {OTHERS}; {each}")
    sets = {(gold.name, gold.form) for gold in golds if gold.name != OTHERS}
    of_sets = [odds[[(gold.name, gold.form) == each for gold in golds]] for each in sets]
    least = min(least_likely(each, ALLOWED[form]) for each in of_sets)
    print(f"{form}: the bar is {least}: {np.mean(odds[other] > np.log(1 / least - 1)):.3f} of {OTHERS}")
    weights = learn(rows[teaches], other[teaches])
    return {"least": least, "always": round(float(weights[0]), 3)} | {
        name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True)
    }


def least_likely(odds: "np.ndarray", allowed: float) -> float:
    """Return the likelihood below which the allowed share of a set's articles lies, by the odds against each."""
    first_kept = float(np.sort(odds)[-1 - int(allowed * len(odds))])
    return floor(1e4 / (1 + exp(first_kept))) / 1e4


def learn(rows: "np.ndarray", other: "np.ndarray") -> "np.ndarray":
    """Return the intercept and the weights of a logistic regression, for rows as they are."""
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.3, max_iter=2000).fit(scaler.transform(rows), other)
    weights = model.coef_[0] / scaler.scale_
    return np.concatenate(([model.intercept_[0] - float(weights @ scaler.mean_)], weights))


def pages(folder: Path, form: str) -> list[Gold]:
    """Return the evidence of each page of a set."""
    found = []
    for gold, capture in captures(folder, form):
        try:
            cleaned = examine(capture)
        except BadInput:
            continue
        if cleaned.text:
            seen = evidence(cleaned.page, cleaned.decisions)
            found.append(Gold(folder.name, form, gold.get("site") or gold["id"], seen))
    return found


if __name__ == "__main__":
    main()
