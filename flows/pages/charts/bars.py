"""Bars: over days, and by rank."""

from collections.abc import Mapping, Sequence
from datetime import date

from flows.pages.charts.drawing import INK, SERIES, cut, figure_of, svg

FEWEST = 10
"""Bars there is room for at least: a single day is no wall."""


def stacked(days: Sequence[date], series: Mapping[str, Sequence[int]]) -> str:
    """Return bars over days, one for each, the series on top of each other."""
    figure, axes = figure_of(3.0)
    below = [0] * len(days)
    for colour, (name, values) in zip(SERIES, series.items(), strict=False):
        axes.bar(range(len(days)), values, bottom=below, color=colour, label=name, width=0.8)
        below = [one + other for one, other in zip(below, values, strict=True)]
    step = max(1, len(days) // 12)
    axes.set_xticks(range(0, len(days), step), [f"{day:%d %b %y}" for day in days[::step]], rotation=30, ha="right")
    axes.set_xlim(-0.6, max(FEWEST, len(days)) - 0.4)
    axes.legend(frameon=False, ncols=6, loc="lower left", bbox_to_anchor=(0, 1), labelcolor=INK)
    return svg(figure)


def ranked(values: Mapping[str, int]) -> str:
    """Return horizontal bars, the first on top, each with its number."""
    figure, axes = figure_of(0.6 + 0.26 * len(values))
    names = [cut(name) for name in values]
    bars = axes.barh(range(len(names)), list(values.values()), color=SERIES[0], height=0.7)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.bar_label(bars, [f"{each:,}" for each in values.values()], padding=3, color=INK)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.margins(x=0.1)
    return svg(figure)
