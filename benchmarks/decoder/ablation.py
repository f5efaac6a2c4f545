"""What each part of the evidence brings: the first look without it, by cross-validation by site.

    python -m benchmarks.decoder.ablation text --data GOLD --cache DIR [--rounds 60] [--forms wet]

Fewer trees than are shipped, so that it is done in minutes: the differences count, not the heights.
"""

import argparse
import re
import time
from dataclasses import replace
from pathlib import Path
from statistics import mean

import numpy as np

from benchmarks.decoder.corpus import FOLDS
from benchmarks.decoder.growing import GROWTH
from benchmarks.decoder.lexicons import learn, read_lines
from benchmarks.decoder.looks import Table, across, tabulate
from benchmarks.decoder.train import FORMS_OF, TAUGHT_BY, by_set, read, written

PARTS = {
    "learned words and sayings": r"(?:mean )?vocabulary.*|saying.*|.* against|against .*",
    "learned class words": r".*(?:least|greatest|summed|mean) class",
    "containers": r"(?:element|parent|grandparent|great-grandparent|alike|best|depth|steps|heard|own|place in best|"
    r"from best|linked|links|tag).*|.* tag",
    "headline": r"title .*|likeness|.*headlines?",
    "neighbours": r".* [+-]\d",
    "windows": r".* (?:before|after) \d+",
    "place and main run": r"place|rows (?:before|after)|.*prose (?:before|after)|text before|page .*|since .*|until .*|"
    r".*\brun\b.*|words past run",
    "JSON-LD and description": r"in (?:article body|description)",
    "repeated lines": r"times|again|page frequency",
}


def main() -> None:
    """Print the mean F1 with everything, and without each part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", choices=sorted(FORMS_OF))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--forms", default="html,wet")
    options = parser.parse_args()
    started = time.monotonic()
    samples = [each for each in read(options.family, options.data, options.cache) if each.form in options.forms]
    samples = [each for each in samples if each.set in TAUGHT_BY[options.family]]
    lines = read_lines(samples)
    lexicons = {fold: learn(lines, samples, fold) for fold in range(FOLDS)}
    growth = replace(GROWTH[options.family], rounds=options.rounds, learning_rate=0.25)
    table = tabulate(samples, lexicons, TAUGHT_BY[options.family], growth)
    whole = reached(table)
    print(f"{time.monotonic() - started:6.0f} s  {whole:.4f} with everything", flush=True)
    for part, pattern in PARTS.items():
        left = [place for place, name in enumerate(table.names) if not re.fullmatch(pattern, name)]
        if len(left) < len(table.names):
            score = reached(without(table, left))
            gone = len(table.names) - len(left)
            print(f"{time.monotonic() - started:6.0f} s  {score - whole:+.4f} without {part} ({gone})", flush=True)


def without(table: Table, left: list[int]) -> Table:
    """Return the table with some of its columns only."""
    matrices = [np.ascontiguousarray(matrix[:, left]) for matrix in table.matrices]
    names = [table.names[place] for place in left]
    return Table(table.growth, table.samples, names, matrices, table.words, table.trained)


def reached(table: Table) -> float:
    """Return the mean F1 over sets and forms, by trees that saw no page of the site."""
    found = across(table, lambda _: None)
    texts = [(sample, written(sample, each)) for sample, each in zip(table.samples, found, strict=True)]
    return mean(by_set(texts).values())


if __name__ == "__main__":
    main()
