"""Tables of the article: where the model keeps most of one it keeps its other cells, too."""

from collections.abc import Iterator
from itertools import groupby

from schemas.page import Decision, Role
from tasks.clean.shapes import words
from tasks.clean.sheet import Sheet

CELLS = frozenset({"td", "th"})
FEWEST = 4
"""Cells that make a table: one row of fewer is no more than a line."""
LONGEST = 30
"""Words of the longest cell of such a table: where one is longer the page itself is laid out as a table."""
MOST = 0.5
"""The share of a table's characters that the model must keep: a head or a name alone is as short as a menu's item."""


def table_cells(sheet: Sheet) -> Iterator[tuple[int, Decision]]:
    """Yield the cells that the model drops from the tables it mostly keeps."""
    blocks = sheet.blocks
    for inside, run in groupby(range(len(blocks)), key=lambda index: blocks[index].tag in CELLS):
        cells = list(run) if inside else []
        if len(cells) < FEWEST or any(words(blocks[cell].text) > LONGEST for cell in cells):
            continue
        size = sum(len(blocks[cell].text) for cell in cells)
        kept = sum(len(blocks[cell].text) for cell in cells if sheet.keeps(cell))
        if MOST * size <= kept < size:
            for cell in cells:
                if not sheet.keeps(cell):
                    yield cell, sheet.decide(cell, Role.BODY, "table", sheet.cutoff)
