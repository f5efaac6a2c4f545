"""The gold pages as samples: each page in each form, segmented and labelled."""

import hashlib
import json
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.decoder.labels import label, label_snippets
from schemas.capture import Capture, place_of
from tasks.clean.segmented import Segmented
from tasks.clean.segmenting.segment import segment

FOLDS = 5
FORMS = ("html", "wet", "gettext")
WHOLE = ("aeb", "npk", "fundus", "wcxb_dev")
"""Sets whose gold is the article's text."""
SETS = (*WHOLE, "traf")
OTHERS = "not_articles"


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One gold page in one form."""

    set: str
    id: str
    site: str
    form: str
    gold: str
    wanted: tuple[str, ...]  # texts the article must have
    unwanted: tuple[str, ...]
    segmented: Segmented
    labels: tuple[int, ...]

    @property
    def fold(self) -> int:
        """Return the fold of the page's site: all its pages, in every form and set, are in one."""
        return int(hashlib.md5(self.site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def load(data: Path, cache: Path, form: str, sets: tuple[str, ...]) -> list[Sample]:
    """Return the samples of some sets, from the cache where they are there."""
    samples: list[Sample] = []
    for name in sets:
        stored = cache / f"{name}.{form}.pickle"
        if not stored.exists():
            cache.mkdir(parents=True, exist_ok=True)
            stored.write_bytes(pickle.dumps(list(_read(data, name, form))))
        samples += pickle.loads(stored.read_bytes())  # noqa: S301 - our own cache
    return samples


def _read(data: Path, name: str, form: str) -> Iterator[Sample]:
    suffix = "html" if form == "html" else "txt"
    with zipfile.ZipFile(data / f"{name}.zip") as pages:
        members = set(pages.namelist())
        for line in pages.read("gold.jsonl").decode().splitlines():
            gold = json.loads(line)
            member = f"{form}/{gold['id']}.{suffix}"
            if member in members:
                yield _sample(name, gold, form, pages.read(member))


def _sample(name: str, gold: dict[str, str], form: str, data: bytes) -> Sample:
    capture = Capture(place_of(gold["id"]), data, "", "html" if form == "html" else "text")
    segmented = segment(capture)
    texts = [block.text for block in segmented.page.blocks]
    body, wanted, unwanted = gold.get("body") or "", tuple(gold.get("with") or ()), tuple(gold.get("without") or ())
    if name == OTHERS:
        labels = [0] * len(texts)
    elif body:
        labels = label(texts, body)
    else:
        labels = label_snippets(texts, wanted, unwanted)
    page = replace(segmented.page, capture=replace(capture, data=b""))
    kept = Segmented(page, replace(segmented.layout, html="") if segmented.layout else None)
    site = (gold.get("site") or gold["id"]).lower().removeprefix("www.")
    return Sample(name, gold["id"], site, form, body, wanted, unwanted, kept, tuple(labels))
