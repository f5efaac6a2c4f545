"""The words that carry meaning, cut to what inflection leaves of them."""

import re
from functools import lru_cache

WORD = re.compile(r"\w{4,40}")
CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2}")
STEM = 6


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words; pairs of characters where a script has no spaces.

    >>> sorted(stems("The ports reopened"))
    ['ports', 'reopen']
    """
    words = (word[:STEM] for word in WORD.findall(text.casefold()))
    return frozenset(words) | frozenset(CHARACTER.findall(text)) | frozenset(CHARACTER.findall(text[1:]))
