"""Lines over time, a small chart for each."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flows.pages.charts.drawing import INK, SERIES, cut, figure_of, svg


def over_time(points: Mapping[str, Sequence[tuple[date, float]]], marked: frozenset[str]) -> str:
    """Return a small line for each name, from 0 to 1 over the same days; the marked ones stand out and say so.

    There is at least one point.
    """
    columns = 3
    rows = max(1, -(-len(points) // columns))
    figure, grid = figure_of(1.35 * rows + 0.3, rows, columns)
    every = [day for line in points.values() for day, _ in line]
    ends = min(every), max(every)
    cells = [cell for row in grid for cell in row]
    for cell, (name, line) in zip(cells, points.items(), strict=False):
        colour = SERIES[5] if name in marked else SERIES[0]
        cell.plot([day for day, _ in line], [each for _, each in line], color=colour, marker="o", markersize=3)
        cell.set_ylim(0, 1.05)
        cell.set_title(f"{cut(name)}: drifted" if name in marked else cut(name), loc="left", fontsize=9, color=INK)
        cell.set_xlim(ends[0] - timedelta(days=1), ends[1] + timedelta(days=1))
        cell.set_xticks(sorted(set(ends)), [f"{day:%d %b %y}" for day in sorted(set(ends))])
    for cell in cells[len(points) :]:
        cell.set_visible(False)
    return svg(figure)
