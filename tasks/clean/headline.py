"""Which block is the article's headline: evidence counted for each candidate, weighed as fitted on gold pages."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from schemas.page import Block
from tasks.clean.shapes import ends_with_stop, trail, words
from tasks.clean.sheet import Roles, Sheet

REACH = 80
"""Blocks before the article's first paragraph in which its headline may stand: date, byline, picture and buttons."""
INSIDE = 3
"""Blocks of the article itself that may turn out to be its headline."""
INSIDE_ENOUGH = 0.0
"""Odds for taking a block out of the text as the headline: rather than not, for the text is the heart."""
LONGEST = 250
BODY = 12
"""Paragraphs whose words a headline repeats."""
UNDER = 2
"""Blocks above a standfirst in which its headline stands."""
NEAR = 3
"""Blocks below a headline in which its byline or date stands."""
ROUNDING = 1e-6
"""More than sums of weights are rounded by."""
WORD = re.compile(r"\w{4,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
SAME = re.compile(r"[\W_]+")
WEIGHTS = "headline.json"
"""Fitted by benchmarks/headline.py: the weight of each piece of evidence, by form, and how sure is sure enough."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The block taken for the headline; its score is the logarithm of the odds."""

    index: int
    score: float


@dataclass(frozen=True, slots=True)
class Context:
    """What a candidate is held against, folded once."""

    form: str  # "html"; "titled" and "bare": a text with and without a first line that speaks of the article
    start: int
    window: str  # <title>, or the first line of a capture without tags, where strippers put it
    window_words: frozenset[str]
    declared: frozenset[str]  # the headline by the markup's head, h1
    trails: frozenset[str]  # last steps of breadcrumb lines
    body: frozenset[str]
    lines: Mapping[str, int]  # how often each line stands on the page
    possible: frozenset[str]  # the lines around the start that look like a headline of this text


def find_headline(sheet: Sheet, roles: Roles, texts: Sequence[int]) -> Headline | None:
    """Return the headline of the article whose text is made of the blocks `texts`, or None if none is sure enough."""
    context = read_context(sheet, texts)
    weights = _weights(context.form)
    hope = max(0.0, weights["under-another"]) + max(0.0, weights["byline-near"]) + ROUNDING
    best: Headline | None = None
    for index in candidates(sheet, roles, context.start):
        own = own_evidence(sheet, index, context)
        enough = INSIDE_ENOUGH if own["inside"] else weights["enough"]
        weight = _weight(weights, own)
        if weights["always"] + weight + hope < enough:  # nearly all: what stands around them need not be looked at
            continue
        score = weights["always"] + _weight(weights, _surroundings(sheet, index, context), weight)
        if score >= enough and (best is None or score > best.score):
            best = Headline(index, score)
    return best


def _weight(weights: Mapping[str, float], found: Mapping[str, float], start: float = 0.0) -> float:
    return sum((weights[name] * value for name, value in found.items()), start)


def candidates(sheet: Sheet, roles: Roles, start: int) -> Iterator[int]:
    """Yield the blocks that may be the headline of an article that starts at a block."""
    for index in range(max(0, start - REACH), min(len(sheet.blocks), start + INSIDE)):
        if index not in roles and len(sheet.blocks[index].text) <= LONGEST:
            yield index


def read_context(sheet: Sheet, texts: Sequence[int]) -> Context:
    """Return what the page says that its headline may be held against."""
    markup, start = sheet.page.markup, texts[0]
    named = [content for name, content in markup.meta if name in ("og:title", "twitter:title", "headline")]
    lasts = [steps[-1] for block in sheet.blocks[: start + 1] if (steps := trail(block.text))]
    body = frozenset().union(*(_content(sheet.blocks[index].text[:800]) for index in texts[:BODY]))
    window = markup.title or "" if sheet.page.capture.format == "html" else _first_line(sheet, body)
    form = "html" if sheet.page.capture.format == "html" else "titled" if window else "bare"
    around = sheet.blocks[max(0, start - REACH - UNDER) : start + INSIDE]
    return Context(
        form=form,
        start=start,
        window=fold(window),
        window_words=_content(window),
        declared=frozenset(filter(None, map(fold, (*named, *markup.headings)))),
        trails=frozenset(fold(step) for step in lasts if words(step) >= 3),
        body=body,
        lines=Counter(block.text[:LONGEST].casefold() for block in sheet.blocks),
        possible=frozenset(block.text for block in around if _could_be(block, body)),
    )


def _first_line(sheet: Sheet, body: frozenset[str]) -> str:
    """Return the first line of a capture without tags if it speaks of the article: most strippers put <title> there."""
    line = sheet.blocks[0].text[:LONGEST]
    content = _content(line)
    return line if len(content) >= 2 and 3 * len(content & body) >= len(content) else ""


def evidence(sheet: Sheet, index: int, context: Context) -> dict[str, float]:
    """Return the evidence that a block is the headline: what is absent is 0 and left out."""
    return {**own_evidence(sheet, index, context), **_surroundings(sheet, index, context)}


def own_evidence(sheet: Sheet, index: int, context: Context) -> dict[str, float]:
    """Return the evidence of the block itself and its place."""
    block = sheet.blocks[index]
    return {
        "distance": min(max(0, context.start - index), 30) / 10,
        "inside": float(index >= context.start and sheet.keeps(index)),
        **_shape(block),
        **_agreement(block, index == 0 and context.form == "titled", context),
    }


def _surroundings(sheet: Sheet, index: int, context: Context) -> dict[str, float]:
    """Return the evidence of what stands around the block: it costs as much as all the rest."""
    return {
        "under-another": float(_is_under_another(sheet, index, context)),
        "byline-near": float(any(sheet.is_furniture(near) for near in range(index + 1, index + 1 + NEAR))),
    }


def _is_under_another(sheet: Sheet, index: int, context: Context) -> bool:
    """Return whether a block close above could be the headline too: a standfirst follows its headline."""
    text = sheet.blocks[index].text
    return any(
        sheet.cues[above] is None and sheet.blocks[above].text != text and sheet.blocks[above].text in context.possible
        for above in range(max(0, index - UNDER), index)
    )


def _could_be(block: Block, body: frozenset[str]) -> bool:
    if not 5 <= words(block.text) <= 22 or ends_with_stop(block.text):
        return False
    content = _content(block.text[:LONGEST])
    return 2 * len(content & body) >= max(1, len(content))


def _shape(block: Block) -> dict[str, float]:
    shape = {_length(words(block.text)): 1.0}
    if ends_with_stop(block.text):
        shape["stop"] = 1.0
    if block.text[-1] in ":,;：，、":
        shape["open-end"] = 1.0
    if len(trail(block.text)) > 1:
        shape["trail"] = 1.0
    if block.tag in ("h1", "h2", "h3", "h4"):
        shape["h1" if block.tag == "h1" else "h2"] = 1.0
    if block.links > 0.5:
        shape["linked"] = 1.0
    return shape


def _agreement(block: Block, is_window: bool, context: Context) -> dict[str, float]:
    name, content = fold(block.text), _content(block.text)
    size = max(1, len(content))
    found = {
        "said": len(content & context.body) / size,
        "said-count": min(6, len(content & context.body)) / 6,
        "repeated": float(context.lines[block.text.casefold()] > 1),
        "trail-end": float(name in context.trails),
        "declared": float(name in context.declared),
    }
    if is_window:
        return {**found, "window-itself": 1.0}
    return {
        **found,
        "window-equal": float(name == context.window),
        "window-part": float(name != context.window and name in context.window and words(block.text) >= 3),
        "window-words": len(content & context.window_words) / size,
        "window-count": min(6, len(content & context.window_words)) / 6,
    }


def _length(size: int) -> str:
    for most in (1, 3, 5, 14, 22):
        if size <= most:
            return f"words-{most}"
    return "words-more"


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Return a text's letters and digits only, without case: two spellings of one headline are equal.

    >>> fold("“Port strike” ends — at last") == fold('"Port strike" ends - at last')
    True
    """
    return SAME.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


@lru_cache(maxsize=2048)
def _content(text: str) -> frozenset[str]:
    """Return the words that carry meaning: long ones, cut to their stem where the language inflects its endings."""
    return frozenset(word[:6] for word in WORD.findall(text.casefold()))


@lru_cache(maxsize=3)
def _weights(form: str) -> Mapping[str, float]:
    tables = json.loads((resources.files(__package__) / WEIGHTS).read_text(encoding="utf-8"))
    return {name: float(value) for name, value in tables[form].items()}
