"""A tag-stripped capture as blocks: one for each line that says something."""

import re

from schemas.page import Block
from tasks.clean.segmenting.folding import fold

LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029]")


def cut_lines(text: str) -> tuple[Block, ...]:
    r"""Return the lines that hold more than white space, folded, with their numbers from 1.

    >>> [(block.text, block.line) for block in cut_lines("One\n\n two  words ")]
    [('One', 1), ('two words', 3)]
    """
    folded = (fold(line) for line in LINE_END.split(text))
    return tuple(Block(line, number) for number, line in enumerate(folded, 1) if line)
