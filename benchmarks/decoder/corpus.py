"""The gold pages as samples: each page in each form, segmented and labelled."""

import hashlib
import json
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.decoder.labels import label, label_snippets
from schemas.capture import Capture, place_of
from tasks.clean.decoder.model import cutoff, likelihoods
from tasks.clean.segmented import Segmented
from tasks.clean.segmenting.segment import segment

FOLDS = 5
FORMS = ("html", "wet", "gettext")
WHOLE = ("aeb", "npk", "fundus", "wcxb_dev")
"""Sets whose gold is the article's text."""
SETS = (*WHOLE, "traf")
OTHERS = "not_articles"
SURE = 0.9
"""The F1 the HTML model must expect of itself on a page before it teaches the text model."""


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


def taught(data: Path, cache: Path, form: str) -> list[Sample]:
    """Return the pages whose gold is snippets, with the text that the HTML model finds for gold, where it is sure.

    The model has seen these pages, but no text form of them: what it teaches is how such text looks without tags.
    """
    stored = cache / f"taught.{form}.pickle"
    if not stored.exists():
        found = {sample.id: _sure_text(sample.segmented) for sample in load(data, cache, "html", ("traf",))}
        samples = [sample for sample in load(data, cache, form, ("traf",)) if found.get(sample.id)]
        stored.write_bytes(pickle.dumps([_with_gold(sample, found[sample.id]) for sample in samples]))
    return list(pickle.loads(stored.read_bytes()))  # noqa: S301 - our own cache


def _sure_text(html: Segmented) -> str:
    """Return the text of the blocks the model keeps, or none where it expects to be much mistaken."""
    blocks, probabilities = html.page.blocks, likelihoods(html)
    sizes = np.array([len(block.text) for block in blocks], dtype=np.float64)
    kept = probabilities >= cutoff(html, probabilities)
    right = float((probabilities * sizes)[kept].sum())
    if 2 * right < SURE * float(sizes[kept].sum() + (probabilities * sizes).sum()):
        return ""
    return "\n".join(block.text for block, keep in zip(blocks, kept, strict=True) if keep)


def _with_gold(sample: Sample, gold: str) -> Sample:
    texts = [block.text for block in sample.segmented.page.blocks]
    return replace(sample, gold=gold, labels=tuple(label(texts, gold)))


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
