"""Selectors of a site's pages: where the text stands, the one block of a field, what in there never is text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import mean
from typing import NamedTuple

from schemas.page import Cleaned, Role
from tasks.clean.selector import Selector, parse_selector

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{1,60}")
CODED = re.compile(r"\d{3}|__[A-Za-z0-9_-]{5}$|^(?:css|sc)-")
"""A name that a build tool or an article's number makes: "styles_body__x7Kq2", "css-1r7ky0e", "story-48211"."""
PLACES = frozenset({"div", "section", "article", "main", "td"})
"""Elements in which text may stand without a paragraph."""
COVERED = 0.6
"""The share of what is taken for text that must stand in its place: the rest is other stories."""
WEIGHT = 4
"""How many times more it counts that text stands outside its place than that something else stands inside."""
MOST_DROPPED = 6


class Place(NamedTuple):
    """Where the text of pages stands: how well that fits, whether an id says so, and its selector."""

    fit: float  # the mean of the share of the text in there and the share of text in there, from 0 to 1
    unique: bool
    selector: str


def standing(pages: Sequence[Cleaned]) -> Place | None:
    """Return the id or class in which the text of all these pages stands, the one with the least else in it."""
    counts = [_counts(page) for page in pages]
    texts = [sum(len(each.block.text) for each in page.decisions if each.kept) for page in pages]
    shared = set.intersection(*(set(kept) for kept, _ in counts)) if counts else set()
    places = []
    for name in shared:
        shares = [kept[name] / max(1, text) for (kept, _), text in zip(counts, texts, strict=True)]
        purity = mean(kept[name] / whole[name] for kept, whole in counts)
        if min(shares) >= COVERED:
            fit = (1 + WEIGHT) * mean(shares) * purity / (WEIGHT * purity + mean(shares))
            places.append(Place(fit, name.startswith("#"), name))
    return max(places, default=None)


def field_selector(pages: Sequence[Cleaned], role: Role, *, everywhere: bool = True) -> str | None:
    """Return the selector that picks the one block of a role on each page, None where there is none.

    With `everywhere` every page must have that block; else some pages may have neither the block nor the element.
    """
    first = next((page for page in pages if page.blocks(role)), None)
    path = first.blocks(role)[0].path if first else None
    if path is None:
        return None
    return next((each for each in _candidates(path) if _picks(each, pages, role, everywhere)), None)


def dropping(pages: Sequence[Cleaned], within: str) -> tuple[str, ...]:
    """Return classes inside the text's place that several pages have and that never hold text, the longest first."""
    (place,) = parse_selector(within)
    held: dict[str, dict[tuple[int, int], int]] = {}  # where a name's blocks stand, and how long they are
    kept: set[str] = set()
    for number, page in enumerate(pages):
        for index, each in enumerate(page.decisions):
            path = each.block.path or ""
            names = _names_around(path) if place.matches(path) else ()
            if each.kept:
                kept.update(names)
            for name in names:
                held.setdefault(name, {})[number, index] = len(each.block.text)
    found = {name: sizes for name, sizes in held.items() if name not in kept and len({page for page, _ in sizes}) > 1}
    chosen: list[str] = []
    told: set[tuple[int, int]] = set()
    for name in sorted(found, key=lambda each: (-sum(found[each].values()), each)):
        if len(chosen) < MOST_DROPPED and not found[name].keys() <= told:
            chosen.append(name)
            told |= found[name].keys()
    return tuple(chosen)


def _counts(page: Cleaned) -> tuple[Counter[str], Counter[str]]:
    """Return for each id and class the characters of text, and of all blocks, that stand in it."""
    kept: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for each in page.decisions:
        sizes = dict.fromkeys(_names_around(each.block.path or ""), len(each.block.text))
        whole.update(sizes)
        if each.kept:
            kept.update(sizes)
    return kept, whole


@lru_cache(maxsize=4096)
def _names_around(path: str) -> frozenset[str]:
    """Return the ids and classes of the elements a block stands in; its own only where it is no paragraph."""
    steps = path.split(">")
    if steps[-1].partition(".")[0].partition("#")[0] not in PLACES:
        steps = steps[:-1]
    inner = (step for step in steps if not step.startswith(("html", "body")))
    return frozenset(name for step in inner for name in _names(step))


@lru_cache(maxsize=4096)
def _names(step: str) -> tuple[str, ...]:
    """Return the lasting names of one element: "#main" and ".story" of "div#main.story.css-1x2y3z"."""
    tag, *classes = step.split(".")
    identity = tag.partition("#")[2]
    named = [f"#{identity}", *(f".{each}" for each in classes)]
    return tuple(each for each in named if NAME.fullmatch(each[1:]) and not CODED.search(each[1:]))


def _candidates(path: str) -> Iterator[str]:
    """Yield selectors of an element: by its own names, then by those of what it stands in, the closest first."""
    *above, own = path.split(">")
    tag = own.partition(".")[0].partition("#")[0]
    for name in _names(own):
        yield f"{tag}{name}"
    for step in reversed(above):
        for name in _names(step):
            yield f"{name} {tag}"


def _picks(selector: str, pages: Sequence[Cleaned], role: Role, everywhere: bool) -> bool:
    (parsed,) = parse_selector(selector)
    return all(_picks_on(parsed, page, role, everywhere) for page in pages)


def _picks_on(selector: Selector, page: Cleaned, role: Role, everywhere: bool) -> bool:
    picked = [each for each in page.decisions if each.block.path and selector.matches(each.block.path)]
    return len(picked) == 1 and picked[0].role is role if picked else not everywhere
