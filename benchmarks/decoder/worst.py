"""The pages the whole of clean reads worst, by cross-validation: what to look at next.

    python -m benchmarks.decoder.worst html --data GOLD --cache DIR [--count 20]

After benchmarks.decoder.train, which leaves what it found in DIR. A line a page, no text of it: its F1, and of the
words that make it wrong how many stand after the article's end, before its start, inside it, and were missed.
"""

import argparse
import pickle
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.decoder.corpus import WHOLE, Sample, load
from benchmarks.decoder.labels import tokens
from benchmarks.decoder.looks import Floats
from benchmarks.decoder.measure import page_score
from benchmarks.decoder.train import FORMS_OF
from benchmarks.decoder.whole import decided

REASONS = {
    "after": "other text after the article's end",
    "before": "other text before its start",
    "inside": "other text inside it",
    "missed": "text of the article missed",
    "absent": "gold text that no block has",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Where the words stand that make a page's text wrong."""

    score: float
    page: str
    words: dict[str, int]

    @property
    def reason(self) -> str:
        """Return the reason that most of the words have."""
        return REASONS[max(self.words, key=lambda each: self.words[each])]


def main() -> None:
    """Print the worst pages and what all pages lose to each reason."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", choices=sorted(FORMS_OF))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    options = parser.parse_args()
    losses = sorted(read(options.family, options.data, options.cache), key=lambda loss: (loss.score, loss.page))
    for loss in losses[: options.count]:
        print(f"{loss.score:.3f} {loss.page}: {loss.reason} {loss.words}")
    total = sum(sum(loss.words.values()) for loss in losses)
    for reason, meaning in REASONS.items():
        print(f"{sum(loss.words[reason] for loss in losses) / total:.2f} of the wrong words: {meaning}")


def read(family: str, data: Path, cache: Path) -> list[Loss]:
    """Return what each page with a whole gold text loses."""
    stored = pickle.loads((cache / f"found.{family}.pickle").read_bytes())  # noqa: S301 - our own cache
    found = {(name, page, form): each for name, page, form, each in stored}
    return [
        lost(sample, found[sample.set, sample.id, form])
        for form in FORMS_OF[family]
        for sample in load(data, cache, form, WHOLE)
        if (sample.set, sample.id, form) in found
    ]


def lost(sample: Sample, likely: Floats) -> Loss:
    """Return what one page loses."""
    texts = [block.text for block in sample.segmented.page.blocks]
    sizes = np.array([len(tokens(text)) for text in texts])
    decisions = decided(sample, likely)
    kept = np.array([each.kept for each in decisions])
    article = np.array(sample.labels) == 1
    rows = np.flatnonzero(article)
    first, last = (int(rows[0]), int(rows[-1])) if rows.size else (0, -1)
    wrong, places = kept & ~article, np.arange(len(texts))
    words = {
        "after": int(sizes[wrong & (places > last)].sum()),
        "before": int(sizes[wrong & (places < first)].sum()),
        "inside": int(sizes[wrong & (places >= first) & (places <= last)].sum()),
        "missed": int(sizes[article & ~kept].sum()),
        "absent": max(0, len(tokens(sample.gold)) - int(sizes[article].sum())),
    }
    text = "\n".join(each.block.text for each in decisions if each.kept)
    return Loss(page_score(sample, text), f"{sample.form} {sample.set} {sample.id}", words)


if __name__ == "__main__":
    main()
