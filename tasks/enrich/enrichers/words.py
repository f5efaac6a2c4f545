"""How long the article is."""

import re
from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned
from tasks.enrich.enricher import Enricher

UNSPACED = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)
"""Han and kana: these scripts put no spaces between words, and each character counts, as word processors do it."""
BEYOND = re.compile("[\u3005-\U0010ffff]")
"""What a text must hold to be searched for them: one range is found several times as fast as seven."""
WORD = re.compile(r"[^\W_]\S*")
"""From the first letter or digit of a run to its end: what stands before does not make another word."""


def count_words(text: str) -> int:
    """Return the number of words: runs without white space that hold a letter or digit, and each Han or kana.

    >>> count_words("Two words — “and” 日本語 10%")
    7
    """
    spaced, unspaced = UNSPACED.subn(" ", text) if BEYOND.search(text) else (text, 0)
    return unspaced + len(WORD.findall(spaced))


def measure(cleaned: Cleaned, article: Article) -> Article:
    """Fill `words`, the length of the text."""
    return replace(article, words=count_words(article.text)).proving("words", Evidence("text"))


ENRICHER = Enricher(name="words", run=measure)
