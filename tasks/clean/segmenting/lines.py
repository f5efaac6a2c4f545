"""A tag-stripped capture as blocks: one for each line that says something."""

from schemas.page import Block
from tasks.clean.encoding.controls import SEPARATOR
from tasks.clean.segmenting.folding import fold


def cut_lines(text: str) -> tuple[Block, ...]:
    r"""Return the lines that hold more than white space, folded, with their numbers from 1.

    A separator parts what an editor counts as one line.

    >>> [(block.text, block.line) for block in cut_lines("One\n\n two  words \u2028three")]
    [('One', 1), ('two words', 3), ('three', 3)]
    """
    numbered = ((part, number) for number, line in enumerate(text.split("\n"), 1) for part in line.split(SEPARATOR))
    return tuple(Block(folded, number) for part, number in numbered if (folded := fold(part)))
