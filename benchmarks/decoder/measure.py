"""The score of the gold sets: runs of four words, words, or texts that must and must not be there."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean

from benchmarks.decoder.corpus import Sample

TOKEN = re.compile(r"\w+")
RUN = 4


def score(name: str, pairs: Sequence[tuple[Sample, str]]) -> float:
    """Return a set's F1 for the texts that were found for its samples."""
    if name == "traf":
        return _snippets(pairs)
    if name.startswith("wcxb"):
        return mean(_words(sample.gold, text) for sample, text in pairs)
    found = [_shingles(sample.gold, text) for sample, text in pairs]
    return _harmonic(
        mean([each[0] for each in found if each[0] is not None] or [0.0]),
        mean([each[1] for each in found if each[1] is not None] or [0.0]),
    )


def page_score(sample: Sample, text: str) -> float:
    """Return one page's F1."""
    if sample.set == "traf":
        return _snippets([(sample, text)])
    if sample.set.startswith("wcxb"):
        return _words(sample.gold, text)
    precision, recall = _shingles(sample.gold, text)
    return _harmonic(precision or 0.0, recall or 0.0)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = TOKEN.findall(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))) if words else Counter()


def _shingles(gold: str, text: str) -> tuple[float | None, float | None]:
    wanted, found = _runs(gold), _runs(text)
    both = (wanted & found).total()
    return (both / found.total() if found else None), (both / wanted.total() if wanted else None)


def _words(gold: str, text: str) -> float:
    wanted, found = Counter(TOKEN.findall(gold.lower())), Counter(TOKEN.findall(text.lower()))
    if not wanted or not found:
        return float(not wanted and not found)
    both = (wanted & found).total()
    return _harmonic(both / found.total(), both / wanted.total())


def _snippets(pairs: Iterable[tuple[Sample, str]]) -> float:
    right = missed = wrong = 0
    for sample, text in pairs:
        flat = " ".join(text.split())
        there = sum(" ".join(each.split()) in flat for each in sample.wanted)
        right, missed = right + there, missed + len(sample.wanted) - there
        wrong += sum(" ".join(each.split()) in flat for each in sample.unwanted)
    return 2 * right / max(1, 2 * right + missed + wrong)
