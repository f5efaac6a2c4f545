"""Labels for text captures of pages whose gold is a few snippets: what the HTML model, by trees that saw no page of the
site, keeps of the same page. Most of them are German, where most other pages that teach are English.
"""

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.decoder.corpus import Sample, load
from benchmarks.decoder.labels import label
from tasks.clean.decoder.model import best_threshold

FORMS = ("wet", "gettext")
FEWEST = 30
"""Words that the HTML model must keep of a page for it to count."""


def borrow(data: Path, cache: Path, name: str, samples: Iterable[Sample]) -> Iterator[Sample]:
    """Yield the text samples of a set with the HTML model's text as their gold; the set's own snippets overrule it."""
    stored = pickle.loads((cache / "found.html.pickle").read_bytes())  # noqa: S301 - our own cache
    found = {page: each for of, page, _, each in stored if of == name}
    kept = {}
    for sample in load(data, cache, "html", (name,)):
        if sample.id in found:
            texts = [block.text for block in sample.segmented.page.blocks]
            sizes = np.array([len(text) for text in texts], dtype=np.float64)
            threshold = best_threshold(found[sample.id], sizes)
            kept[sample.id] = "\n".join(
                text for text, likely in zip(texts, found[sample.id], strict=True) if likely >= threshold
            )
    for sample in samples:
        text = kept.get(sample.id, "")
        if len(text.split()) >= FEWEST and sample.form == _form(sample.id):
            own = label([block.text for block in sample.segmented.page.blocks], text)
            labels = tuple(said if said >= 0 else other for said, other in zip(sample.labels, own, strict=True))
            yield replace(sample, gold=text, labels=labels)


def _form(page: str) -> str:
    """Return the one form in which a page counts: both would say the same twice."""
    return FORMS[hashlib.md5(page.encode(), usedforsecurity=False).digest()[0] % 2]
