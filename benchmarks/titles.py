"""Fit the weights of tasks/enrich/title_weights.json on gold pages.

    python -m benchmarks.titles DATA [--write]

DATA holds a folder a set, as benchmarks/gold.py reads them. Needs scipy.
Prints the share of pages whose title equals the gold one, on the sites the weights have not seen (eight folds), and
below which evidence one in a hundred of the right choices lies: `ENOUGH` in tasks/enrich/title_weighing.py.

Where a page has several titles, the sets differ in which is gold: npk, wcxb_dev and traf hold what the page prints,
fundus often what the publisher shares (og:title). Weighed page by page, fundus has a seventh of the say; the shares
below let each set come near what is asked of it. Unseen sites, fundus / npk / wcxb_dev / traf: .868 .912 .863 .830
(text: .735 .902 .819 .785), and with equal shares .80 .93 .87 .84.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.gold import titled
from schemas.capture import Capture
from schemas.errors import BadInput
from schemas.page import Cleaned
from tasks.clean.pipeline import examine
from tasks.enrich.title_candidates import candidates
from tasks.enrich.title_weighing import WEIGHTS, evidence, read_context
from tasks.grammar.titles import fold

SETS = ("fundus", "npk", "wcxb_dev", "traf")
SHARES = {"fundus": 3.0, "npk": 1.0, "wcxb_dev": 1.0, "traf": 1.0}
"""How much each set says, however many pages it has."""
FOLDS = 8
PENALTY = 1.0
LEAST = 0.1
"""Weights smaller than this are dropped: they decide nothing."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The candidates of one capture: their evidence, and which of them say the gold title."""

    name: str  # of the set
    form: str
    fold: int  # of the sites
    rows: list[dict[str, float]]
    right: list[bool]


def main() -> None:
    """Fit both forms, print their scores, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    golds = [gold for name in SETS for form in ("html", "wet") for gold in pages(options.data / name, form)]
    tables = {form: fit([gold for gold in golds if gold.form == form]) for form in ("html", "text")}
    if options.write:
        WEIGHTS.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


def fit(golds: Sequence[Gold]) -> dict[str, float]:
    """Return the weights for one form, and print how they do on unseen sites, set by set."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for each in range(FOLDS):
        weights = learn([gold for gold in golds if gold.fold != each])
        for gold in golds:
            if gold.fold == each:
                hits[gold.name].append(chosen_right(gold, weights))
    weights = {name: round(weight, 2) for name, weight in sorted(learn(golds).items()) if abs(weight) >= LEAST}
    sure = [max(scores_of(gold, weights)) for gold in golds if chosen_right(gold, weights)]
    print(golds[0].form, " ".join(f"{name} {np.mean(each):.3f}" for name, each in hits.items()))
    print(f"one in a hundred of the right ones has less than {np.quantile(sure, 0.01):.1f}")
    return weights


def scores_of(gold: Gold, weights: dict[str, float]) -> list[float]:
    """Return the evidence for each candidate."""
    return [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in gold.rows]


def chosen_right(gold: Gold, weights: dict[str, float]) -> bool:
    """Return whether the weights choose a candidate that says the gold title."""
    return bool(gold.rows) and gold.right[int(np.argmax(scores_of(gold, weights)))]


def shares(golds: Sequence[Gold]) -> dict[str, float]:
    """Return how much a page of each set says, so that a page says 1 on average."""
    pages = Counter(gold.name.removesuffix("-bare") for gold in golds)
    total = sum(SHARES[name] for name in pages)
    return {name: SHARES[name] / total * len(golds) / count for name, count in pages.items()}


def learn(golds: Sequence[Gold]) -> dict[str, float]:
    """Return the weights under which the right candidates of each page are likeliest among its candidates."""
    names = sorted({name for gold in golds for row in gold.rows for name in row})
    says = shares(golds)
    tables = [
        (
            np.array([[row.get(name, 0.0) for name in names] for row in gold.rows]),
            np.array(gold.right, float),
            says[gold.name.removesuffix("-bare")],
        )
        for gold in golds
        if any(gold.right)
    ]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for table, right, say in tables:
            odds = table @ weights
            likely = np.exp(odds - odds.max())
            likely /= likely.sum()
            share = likely * right
            total -= say * float(np.log(share.sum() + 1e-12))
            slope = slope - say * (table.T @ (share / share.sum() - likely))
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, map(float, found), strict=True))


def pages(folder: Path, form: str) -> Iterator[Gold]:
    """Yield the candidates of each page of a set that has a gold title."""
    for gold, kind, capture in titled(folder, form):
        site = gold["site"] or gold["id"].split("-")[0]  # traf names the site in the page's id
        part = hashlib.sha256(site.removeprefix("www.").encode()).digest()[0] % FOLDS
        rows, right = candidates_of(capture, fold(gold["title"]))
        yield Gold(folder.name + kind, capture.format, part, rows, right)


def candidates_of(capture: Capture, title: str) -> tuple[list[dict[str, float]], list[bool]]:
    """Return the evidence for each candidate of a page and whether it is right; nothing of a page without text."""
    try:
        cleaned: Cleaned = examine(capture)
    except BadInput:
        return [], []
    found = candidates(cleaned)
    context = read_context(cleaned, found)
    return [evidence(each, context) for each in found], [fold(each.best.text) == title for each in found]


if __name__ == "__main__":
    main()
