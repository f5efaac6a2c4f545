"""Learns tasks/enrich/languages/weights.tsv: how much each detector's word counts, by length and by language.

    python -m benchmarks.language_weights language.jsonl          # learn from all texts and write the table
    python -m benchmarks.language_weights language.jsonl --check  # learn from half of the texts, try the rest

A conditional logit over the languages that the detectors name: the score of a language is the sum of the voters'
log-probabilities, each with a weight of the text's length and one of the language, and the language's prior.
Texts whose script gives their language away are not asked about and not learned from.  Seed 1, 300 steps of Adam,
ridge 3 on the weights and 1 on the priors (chosen on the halves).
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.enrich.enrichers import language
from tasks.enrich.languages.scripts import by_script
from tasks.enrich.languages.voters import Vote, known_to_langdetect
from tasks.enrich.languages.weights import COLUMNS, LENGTHS, OTHER, Weights, evidence

TABLE = Path(language.__file__).parent.parent / "languages" / "weights.tsv"
CANDIDATES = 24
START = (0.7, 0.7, 0.3, 0.0)
RIDGE = np.array([3.0, 3.0, 3.0, 1.0])
STEPS, RATE = 300, 0.05
RARER = 0.5
"""What a text counts in a language that langdetect leaves out: rarer in the press than in these sentences, where all
languages have as many, so that Bosnian is no likelier than Croatian."""
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Data = tuple[Floats, Ints, Floats, Ints, Ints, Floats]


@dataclass(frozen=True, slots=True)
class Item:
    """A text of known language, and what the voters say of it."""

    language: str
    kind: str
    text: str
    length: int
    votes: dict[str, Vote]  # empty where the script decides


def items(path: Path) -> list[Item]:
    """Return the texts with their votes."""
    found: list[Item] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sample = language.sampled(row["text"])
        votes = {} if by_script(sample) else language.ask(sample)
        found.append(Item(row["language"], row["kind"], row["text"], len(sample), votes))
    return found


def halves(found: list[Item], seed: int = 1) -> tuple[list[Item], list[Item]]:
    """Return each language's and kind's texts parted by chance."""
    chance = random.Random(seed)
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in found:
        groups[item.language, item.kind].append(item)
    parted: tuple[list[Item], list[Item]] = ([], [])
    for key in sorted(groups):
        chance.shuffle(groups[key])
        for number, item in enumerate(groups[key]):
            parted[number % 2].append(item)
    return parted


def learn(found: list[Item]) -> Weights:
    """Return the weights that make the known languages most probable."""
    names = sorted({item.language for item in found})
    known = {name: number for number, name in enumerate(names)}
    data = _arrays([item for item in found if item.votes], known)
    general = np.tile(np.array(START), (3, 1))
    own = np.zeros((len(names) + 1, len(COLUMNS)))
    own[-1, -1] = -1.0
    parameters = (general, own)
    means = [np.zeros_like(each) for each in parameters]
    squares = [np.zeros_like(each) for each in parameters]
    for step in range(1, STEPS + 1):
        pull = _gradient(general, own, data)
        for number, gradient in enumerate(pull):
            means[number] = 0.9 * means[number] + 0.1 * gradient
            squares[number] = 0.999 * squares[number] + 0.001 * gradient**2
            width = np.sqrt(squares[number] / (1 - 0.999**step)) + 1e-8
            np.subtract(parameters[number], RATE * means[number] / (1 - 0.9**step) / width, out=parameters[number])
    table = {name: tuple(map(float, own[number])) for name, number in known.items()} | {
        OTHER: tuple(map(float, own[-1]))
    }
    return Weights(tuple(tuple(map(float, row)) for row in general), table)


def _arrays(found: list[Item], known: dict[str, int]) -> Data:
    size = len(found)
    rows, columns = np.zeros((size, CANDIDATES, len(COLUMNS))), np.zeros((size, CANDIDATES), dtype=np.int64)
    allowed, right = np.full((size, CANDIDATES), -1e9), np.full(size, -1, dtype=np.int64)
    for number, item in enumerate(found):
        mass: dict[str, float] = defaultdict(float)
        for vote in item.votes.values():
            for code, probability in vote.items():
                mass[code] += probability
        for place, code in enumerate(sorted(mass, key=lambda each: (-mass[each], each))[:CANDIDATES]):
            rows[number, place] = evidence(code, item.votes)
            columns[number, place] = known.get(code, len(known))
            allowed[number, place] = 0.0
            if code == item.language:
                right[number] = place
    lengths = np.array([sum(item.length >= limit for limit in LENGTHS) for item in found])
    counted = np.array([1.0 if item.language in known_to_langdetect() else RARER for item in found])
    usable = right >= 0
    return rows[usable], columns[usable], allowed[usable], right[usable], lengths[usable], counted[usable]


def _gradient(general: Floats, own: Floats, data: Data) -> tuple[Floats, Floats]:
    rows, columns, allowed, right, lengths, counted = data
    sums = (rows * (general[lengths][:, None, :] + own[columns])).sum(axis=2) + allowed
    chances = np.exp(sums - sums.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(right)), right] -= 1
    pull = (chances * counted[:, None])[:, :, None] * rows
    pull_general = np.stack([pull[lengths == each].sum(axis=(0, 1)) for each in range(3)]) / len(right)
    pull_general[:, -1] = 0
    pull_own = np.zeros_like(own)
    np.add.at(pull_own, columns.ravel(), pull.reshape(-1, rows.shape[2]))
    return pull_general, pull_own / len(right) + RIDGE * own / len(own)


def write(learned: Weights, path: Path) -> None:
    """Write the table, three decimals each: more is noise."""
    lines = [
        "# Written by benchmarks/language_weights.py, which says how, from lingua's test sentences (Apache-2.0).",
        "\t".join(("language", *COLUMNS)),
        *_lines(zip(("short", "middle", "long"), learned.by_length, strict=True)),
        *_lines(sorted(learned.by_language.items())),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(named: Iterable[tuple[str, tuple[float, ...]]]) -> list[str]:
    return ["\t".join((name, *(f"{value:.3f}" for value in values))) for name, values in named]


def accuracy(learned: Weights, found: list[Item]) -> dict[str, float]:
    """Return the share of right answers by kind of text."""
    right: dict[str, list[bool]] = defaultdict(list)
    for item in found:
        if item.votes:
            scores = learned.scores(item.votes, item.length)
            answer = max(scores, key=lambda code: (scores[code], code), default="und")
        else:
            answer = language.detect(item.text).code
        right[item.kind].append(answer == item.language)
        if item.language in known_to_langdetect():
            right[f"{item.kind} (langdetect's own)"].append(answer == item.language)
    return {kind: round(sum(each) / len(each), 4) for kind, each in sorted(right.items())}


def main() -> None:
    """Learn, or check by halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = items(options.texts)
    if options.check:
        one, other = halves(found)
        print("learned on the first half, tried on the second:", accuracy(learn(one), other))
        print("learned on the second half, tried on the first:", accuracy(learn(other), one))
        return
    learned = learn(found)
    write(learned, TABLE)
    print("on the texts it was learned from:", accuracy(learned, found))


if __name__ == "__main__":
    main()
