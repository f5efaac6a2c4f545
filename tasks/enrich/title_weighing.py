"""Which of a page's titles is the article's: evidence for each candidate, weighed as fitted on gold pages."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.page import Cleaned, Role
from tasks.enrich.stems import stems
from tasks.enrich.title_candidates import LINE, Candidate, Source, candidates
from tasks.grammar.titles import fold, has_parts, shorter

OPENING = 3
"""Paragraphs that a headline sums up."""
NEAR = 4
"""Lines below a headline in which its byline or its date stands."""
ENOUGH = {"html": 1.0, "text": 4.0}
"""The evidence from which a candidate is a title: of the right ones on gold pages three in a thousand have less,
of what is chosen from HTML pages whose title was taken away two fifths have."""
WINDOW_ENOUGH = 0.0
"""The same where the page has no title but the window's: a name of one word, or one that the text knows nothing of, is
a site's or a section's."""
PLACES = {
    "block:headline": "printed",
    "h1": "printed",
    "json-ld:headline": "json-ld",
    "meta:og:title": "og",
    "title": "window",
}
"""The places most pages give their title in: which of them agree tells more than each by itself."""
WEIGHTS = Path(__file__).with_name("title_weights.json")
"""The weight of each piece of evidence, by form; written by benchmarks/titles.py."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the candidates of one page are held against."""

    form: str  # "html" or "text"
    opening: frozenset[str]  # the stems of the first paragraphs
    start: int  # the index of the first paragraph
    signs: tuple[int, ...]  # the indices of byline and date lines
    lines: frozenset[str]  # the page's lines that may be titles, folded
    headings: tuple[str, ...]  # the <h1> elements, folded
    window: str  # <title>, or the first line of a text capture, folded
    window_stems: frozenset[str]
    window_first: str  # its part before the first separator
    window_last: str  # its part behind the last one
    given: tuple[str, ...] = ()  # which of PLACES the page has a title in


def best_titles(cleaned: Cleaned) -> tuple[Candidate, ...]:
    """Return the candidates by their evidence, the first one met first among equals; none where none has enough."""
    found = candidates(cleaned)
    if not found:
        return ()
    context = read_context(cleaned, found)
    weights = _weights()[context.form]
    scores = [weigh(evidence(candidate, context), weights) for candidate in found]
    order = sorted(range(len(found)), key=lambda index: -scores[index])
    enough = WINDOW_ENOUGH if context.given == ("window",) else ENOUGH[context.form]
    return tuple(found[index] for index in order) if scores[order[0]] >= enough else ()


def weigh(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the sum of the evidence by its weights; evidence without a weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def read_context(cleaned: Cleaned, found: tuple[Candidate, ...]) -> Context:
    """Return what the page says that its titles can be held against."""
    decisions, markup = cleaned.decisions, cleaned.page.markup
    body = [index for index, decision in enumerate(decisions) if decision.kept]
    form = cleaned.page.capture.format
    first_line = decisions[0].block.text[:LINE] if decisions else ""
    window = (markup.title or "") if form == "html" else first_line
    parts = shorter(window)
    sizes = {len(source.text) for candidate in found for source in candidate.sources}
    return Context(
        form=form,
        opening=stems(" ".join(decisions[index].block.text[:800] for index in body[:OPENING])),
        start=body[0] if body else 0,
        signs=tuple(index for index, each in enumerate(decisions) if each.role in (Role.BYLINE, Role.DATELINE)),
        lines=frozenset(fold(each.block.text) for each in decisions if len(each.block.text) in sizes),
        headings=tuple(map(fold, markup.headings)),
        window=fold(window),
        window_stems=stems(window),
        window_first=fold(parts[-2]) if len(parts) > 1 else "",
        window_last=fold(window[len(parts[0]) :]) if parts else "",
        given=_places(source for candidate in found for source in candidate.sources),
    )


def evidence(candidate: Candidate, context: Context) -> dict[str, float]:
    """Return what speaks for and against a title: where it stands, what it says, how it looks."""
    found = {source.method: 1.0 for source in candidate.sources}
    found.update(_wording(candidate, context))
    found.update(_headings(candidate, context) if context.form == "html" else _surroundings(candidate, context))
    return found


def _wording(candidate: Candidate, context: Context) -> dict[str, float]:
    text = candidate.best.text
    meaning = stems(text)
    size = len(text.split())
    if size < 4 and len(meaning) >= 4:  # a script without spaces
        size = len(meaning)
    shared = len(meaning & context.window_stems)
    return {
        "one word": float(size == 1),
        "two words": float(size == 2),
        "three words": float(size == 3),
        "many words": float(size > 24),
        "said in the opening": len(meaning & context.opening) / len(meaning) if meaning else 0.0,
        "in the window": float(
            bool(context.window) and candidate.name in context.window and candidate.name != context.window
        ),
        "holds the window": float(
            bool(context.window) and context.window in candidate.name and candidate.name != context.window
        ),
        "words from the window": shared / len(meaning) if meaning else 0.0,
        "words of the window": shared / len(meaning | context.window_stems) if meaning else 0.0,
        "has parts": float(has_parts(text)),
        "cut off": float(text.endswith(("…", "..."))),
        "ends in a stop": float(size > 3 and text.endswith((".", "。"))),
        "digits": float(sum(map(str.isdigit, text)) * 4 > len(text)),
        "capitals": float(text.isupper()),
    }


def _headings(candidate: Candidate, context: Context) -> dict[str, float]:
    own = "+".join(_places(candidate.sources))
    return {
        **({f"{own} of {'+'.join(context.given)}": 1.0} if own else {}),  # "printed+window of printed+og+window"
        "first heading": float(context.headings[:1] == (candidate.name,)),
        "only heading": float(set(context.headings) == {candidate.name}),
        "visible": float(candidate.name in context.lines),
    }


def _places(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return which of PLACES these sources are, or are a part of."""
    named = {PLACES.get(source.method.removesuffix(":part")) for source in sources}
    return tuple(place for place in dict.fromkeys(PLACES.values()) if place in named)


def _surroundings(candidate: Candidate, context: Context) -> dict[str, float]:
    """Return what the lines of a text capture around a title say of it."""
    places = [
        source.index for source in candidate.sources if source.index is not None and source.method != "first-line:part"
    ]
    before = [context.start - place for place in places if place <= context.start]
    seen = candidate.has("line")
    return {
        "stands before the text": float(bool(before)),
        "distance": math.log1p(min(before)) if before else 3.5,
        "line again": float(seen and candidate.has("first-line")),
        "part again": float(seen and candidate.has("first-line:part")),
        "first part": float(candidate.name == context.window_first),
        "last part": float(candidate.name == context.window_last),
        "byline or date below": float(any(0 < sign - place <= NEAR for place in places for sign in context.signs)),
        "byline or date next": float(any(sign - place in (1, 2) for place in places for sign in context.signs)),
    }


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    tables: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text("utf-8"))
    return tables
