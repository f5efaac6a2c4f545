"""The learned parameters, as they are shipped: one file for each form of capture."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tasks.clean.decoder.lexicon import Lexicon
from tasks.clean.decoder.trees import Trees, plant


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """A trained block model: what it reads, and the trees of its two looks."""

    lexicon: Lexicon
    features: tuple[str, ...]  # of the first look, in the order of the matrix
    second_features: tuple[str, ...]  # what the second look reads after those
    first: Trees
    second: Trees
    first_share: float  # what the first look still counts beside the second


@cache
def load(form: str) -> Parameters:
    """Return the parameters for "html" or "text"."""
    stored = json.loads(files("tasks.clean.decoder").joinpath("parameters", f"{form}.json").read_text("utf-8"))
    return Parameters(
        lexicon=Lexicon(stored["lexicon"]["words"], stored["lexicon"]["classes"]),
        features=tuple(stored["features"]),
        second_features=tuple(stored["second_features"]),
        first=plant(stored["first"]),
        second=plant(stored["second"]),
        first_share=stored["about"].get("first_share", 0.0),
    )
