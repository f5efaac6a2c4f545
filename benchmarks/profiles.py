"""What each publisher profile brings on the gold pages of its publisher: F1 of the text and titles, without and with.

    python -m benchmarks.profiles --data GOLD --cache DIR

HTML pages are judged by likelihoods of trees that saw no page of the site, as benchmarks.decoder.train leaves them in
DIR; text captures by the shipped parameters, which were fitted on them.
"""

import argparse
import json
import pickle
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from benchmarks.decoder.corpus import FORMS, SETS, Sample, load
from benchmarks.decoder.measure import page_score
from schemas.article import draft
from schemas.page import Cleaned
from tasks.clean.decoder import cutoff, likelihoods
from tasks.clean.decoder.characters import Floats
from tasks.clean.doubt import settled
from tasks.clean.pipeline import decided
from tasks.clean.profiling import Profiled, apply_profile
from tasks.enrich.enrichers.title import find_title
from tasks.grammar.titles import fold

Found = Mapping[tuple[str, str], tuple[Sample, Floats]]
"""Of each HTML page the blocks and the likelihoods of the cross-validation."""


@dataclass(frozen=True, slots=True)
class Result:
    """One page by its profile: F1 and title without and with it."""

    profile: str
    form: str
    scores: tuple[float, float]
    titles: tuple[bool, bool] | None  # whether they are right, where gold holds one


def main() -> None:
    """Print a line for each profile and form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--found", type=Path, help="the cache of the cross-validation, if it is another one")
    options = parser.parse_args()
    groups: defaultdict[tuple[str, str], list[Result]] = defaultdict(list)
    for each in results(options.data, options.cache, options.found or options.cache):
        groups[each.profile, "html" if each.form == "html" else "text"].append(each)
    for (profile, form), found in sorted(groups.items()):
        without, with_it = (mean(each.scores[side] for each in found) for side in (0, 1))
        titled = [each.titles for each in found if each.titles is not None]
        right = " -> ".join(str(sum(each[side] for each in titled)) for side in (0, 1))
        worst = min(each.scores[1] - each.scores[0] for each in found)
        print(
            f"{profile:28} {form:5} {len(found):3} pages  F1 {without:.3f} -> {with_it:.3f}  worst {worst:+.3f}  "
            f"titles {right} of {len(titled)}"
        )


def results(data: Path, cache: Path, validated: Path) -> Iterator[Result]:
    """Yield what becomes of each gold page that has a profile."""
    stored = pickle.loads((validated / "found.html.pickle").read_bytes())  # noqa: S301 - our own cache
    likely = {(name, page): each for name, page, _, each in stored}
    for name in SETS:
        titles = _titles(data, name)
        seen = {sample.id: sample for sample in load(data, validated, "html", (name,))}
        for form in FORMS:
            for sample in load(data, cache, form, (name,)):
                profiled = apply_profile(sample.segmented.page)
                if profiled.domain is None:
                    continue
                odds = likelihoods(sample.segmented)
                if form == "html" and (name, sample.id) in likely:
                    odds = carried_over(sample, seen[sample.id], likely[name, sample.id], odds)
                both = [_cleaned(sample, odds, each) for each in (Profiled(), profiled)]
                scores = [page_score(sample, each.text) for each in both]
                gold = titles.get(sample.id)
                right = [fold(find_title(each, draft(each)).title or "") == fold(gold or "") for each in both]
                yield Result(profiled.domain, form, (scores[0], scores[1]), (right[0], right[1]) if gold else None)


def carried_over(sample: Sample, seen: Sample, likely: Floats, fitted: Floats) -> Floats:
    """Return the likelihoods of the cross-validation for a page's blocks, by what they say.

    Cutting may have changed since: a block that was another one then keeps the fitted model's.
    """
    known: defaultdict[str, list[float]] = defaultdict(list)
    for block, each in zip(seen.segmented.page.blocks, likely.tolist(), strict=True):
        known[block.text].append(each)
    found = fitted.copy()
    for row, block in enumerate(sample.segmented.page.blocks):
        if held := known[block.text]:
            found[row] = held.pop(0) if len(held) > 1 else held[0]
    return found


def _cleaned(sample: Sample, likely: Floats, profiled: Profiled) -> Cleaned:
    page = sample.segmented.page
    odds = tuple(likely.tolist())
    threshold = settled(page, odds, float(cutoff(sample.segmented, np.array(odds))))
    decisions = decided(sample.segmented, odds, threshold, profiled, {})
    text = "\n".join(each.block.text for each in decisions if each.kept)
    return Cleaned(page, decisions, text, profiled.domain, profiled.publisher, profiled.hints)


def _titles(data: Path, name: str) -> dict[str, str]:
    with zipfile.ZipFile(data / f"{name}.zip") as pages:
        golds = map(json.loads, pages.read("gold.jsonl").decode().splitlines())
        return {gold["id"]: gold["title"] for gold in golds if gold.get("title")}


if __name__ == "__main__":
    main()
