"""Which blocks of a page are its article, by the gold text: 1, 0, or -1 where the gold does not say."""

import re
from collections import Counter
from collections.abc import Sequence

_ALONE = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
TOKEN = re.compile(rf"[{_ALONE}]|[^\W{_ALONE}]+")
RUN = 4
"""Words in a run: what a block shares with the gold is counted in runs of so many."""
ENOUGH = 0.5
"""Share of a block's runs that must stand in the gold: what keeping a block costs and brings breaks even near here."""
NEAR = 4


def tokens(text: str) -> list[str]:
    """Return the words of a text, folded in case; characters of scripts without spaces one by one."""
    return TOKEN.findall(text.lower())


def label(texts: Sequence[str], gold: str) -> list[int]:
    """Return which blocks are the article whose text is `gold`; of a text that the page has twice, one copy."""
    gold_words = tokens(gold)
    runs = Counter(_runs(gold_words))
    lines = {tuple(tokens(line)) for line in gold.split("\n")}
    flat = _flat(gold_words)
    words = [tokens(text) for text in texts]
    labels: list[int | None] = [None] * len(texts)
    for row, own in enumerate(words):
        if len(own) >= RUN:
            labels[row] = int(sum(run in runs for run in _runs(own)) >= ENOUGH * (len(own) - RUN + 1))
        elif not own:
            labels[row] = 0
    _label_short(labels, words, flat)
    for row, own in enumerate(words):
        if labels[row] is None:
            near = any(labels[other] == 1 for other in range(max(0, row - NEAR), min(len(words), row + NEAR + 1)))
            labels[row] = int(near and tuple(own) in lines)
    decided = [each or 0 for each in labels]
    return _once(decided, words, flat)


def label_snippets(texts: Sequence[str], wanted: Sequence[str], unwanted: Sequence[str]) -> list[int]:
    """Return which blocks hold a text that the article must have, or must not; most are not said."""
    labels = [-1] * len(texts)
    for snippets, value in ((unwanted, 0), (wanted, 1)):
        for snippet in (" ".join(each.split()) for each in snippets):
            for row, text in enumerate(texts):
                if snippet and (snippet in text or (len(text) > 20 and text in snippet)):
                    labels[row] = value
    return labels


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]


def _flat(words: Sequence[str]) -> str:
    return "\0" + "\0".join(words) + "\0"


def _label_short(labels: list[int | None], words: list[list[str]], flat: str) -> None:
    """Label blocks too short for a run by whether the gold has them next to the article's block beside them."""
    size = len(words)
    for order, step in ((range(size), -1), (range(size - 1, -1, -1), 1)):
        for row in order:
            own = words[row]
            if labels[row] is not None and (labels[row] == 1 or not own or len(own) >= RUN):
                continue
            beside = row + step
            while 0 <= beside < size and not words[beside]:
                beside += step
            if 0 <= beside < size and labels[beside] == 1:
                other = words[beside]
                joined = other[-3:] + own if step < 0 else own + other[:3]
                if _flat(joined) in flat:
                    labels[row] = 1


def _once(labels: list[int], words: list[list[str]], flat: str) -> list[int]:
    """Keep as many copies of a text as the gold has: those with the most article around them."""
    size = len(labels)
    places: dict[tuple[str, ...], list[int]] = {}
    for row in range(size):
        if labels[row] == 1 and len(words[row]) >= RUN:
            places.setdefault(tuple(words[row][:12]), []).append(row)
    for start, rows in places.items():
        copies = max(1, flat.count(_flat(start)))
        if len(rows) > copies:
            mass = {
                row: sum(len(words[near]) * labels[near] for near in range(max(0, row - 5), min(size, row + 6)))
                for row in rows
            }
            for row in sorted(rows, key=lambda row: (-mass[row], row))[copies:]:
                labels[row] = 0
    return labels
