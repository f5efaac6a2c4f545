"""Train the block model of one form and write its parameters down.

    python -m benchmarks.decoder.train html --data GOLD --cache DIR [--write]

GOLD holds the zips of gold pages; DIR keeps segmented pages between runs.  Without --write only the cross-validation
by site is printed.  Needs what requirements.txt beside this file lists; the shipped code needs numpy alone.
"""

import argparse
import json
import pickle
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import mean, stdev

import numpy as np

from benchmarks.decoder.corpus import FOLDS, OTHERS, SETS, WHOLE, Sample, load
from benchmarks.decoder.growing import GROWTH, SEED
from benchmarks.decoder.lexicons import learn, read_lines
from benchmarks.decoder.looks import Floats, Stored, Table, across, fitted, looked_again, tabulate
from benchmarks.decoder.measure import score
from benchmarks.decoder.whole import cleaned
from tasks.clean.decoder.lexicon import Lexicon
from tasks.clean.decoder.model import best_threshold, blended

FORMS_OF = {"html": ("html",), "text": ("wet", "gettext")}
FIRST_SHARE = {"html": 0.5, "text": 0.1}
"""What the first look still counts beside the second: on HTML .002 of F1, on text .001; more of it brings .001 there,
and costs our own pages lines of their tables."""
TAUGHT_BY = {"html": SETS, "text": WHOLE}
"""The sets whose gold teaches; of snippets a tag-stripped page learns too little."""
SHIPPED = Path(__file__).resolve().parents[2] / "tasks" / "clean" / "decoder" / "parameters"
STARTED = time.monotonic()


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", choices=sorted(FORMS_OF))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="also fit to all pages and write the parameters")
    options = parser.parse_args()
    samples = read(options.family, options.data, options.cache)
    report(f"{len(samples)} pages")
    own = [sample for sample in samples if sample.set in TAUGHT_BY[options.family]]
    lines = read_lines(own)
    lexicons = {fold: learn(lines, own, fold) for fold in range(FOLDS)}
    report("lexicons")
    first_table = tabulate(samples, lexicons, TAUGHT_BY[options.family], GROWTH[options.family])
    report(f"{len(first_table.names)} features")
    first = across(first_table, report)
    show("first look", first_table, first)
    second_table = looked_again(first_table, first)
    second = across(second_table, report)
    show("second look alone", second_table, second)
    both = [blended(*looks, FIRST_SHARE[options.family]) for looks in zip(first, second, strict=True)]
    scores = show("both looks", second_table, both)
    show("the whole of clean", second_table, both, cleaned)
    kept = [(each.set, each.id, each.form, found) for each, found in zip(second_table.samples, both, strict=True)]
    (options.cache / f"found.{options.family}.pickle").write_bytes(pickle.dumps(kept))  # what worst.py reads
    if options.write:
        lexicon = learn(lines, own, None)
        write(options.family, lexicon, first_table, second_table, scores)


def read(family: str, data: Path, cache: Path) -> list[Sample]:
    """Return every page in each form; those that are no article, and whose labels say so, are only judged."""
    samples = []
    for form in FORMS_OF[family]:
        samples += load(data, cache, form, TAUGHT_BY[family])
        if form != "gettext":
            samples += load(data, cache, form, (OTHERS,))
    return samples


def report(message: str) -> None:
    """Print how far it is."""
    print(f"{time.monotonic() - STARTED:7.0f} s  {message}", flush=True)


def show(
    what: str, table: Table, found: Sequence[Floats], text: Callable[[Sample, Floats], str] | None = None
) -> dict[str, float]:
    """Print and return the score of each set and form, and how the mean over sets spreads over the folds."""
    texts = [(sample, (text or written)(sample, each)) for sample, each in zip(table.samples, found, strict=True)]
    scores = by_set(texts)
    report(f"{what}: " + ", ".join(f"{key} {value:.4f}" for key, value in scores.items()))
    folds = [mean(by_set([pair for pair in texts if pair[0].fold == fold]).values()) for fold in range(FOLDS)]
    report(f"{what}: mean {mean(scores.values()):.4f}, of the folds {mean(folds):.4f} ± {stdev(folds):.4f}")
    return scores


def by_set(texts: Sequence[tuple[Sample, str]]) -> dict[str, float]:
    """Return the score of each set in each form."""
    return {
        f"{form} {name}": round(score(name, pairs), 4)
        for form in sorted({sample.form for sample, _ in texts})
        for name in SETS
        if (pairs := [pair for pair in texts if pair[0].set == name and pair[0].form == form])
    }


def written(sample: Sample, probabilities: Floats) -> str:
    """Return the text of the blocks that the page's threshold keeps."""
    blocks = sample.segmented.page.blocks
    threshold = best_threshold(probabilities, np.array([len(block.text) for block in blocks], dtype=np.float64))
    return "\n".join(block.text for block, each in zip(blocks, probabilities, strict=True) if each >= threshold)


def write(family: str, lexicon: Lexicon, first: Table, second: Table, scores: dict[str, float]) -> None:
    """Fit to all pages and write the parameters, a tree a line."""
    about = {
        "script": "benchmarks/decoder/train.py",
        "sets": sorted({sample.set for sample in first.samples}),
        "pages": sum(first.trained),
        "seed": SEED,
        "growth": asdict(first.growth),
        "first_share": FIRST_SHARE[family],
        "f1_by_cross_validation_by_site": scores,
    }
    lines = [
        f'"about": {json.dumps(about)}',
        f'"features": {json.dumps(first.names)}',
        f'"second_features": {json.dumps(second.names[len(first.names) :])}',
        f'"lexicon": {{"words": {_words(lexicon.words)},\n"classes": {_words(lexicon.classes)}}}',
        f'"first": {_trees(fitted(first))}',
        f'"second": {_trees(fitted(second))}',
    ]
    SHIPPED.mkdir(exist_ok=True)
    (SHIPPED / f"{family}.json").write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
    report(f"written to {SHIPPED.name}/{family}.json")


def _words(words: object) -> str:
    return json.dumps(words, ensure_ascii=False)


def _trees(trees: Stored) -> str:
    return "[\n" + ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees) + "]"


if __name__ == "__main__":
    main()
