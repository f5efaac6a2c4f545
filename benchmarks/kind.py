"""Fit the weights of tasks/clean/kind.json on gold pages.

    python -m benchmarks.kind DATA [--write]

DATA holds a folder a set, each with gold.jsonl (id, site), html/ID.html and wet/ID.txt; the set `not_articles` is what
its name says, all others are articles. Needs scikit-learn. Prints, for sites the weights have not seen, the share of
other pages refused at a likelihood that refuses a given share of the articles.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from schemas.capture import Capture, place_of
from schemas.errors import BadInput
from tasks.clean.kind import evidence
from tasks.clean.pipeline import examine

ARTICLES = ("aeb", "npk", "fundus", "wcxb_dev", "traf")
OTHERS = "not_articles"
FOLDS = 5
SHARES = (0.001, 0.002, 0.003, 0.005, 0.01)
OUTPUT = Path(__file__).parent.parent / "tasks" / "clean" / "kind.json"


@dataclass(frozen=True, slots=True)
class Gold:
    """One page: its evidence, and whether it is something other than an article."""

    name: str
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
    golds = [gold for name in (*ARTICLES, OTHERS) for gold in pages(data / name, form)]
    names = sorted({name for gold in golds for name in gold.found})
    rows = np.array([[gold.found[name] for name in names] for gold in golds])
    other = np.array([gold.name == OTHERS for gold in golds])
    part = np.array([int(hashlib.sha256(gold.site.encode()).hexdigest(), 16) % FOLDS for gold in golds])
    odds = np.zeros(len(golds))
    for number in range(FOLDS):
        weights = learn(rows[part != number], other[part != number])
        odds[part == number] = rows[part == number] @ weights[1:] + weights[0]
    for share in SHARES:
        bar = float(np.quantile(odds[~other], 1 - share))
        each = {name: float(np.mean(odds[[gold.name == name for gold in golds]] > bar).round(4)) for name in ARTICLES}
        refused = np.mean(odds[other] > bar)
        print(f"{form}: likelihood below {1 / (1 + np.exp(bar)):.4f}: {refused:.3f} of {OTHERS}; {each}")
    weights = learn(rows, other)
    return {"always": round(float(weights[0]), 3)} | {
        name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True)
    }


def learn(rows: "np.ndarray", other: "np.ndarray") -> "np.ndarray":
    """Return the intercept and the weights of a logistic regression, for rows as they are."""
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.3, max_iter=2000).fit(scaler.transform(rows), other)
    weights = model.coef_[0] / scaler.scale_
    return np.concatenate(([model.intercept_[0] - float(weights @ scaler.mean_)], weights))


def pages(folder: Path, form: str) -> list[Gold]:
    """Return the evidence of each page of a set."""
    found = []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        path = folder / (f"html/{gold['id']}.html" if form == "html" else f"wet/{gold['id']}.txt")
        if not path.exists():
            continue
        data = path.read_bytes()
        try:
            cleaned = examine(Capture(place_of(path), data, hashlib.sha256(data).hexdigest(), form))
        except BadInput:
            continue
        if cleaned.text:
            found.append(Gold(folder.name, gold.get("site") or gold["id"], evidence(cleaned.page, cleaned.decisions)))
    return found


if __name__ == "__main__":
    main()
