"""Body F1 on our own pages, held above the floors in floors.json.

    python -m benchmarks.floors                     # what is reached, beside the floors
    python -m benchmarks.floors --raise             # lift floors to what is reached; none is ever lowered by this
    python -m benchmarks.floors --lower html=0.95   # lower one, which a person must want

The pages are the sample captures and the golden cases whose article own/gold.jsonl holds as it should be; an HTML page
also as text, once a line a block and once with a line break at every tag. The publishers' profiles are left out: what
is measured is what a page of a site nobody knows would get.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path
from statistics import mean

from bs4 import BeautifulSoup

from benchmarks.decoder.labels import RUN, tokens
from schemas.capture import Capture, place_of
from schemas.errors import BadInput
from tasks.clean.decoder import cutoff, likelihoods
from tasks.clean.doubt import settled
from tasks.clean.judging.refusing import refuse
from tasks.clean.pipeline import decided
from tasks.clean.profiling import Profiled
from tasks.clean.segmenting.segment import segment
from tasks.clean.writing import paragraphs

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "benchmarks" / "own" / "gold.jsonl"
FLOORS = ROOT / "benchmarks" / "floors.json"


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One of our own pages in one form."""

    name: str
    form: str
    data: bytes
    body: str


def own_pages() -> Iterator[OwnPage]:
    """Yield every page that the gold names, in each of its forms."""
    for line in GOLD.read_text("utf-8").splitlines():
        gold = json.loads(line)
        path = ROOT / gold["capture"]
        data = path.read_bytes()
        if path.suffix == ".txt":
            yield OwnPage(gold["capture"], "text", data, gold["body"])
            continue
        yield OwnPage(gold["capture"], "html", data, gold["body"])
        blocks = segment(_capture(path.name, data, "html")).page.blocks
        yield OwnPage(gold["capture"], "lines", "\n".join(block.text for block in blocks).encode(), gold["body"])
        soup = BeautifulSoup(data, "lxml")
        for element in soup(["script", "style", "noscript", "template"]):
            element.decompose()
        yield OwnPage(gold["capture"], "tags", soup.get_text("\n", strip=True).encode(), gold["body"])


def found(page: OwnPage) -> str:
    """Return the text that clean finds on a page without its publisher's profile; none where the page is refused."""
    segmented = segment(_capture(page.name, page.data, "html" if page.form == "html" else "text"))
    odds = likelihoods(segmented)
    likely: tuple[float, ...] = tuple(odds.tolist())
    threshold = settled(segmented.page, likely, float(cutoff(segmented, odds)))
    decisions = decided(segmented, likely, threshold, Profiled(), {})
    text = paragraphs(segmented, [decision.block for decision in decisions if decision.kept])
    try:
        refuse(segmented.page, decisions, text)
    except BadInput:
        return ""
    return text


def body_f1(wanted: str, given: str) -> float:
    """Return the F1 of a text's runs of four words.

    >>> body_f1("one two three four five", "one two three four"), body_f1("one", "")
    (0.6666666666666666, 0.0)
    """
    one, other = _runs(wanted), _runs(given)
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def reached() -> dict[str, float]:
    """Return the mean body F1 of each form, to four places, rounded down."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for page in own_pages():
        scores[page.form].append(body_f1(page.body, found(page)))
    return {form: floor(mean(values) * 10_000) / 10_000 for form, values in sorted(scores.items())}


def pinned() -> dict[str, float]:
    """Return the floors."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    return floors


def raised(floors: Mapping[str, float], scores: Mapping[str, float]) -> dict[str, float]:
    """Return the floors lifted to the scores where those are higher.

    >>> raised({"html": 0.9, "text": 0.95}, {"html": 0.97, "text": 0.91})
    {'html': 0.97, 'text': 0.95}
    """
    return {form: max(score, floors.get(form, 0.0)) for form, score in scores.items()}


def main() -> None:
    """Show what is reached, and move the floors where the command line says so."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is reached")
    parser.add_argument("--lower", action="append", default=[], metavar="FORM=F1", help="set one floor, also lower")
    options = parser.parse_args()
    scores, floors = reached(), pinned()
    wanted = raised(floors, scores) if options.lift else {form: floors.get(form, 0.0) for form in scores}
    wanted |= {form: float(value) for form, _, value in (each.partition("=") for each in options.lower)}
    for form, score in scores.items():
        print(f"{form:6} {score:.4f}  floor {wanted[form]:.4f}{'' if score >= wanted[form] else '  BELOW'}")
    if wanted != floors:
        FLOORS.write_text(json.dumps(wanted, indent=1) + "\n", "utf-8")
    raise SystemExit(any(score < wanted[form] for form, score in scores.items()))


def _capture(name: str, data: bytes, form: str) -> Capture:
    return Capture(place_of(name), data, "", form)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = tokens(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))) if words else Counter()


if __name__ == "__main__":
    main()
