"""A flow diagram: what came in on the left, what became of it to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.pages.charts.drawing import INK, SERIES, cut, figure_of, svg

WIDTH = 0.03
TALL = 1.1
GAP = 0.11
"""Between two boxes of a column, of a column's height of 1: a line of text must fit."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A stream of a flow diagram: from one box to one of the next column, so many units wide."""

    source: str
    target: str
    units: int


def flowing(flows: Sequence[Flow]) -> str:
    """Return a flow diagram: boxes in columns from left to right, streams between them as wide as their units."""
    from matplotlib.patches import PathPatch, Rectangle

    columns = _columns(flows)
    figure, axes = figure_of(max(2.5, 0.34 * max(map(len, columns)) + 0.6))
    boxes = _boxes(columns, flows)
    left = {name: box[1] for name, box in boxes.items()}
    right = dict(left)
    order = {name: place for place, name in enumerate(name for column in columns for name in column)}
    for number, flow in enumerate(sorted(flows, key=lambda each: (order[each.source], order[each.target]))):
        height = flow.units * _scale(flows)
        path = _ribbon(
            boxes[flow.source][0] + WIDTH, right[flow.source], boxes[flow.target][0], left[flow.target], height
        )
        axes.add_patch(PathPatch(path, facecolor=SERIES[number % len(SERIES)], alpha=0.45, linewidth=0))
        right[flow.source] += height
        left[flow.target] += height
    for name, (x, y, height, units) in boxes.items():
        axes.add_patch(Rectangle((x, y), WIDTH, height, facecolor=INK, linewidth=0))
        axes.text(x + WIDTH + 0.02, y + height / 2, f"{cut(name)} {units:,}", va="center", color=INK)
    axes.set_xlim(0, len(columns) - 0.2)
    axes.set_ylim(max(top + height for _, top, height, _ in boxes.values()) + 0.05, -0.05)
    axes.axis("off")
    return svg(figure)


def _columns(flows: Sequence[Flow]) -> list[list[str]]:
    """Return the boxes of each column: a box stands one column behind the farthest that flows into it."""
    depth: dict[str, int] = {}
    for flow in flows:
        depth[flow.target] = max(depth.get(flow.target, 0), depth.setdefault(flow.source, 0) + 1)
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name, column in depth.items():
        columns[column].append(name)
    return columns


def _boxes(columns: Sequence[Sequence[str]], flows: Sequence[Flow]) -> dict[str, tuple[float, float, float, int]]:
    """Return for each box its left edge, its top, its height and its units; all columns end together."""
    boxes: dict[str, tuple[float, float, float, int]] = {}
    for x, column in enumerate(columns):
        spread = GAP if len(column) * GAP < TALL else TALL / len(column)
        top = 0.0
        for name in column:
            units = _units(name, flows)
            height = units * _scale(flows)
            boxes[name] = (float(x), top, height, units)
            top += max(height, spread * 0.4) + spread * 0.6
    bottoms = {
        x: max(top + height for left, top, height, _ in boxes.values() if left == x) for x in range(len(columns))
    }
    lowest = max(bottoms.values())
    return {name: (x, top + lowest - bottoms[int(x)], height, units) for name, (x, top, height, units) in boxes.items()}


def _units(name: str, flows: Sequence[Flow]) -> int:
    coming = sum(flow.units for flow in flows if flow.target == name)
    return coming or sum(flow.units for flow in flows if flow.source == name)


def _scale(flows: Sequence[Flow]) -> float:
    first = flows[0].source
    return 0.6 / max(1, sum(flow.units for flow in flows if flow.source == first))


def _ribbon(x: float, y: float, x2: float, y2: float, height: float) -> Any:
    from matplotlib.path import Path

    middle = (x + x2) / 2
    corners = [(x, y), (middle, y), (middle, y2), (x2, y2), (x2, y2 + height), (middle, y2 + height)]
    corners += [(middle, y + height), (x, y + height), (x, y)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return Path(corners, codes)
