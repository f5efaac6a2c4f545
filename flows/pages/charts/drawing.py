"""Figures and what becomes of them: SVG for a page, in the page's own colours."""

import io
import re
from typing import Any

INK, FAINT, LINE = "#010101", "#020202", "#030303"
SERIES = ("#040404", "#050505", "#060606", "#070707", "#080808", "#090909", "#0a0a0a")
"""What matplotlib draws with; the page's own colours take their place."""
VARIABLES = {
    INK: "var(--ink)",
    FAINT: "var(--faint)",
    LINE: "var(--line)",
    **{colour: f"var(--series-{number})" for number, colour in enumerate(SERIES, 1)},
}
COLOUR = re.compile("|".join(VARIABLES))
PROLOGUE = re.compile(r"\A.*?(?=<svg )", re.DOTALL)
SIZE = re.compile(r' (?:width|height)="[\d.]+pt"')
INCHES = 9.0


def figure_of(height: float, rows: int = 1, columns: int = 1) -> tuple[Any, Any]:
    """Return an empty figure so many inches high, and its axes: one, or a grid of them."""
    from matplotlib.figure import Figure

    with _style():
        figure = Figure(figsize=(INCHES, height), layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.subplots(rows, columns, squeeze=False)
        for cell in axes.ravel():
            cell.patch.set_alpha(0)
            cell.spines[["top", "right"]].set_visible(False)
        return figure, axes[0][0] if rows == columns == 1 else axes


def svg(figure: Any) -> str:
    """Return a figure as SVG that a page may hold."""
    file = io.StringIO()
    with _style():
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawn = SIZE.sub("", PROLOGUE.sub("", file.getvalue()))
    return COLOUR.sub(lambda found: VARIABLES[found[0]], drawn).replace("<svg ", '<svg aria-hidden="true" ', 1)


def _style() -> Any:
    from matplotlib import rc_context

    colours: Any = {"axes.edgecolor": LINE, "xtick.color": FAINT, "ytick.color": FAINT, "text.color": INK}
    labels: Any = {"xtick.labelcolor": FAINT, "ytick.labelcolor": INK, "font.size": 9, "axes.labelcolor": FAINT}
    return rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "copytaster", "font.family": "sans-serif", **colours, **labels}
    )


def cut(name: str) -> str:
    """Return a name short enough to stand beside a bar."""
    return name if len(name) <= 32 else f"{name[:31]}…"
