"""The pages the block model reads worst, by cross-validation: what to look at next.

    python -m benchmarks.decoder.worst html --data GOLD --cache DIR [--count 20]

After benchmarks.decoder.train, which leaves what it found in DIR.
"""

import argparse
import pickle
from pathlib import Path

from benchmarks.decoder.corpus import SETS, Sample, load
from benchmarks.decoder.looks import Floats
from benchmarks.decoder.measure import page_score
from benchmarks.decoder.train import FORMS_OF, written


def main() -> None:
    """Print the worst pages, a line each: score, share of the gold found, share of what was found that is gold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", choices=sorted(FORMS_OF))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    options = parser.parse_args()
    stored = pickle.loads((options.cache / f"found.{options.family}.pickle").read_bytes())  # noqa: S301 - our own cache
    found = {(name, page, form): each for name, page, form, each in stored}
    rows = []
    for form in FORMS_OF[options.family]:
        for sample in load(options.data, options.cache, form, SETS):
            if (sample.set, sample.id, form) in found:
                rows.append(_row(sample, found[sample.set, sample.id, form]))
    for score, line in sorted(rows)[: options.count]:
        print(f"{score:.3f} {line}")


def _row(sample: Sample, probabilities: Floats) -> tuple[float, str]:
    text = written(sample, probabilities)
    sizes = f"gold {len(sample.gold.split())} words, found {len(text.split())}"
    return page_score(sample, text), f"{sample.form} {sample.set} {sample.id} {sample.site}: {sizes}"


if __name__ == "__main__":
    main()
