"""How a block relates to the headline: its words, where it stands, and what the page says of itself."""

import numpy as np
from numpy.typing import NDArray

from tasks.clean.decoder.characters import Floats
from tasks.clean.decoder.series import running
from tasks.clean.decoder.wording import WORD, Wording

LIKE_HEADLINE = 0.35
NO_HEADLINE = -99.0


def relate(wording: Wording, title: str | None, first_headings: NDArray[np.bool_] | None) -> dict[str, Floats]:
    """Return the columns on the headline; without a title the page's first block is taken for it."""
    size = len(wording.sizes)
    known = wording.numbers
    if title:
        told = set(WORD.findall(title.lower()))
        words = {known[word] - 1 for word in told if word in known}
        total = len(told)
    else:
        words = set(wording.ids[: wording.sizes[0]].tolist()) if size else set()
        total = len(words)
    in_title = np.zeros(max(1, len(known)))
    in_title[list(words)] = 1.0
    share = wording.mean(in_title)
    cover = np.minimum(1.0, share * wording.sizes / max(1, total))
    likeness = np.where(wording.sizes > 1, share * cover, 0.0)
    if not title and size:
        likeness[0] = 0.0
    if first_headings is not None:
        likeness = likeness + 0.3 * first_headings * (likeness > LIKE_HEADLINE)
    return {"title words": share, "title cover": cover, "likeness": likeness, **_from_headline(wording, likeness)}


def _from_headline(wording: Wording, likeness: Floats) -> dict[str, Floats]:
    size = len(likeness)
    rows = np.arange(size)
    like = likeness > LIKE_HEADLINE
    found = bool(like.any())
    row = int(np.argmax(likeness)) if found else 0
    words, prose = running(wording.words), running(wording.words * wording.sentence)
    last = np.maximum.accumulate(np.where(like, rows, -1)) if size else rows
    return {
        "headline found": np.full(size, float(found)),
        "from headline": (rows - row).astype(np.float64) if found else np.full(size, NO_HEADLINE),
        "words from headline": words[:-1] - words[row] if found else np.full(size, NO_HEADLINE),
        "prose from headline": prose[:-1] - prose[row] if found else np.full(size, NO_HEADLINE),
        "from like headline": np.where(last >= 0, rows - last, NO_HEADLINE),
        "headlines": np.full(size, float(like.sum())),
    }
