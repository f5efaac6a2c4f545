"""How much each detector's word counts, by the length of the text and by language."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tasks.enrich.languages.voters import Vote, known_to_langdetect

LENGTHS = (15, 60)
"""Characters at which a text is more than a word, and more than a few."""
FLOORS = {"langid": 0.001, "cld2": 0.02, "langdetect": 0.01}
"""The probability of a language that a voter did not name."""
UNKNOWN = 0.03
"""The same for langdetect where it does not know the language."""
COLUMNS = ("langid", "cld2", "langdetect", "prior")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned by `benchmarks/language_weights.py`; a row is the weight of each voter's log-probability, and a prior."""

    by_length: tuple[tuple[float, ...], ...]  # short, middle, long
    by_language: Mapping[str, tuple[float, ...]]  # added to them; OTHER for languages without a row

    def scores(self, votes: Mapping[str, Vote], length: int) -> dict[str, float]:
        """Return each named language's probability, given what the voters said of a text of this length."""
        general = self.by_length[sum(length >= limit for limit in LENGTHS)]
        named = sorted({code for vote in votes.values() for code in vote})
        sums: dict[str, float] = {}
        for code in named:
            own = self.by_language.get(code, self.by_language[OTHER])
            row = evidence(code, votes)
            sums[code] = sum((a + b) * value for a, b, value in zip(general, own, row, strict=True))
        best = max(sums.values(), default=0.0)
        parts = {code: math.exp(value - best) for code, value in sums.items()}
        total = sum(parts.values())
        return {code: part / total for code, part in parts.items()}


def evidence(code: str, votes: Mapping[str, Vote]) -> tuple[float, ...]:
    """Return what each voter says of a language as a logarithm, 0 where it was not asked, and the prior's 1."""
    row: list[float] = []
    for voter in COLUMNS[:-1]:
        if voter not in votes:
            row.append(0.0)
        elif voter == "langdetect" and code not in known_to_langdetect():
            row.append(math.log(UNKNOWN))
        else:
            row.append(math.log(votes[voter].get(code, 0.0) + FLOORS[voter]))
    return (*row, 1.0)


@cache
def weights() -> Weights:
    """Return the weights in use."""
    table = files("tasks.enrich.languages").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    values = {name: tuple(map(float, numbers)) for name, *numbers in rows[1:]}
    by_length = tuple(values.pop(name) for name in ("short", "middle", "long"))
    return Weights(by_length, values)
