"""How far the record can be trusted, and what is odd about it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.article import Article, Quality
from schemas.page import Cleaned
from tasks.enrich.calibration import expected_quality
from tasks.enrich.enricher import Enricher
from tasks.enrich.json_ld import linked_page

SHORT = 80
"""Words below which an article is short: a brief, or one cut off."""
DOUBTED = 0.8
"""The expected F1 below which the text itself is doubtful."""
CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:read|continue|see) (?:more|reading|full story)"
    r"|weiterlesen|lire la suite|leer más|читать далее)"
    r"\W{0,5}\Z",
    re.IGNORECASE,
)
"""How a text ends that goes on elsewhere."""
RESIDUE = re.compile(r"\{\{[^{}]{1,200}\}\}")


SCRIPTS = tuple(
    re.compile(f"[{letters}]")
    for letters in (
        "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
        "\u0370-\u03ff",
        "\u0400-\u052f",
        "\u0590-\u05ff",
        "\u0600-\u06ff",
        "\u0900-\u0dff",
        "\u0e00-\u0eff",
        "\u3040-\u30ff\u3400-\u9fff",
        "\uac00-\ud7af",
    )
)
"""Latin, Greek, Cyrillic, Hebrew, Arabic, Indic, Thai and Lao, Han and kana, Hangul."""
OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u3040-\ud7af]")
MIXED = 0.2
"""The share of a text, by paragraphs, from which a second script makes it a text in two languages."""


def judge_quality(cleaned: Cleaned, article: Article) -> Article:
    """Fill `quality`: the flags, and the F1 that the text can be expected to have.

    The score is calibrated on gold pages of sites the block model had not seen (benchmarks/calibration.py): of articles
    with 0.9 the mean F1 is about 0.9. Flags of earlier enrichers and of the page's repairs are kept; none of them
    changes the score. Deterministic, rounded to two places.
    """
    earlier = article.quality.flags if article.quality else ()
    score = expected_quality(cleaned)
    doubts = ("doubtful-text",) if score < DOUBTED else ()
    linked = linked_page(cleaned.page.markup).flags
    flags = tuple(dict.fromkeys((*cleaned.page.flags, *earlier, *linked, *_flags(article), *doubts)))
    return replace(article, quality=Quality(score, flags))


def _flags(article: Article) -> Iterator[str]:
    """Yield what is odd about the article itself."""
    if article.title is None:
        yield "no-title"
    value = article.published.value
    if value is None:
        yield "no-date"
        if (article.published.method or "").startswith("rejected:"):
            yield "date-rejected"
    elif value.startswith("--"):
        yield "no-year"
    if value is not None and _is_contested(article):
        yield "dates-differ"
    if article.publisher is None:
        yield "no-publisher"
    if article.words < SHORT:
        yield "short"
    paragraphs = article.text.split("\n\n")
    if CUT_OFF.search(paragraphs[-1][-200:]):
        yield "truncated"
    long = [paragraph for paragraph in paragraphs if len(paragraph) > 60]
    if len(set(long)) < len(long):
        yield "repeated-paragraphs"
    if RESIDUE.search(article.text):
        yield "template-residue"
    if OTHER_SCRIPT.search(article.text) and _is_mixed(paragraphs):
        yield "mixed-language"
    if article.language is not None and article.language.code == "und":
        yield "unknown-language"


def _is_contested(article: Article) -> bool:
    """Return whether another place of the capture gives another day of publication, one that can be."""
    proof = article.evidence.get("published")
    return proof is not None and any(not each.method.startswith("rejected:") for each in proof.conflicts)


def _is_mixed(paragraphs: list[str]) -> bool:
    """Return whether paragraphs in a second script make up a good part of the text."""
    sizes: dict[int, int] = {}
    for paragraph in paragraphs:
        counts = [len(script.findall(paragraph[:300])) for script in SCRIPTS]
        main = counts.index(max(counts))
        sizes[main] = sizes.get(main, 0) + len(paragraph)
    largest = sorted(sizes.values(), reverse=True)
    return len(largest) > 1 and largest[1] >= MIXED * sum(largest)


ENRICHER = Enricher(
    name="quality",
    run=judge_quality,
    after=frozenset({"title", "published", "publisher", "words", "language", "authors", "dateline"}),
)
