"""The evidence on each block of a page, as a matrix: a row a block, a column a feature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tasks.clean.decoder.characters import Floats, Singles
from tasks.clean.decoder.headline import relate
from tasks.clean.decoder.lexicon import Lexicon, weigh_words
from tasks.clean.decoder.nesting import Nest, build_nest, nest
from tasks.clean.decoder.said import said, title_of
from tasks.clean.decoder.surroundings import surround
from tasks.clean.decoder.wording import Wording, word_up
from tasks.clean.segmented import Segmented


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All that is known of a page's blocks before any of them is judged."""

    wording: Wording
    nest: Nest | None
    columns: dict[str, Floats]

    def matrix(self, names: Sequence[str]) -> Singles:
        """Return the named columns side by side."""
        return side_by_side(self.columns, names)


def side_by_side(columns: Mapping[str, Floats], names: Sequence[str]) -> Singles:
    """Return the named columns as a matrix, a row a block."""
    matrix = np.empty((len(names), len(columns[names[0]])), dtype=np.float32)
    for row, name in enumerate(names):
        matrix[row] = columns[name]
    return np.ascontiguousarray(matrix.T)


def elements_of(segmented: Segmented, lexicon: Lexicon) -> Nest | None:
    """Return what is known of a page's elements, None of a text capture; the parts of a long page share it."""
    return None if segmented.layout is None else build_nest(segmented.layout.elements, lexicon)


def gather(segmented: Segmented, lexicon: Lexicon, elements: Nest | None) -> Evidence:
    """Return the evidence on a page's blocks, of which there is at least one; `elements` are the whole page's."""
    blocks = segmented.page.blocks
    wording = word_up([block.text for block in blocks], np.array([block.links for block in blocks]))
    columns = dict(wording.columns)
    columns.update(weigh_words(wording, lexicon))
    layout = segmented.layout
    if layout is None or elements is None:
        columns.update(relate(wording, None, None))
        columns.update(surround(wording, columns))
        return Evidence(wording, None, columns)
    markup = segmented.page.markup
    columns.update(said(markup, wording))
    nested = nest(layout, wording, elements)
    columns.update(nested)
    columns.update(relate(wording, title_of(markup), nested["tag"] == 4))
    columns.update(surround(wording, columns))
    return Evidence(wording, elements, columns)
