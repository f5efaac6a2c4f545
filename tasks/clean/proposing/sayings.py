"""Lines of a site's own: those that prove its layout where the tags are gone, that stand in its text, that end it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.page import Cleaned
from tasks.clean.cues.table import TABLE
from tasks.clean.furniture import furniture_role
from tasks.clean.profiling import LONGEST_LINE
from tasks.clean.templates.recurring import LEAST_ARTICLES

SHARE = 0.7
"""The share of a layout's captures that show a line which proves it."""
LENGTHS = range(8, 81)
"""Characters of a line that proves: any site's menu has shorter ones, and a longer one may change any day."""
MOST = 8
LEAST = 2
PROVING = 3
"""Lines that a capture must show, where all captures show so many."""
BEHIND = 0.8
"""The share of the text that must stand before a line for it to end the article."""
ENDS = 2


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines that prove a layout, and how many of them a capture must show."""

    lines: tuple[str, ...]
    least: int


def signature(pages: Sequence[Cleaned], site: str) -> Signature | None:
    """Return the lines that tell the site's captures from others, None where they share too few.

    A label that any site may have proves nothing; a line that names the site proves the most.
    """
    if len(pages) < LEAST_ARTICLES:
        return None
    shown = Counter(line for page in pages for line in _shown(page))
    kept = {each.block.text for page in pages for each in page.decisions if each.kept}
    name = max(site.split(".")[:-1], key=len)
    lines = [
        line for line, count in shown.items() if count >= SHARE * len(pages) and line not in kept and _proves(line)
    ]
    lines.sort(key=lambda line: (name not in "".join(line.casefold().split()), -shown[line], -len(line), line))
    chosen = tuple(lines[:MOST])
    fewest = min((count for page in pages if (count := _count(page, chosen)) >= LEAST), default=0)
    return Signature(chosen, min(PROVING, fewest)) if fewest else None


def strangers(pages: Sequence[Cleaned], proof: Signature) -> list[Cleaned]:
    """Return the pages that a signature does not prove."""
    return [page for page in pages if _count(page, proof.lines) < proof.least]


def _count(page: Cleaned, lines: Sequence[str]) -> int:
    shown = _shown(page)
    return sum(line in shown for line in lines)


def intruding(pages: Sequence[Cleaned]) -> tuple[str, ...]:
    """Return lines that recur from article to article and are taken for text, the most frequent first."""
    shown = Counter(line for page in pages for line in _shown(page))
    kept = {each.block.text for page in pages for each in page.decisions if each.kept}
    found = [line for line in kept if len(line) <= LONGEST_LINE and shown[line] >= max(LEAST_ARTICLES, len(pages) / 2)]
    return tuple(sorted(found, key=lambda line: (-shown[line], line)))


def ending(pages: Sequence[Cleaned]) -> tuple[str, ...]:
    """Return the first lines that stand after the text of every page that has them, on nearly every page."""
    places: dict[str, list[float]] = {}
    for page in pages:
        for line, (behind, distance) in _ends(page).items():
            places.setdefault(line, []).append(distance if behind >= BEHIND else -1.0)
    sure = {
        line: sum(found) / len(found)
        for line, found in places.items()
        if len(found) >= max(LEAST_ARTICLES, SHARE * len(pages)) and min(found) >= 0
    }
    return tuple(sorted(sure, key=lambda line: (sure[line], line))[:ENDS])


def _shown(page: Cleaned) -> frozenset[str]:
    return frozenset(each.block.text for each in page.decisions if len(each.block.text) <= LONGEST_LINE)


def _proves(line: str) -> bool:
    lettered = any(map(str.isalpha, line)) and "*" not in line
    return len(line) in LENGTHS and lettered and TABLE().match(line) is None and furniture_role(line) is None


def _ends(page: Cleaned) -> dict[str, tuple[float, float]]:
    """Return for each line that is no text how much of the text stands before its first place, and where that is."""
    sizes = [len(each.block.text) if each.kept else 0 for each in page.decisions]
    total, behind = max(1, sum(sizes)), 0
    found: dict[str, tuple[float, float]] = {}
    for index, (each, size) in enumerate(zip(page.decisions, sizes, strict=True)):
        if len(each.block.text) in LENGTHS and any(map(str.isalpha, each.block.text)):
            found.setdefault(each.block.text, (behind / total if not size else 0.0, index / len(sizes)))
        behind += size
    return found
