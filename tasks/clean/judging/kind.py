"""What kind of page this is: evidence for and against an article, weighed as fitted on gold pages."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from math import exp, log1p
from urllib.parse import urlsplit

from schemas.page import Block, Decision, Markup, Page, Role
from tasks.clean.cues.table import folded
from tasks.clean.furniture import furniture_role
from tasks.clean.shapes import words

READ = 20_000
"""Characters of the text in which words are counted."""
LABEL = 40
"""Characters of a line that may be a button or a count."""
NEAR = 8
"""Blocks around the text's start in which an article shows its date and its author."""
TOKEN = re.compile(r"[^\W\d_]+")
DIGIT = re.compile(r"\d")
PRICE = re.compile(r"[$€£¥₽]\s?\d|\d\s?(?:€|EUR|USD|zł|kr|руб|грн)")
PRICE_IN_ASCII = re.compile(r"\$\s?\d|\d\s?(?:EUR|USD|kr)", re.ASCII)
"""The same for a text that has nothing but these characters, in a third of the time."""
CODE = "{}=<>;_\\"
PERSONS = ("you", "we", "they", "i")
TYPE = re.compile(r'"@type"\s{0,5}:\s{0,5}(?:\[\s{0,20})?"([A-Za-z]{1,40})"')
YEAR = re.compile(r"(?:19|20)\d\d")
SHOWN = 200_000
"""Characters of a script in which its types are looked for."""


def article_likelihood(page: Page, decisions: Sequence[Decision]) -> float:
    """Return how likely a page with text is an article and not a shop, a forum, a listing or a manual: 0 to 1."""
    weights = _weights("html" if page.capture.format == "html" else "text")
    odds = weights["always"] + sum(weights[name] * value for name, value in evidence(page, decisions).items())
    return 1 / (1 + exp(min(50.0, max(-50.0, odds))))


def least_likely(page: Page) -> float:
    """Return the likelihood below which a page of this form is refused: benchmarks/kind.py says what that costs."""
    return _weights("html" if page.capture.format == "html" else "text")["least"]


def evidence(page: Page, decisions: Sequence[Decision]) -> dict[str, float]:
    """Return what speaks for and against an article."""
    found = {**_amounts(decisions), **_wording(decisions), **_surroundings(decisions)}
    return {**found, **_declared(page.markup)} if page.capture.format == "html" else found


def _amounts(decisions: Sequence[Decision]) -> dict[str, float]:
    sizes = [words(decision.block.text) for decision in decisions]
    kept = [size for size, decision in zip(sizes, decisions, strict=True) if decision.kept]
    first = next((index for index, decision in enumerate(decisions) if decision.kept), 0)
    last = max((index for index, decision in enumerate(decisions) if decision.kept), default=0)
    return {
        "text": log1p(sum(kept)),
        "share": sum(kept) / max(1, sum(sizes)),
        "paragraph": log1p(sum(kept) / max(1, len(kept))),
        "longest": log1p(max(kept, default=0)),
        "dense": len(kept) / (last - first + 1),
        "blocks": log1p(len(decisions)),
    }


def _wording(decisions: Sequence[Decision]) -> dict[str, float]:
    text = " ".join(decision.block.text for decision in decisions if decision.kept)[:READ]
    tokens = TOKEN.findall(text.casefold())
    total = max(1, len(tokens))
    counts = Counter(filter(_persons().__contains__, tokens))
    shares = {name: 100 * sum(map(counts.__getitem__, _table()[name])) / total for name in PERSONS}
    code = sum(map(text.count, CODE))
    return {**shares, "code": 100 * code / max(1, len(text)), "asks": 100 * text.count("?") / total}


def _surroundings(decisions: Sequence[Decision]) -> dict[str, float]:
    lines = Counter(_kind(decision.block) for decision in decisions)
    dates = [index for index, decision in enumerate(decisions) if _is_date(decision)]
    top = next((index for index, each in enumerate(decisions) if each.role is Role.HEADLINE or each.kept), 0)
    start = next((index for index, decision in enumerate(decisions) if decision.kept), 0)
    near = range(top - NEAR, start + NEAR // 2)
    return {
        "shop": log1p(lines["shop"]),
        "forum": log1p(lines["forum"]),
        "more": log1p(lines["more"]),
        "prices": log1p(_prices([decision.block.text[:300] for decision in decisions])),
        "dates": log1p(len(dates)),
        "date-near": float(any(index in near for index in dates)),
        "byline-near": float(any(decisions[i].role is Role.BYLINE for i in near if 0 <= i < len(decisions))),
        "comments": float(any(decision.role is Role.COMMENTS for decision in decisions)),
    }


def _prices(lines: Sequence[str]) -> int:
    ascii_lines, others = ("\0".join(line for line in lines if line.isascii() is plain) for plain in (True, False))
    return len(PRICE_IN_ASCII.findall(ascii_lines)) + len(PRICE.findall(others))


def _kind(block: Block) -> str | None:
    return _labels().get(folded(block.text)) if len(block.text) <= LABEL else None


def _is_date(decision: Decision) -> bool:
    if decision.role is Role.DATELINE:
        return True
    text = decision.block.text
    return len(text) <= LABEL and DIGIT.search(text) is not None and furniture_role(text) is Role.DATELINE


def _declared(markup: Markup) -> dict[str, float]:
    """Return what the markup says the page is."""
    kind = next((content for name, content in markup.meta if name == "og:type"), "").casefold()
    types = {name for script in markup.json_ld for name in TYPE.findall(script[:SHOWN])}
    steps = _steps(markup)
    return {
        "og-article": float("article" in kind),
        "og-other": float(bool(kind) and "article" not in kind),
        "og-product": float("product" in kind),
        "ld-article": float(any(name.endswith(("Article", "BlogPosting")) for name in types - {"TechArticle"})),
        "ld-product": float("Product" in types),
        "ld-forum": float(bool(types & {"DiscussionForumPosting", "QAPage", "Question"})),
        "ld-list": float(bool(types & {"ItemList", "CollectionPage"})),
        "ld-service": float(bool(types & {"Service", "LocalBusiness", "SoftwareApplication", "TechArticle", "Offer"})),
        "published": float(any("published" in name or "pubdate" in name for name, _ in markup.meta)),
        "author": float(bool(markup.authors) or any(name in ("author", "article:author") for name, _ in markup.meta)),
        "times": log1p(len(markup.times)),
        "root": float(steps == []),
        "slug": float(min(8, steps[-1].count("-"))) if steps else 0.0,
        "dated-path": float(
            any(step.isdigit() and len(step) == 4 and step[:2] in ("19", "20") for step in steps or [])
        ),
    }


def _steps(markup: Markup) -> list[str] | None:
    """Return the steps of the page's own address, None where it gives none."""
    named = (content for name, content in markup.meta if name == "og:url")
    address = markup.canonical or next(named, None)
    if not address:
        return None
    try:
        return [step for step in urlsplit(address[:2000]).path.split("/") if step]
    except ValueError:  # a broken bracket in the address
        return None


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = tomllib.loads(
        (resources.files(__package__) / "kind.toml").read_text(encoding="utf-8")
    )
    return found


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    return frozenset(word for name in PERSONS for word in _table()[name])


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, str]:
    return {folded(line): name for name in ("more", "forum", "shop") for line in _table()[name]}


@lru_cache(maxsize=2)
def _weights(form: str) -> Mapping[str, float]:
    tables = json.loads((resources.files(__package__) / "kind.json").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in tables[form].items()}
