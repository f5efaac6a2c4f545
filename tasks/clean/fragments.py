"""Lines of a tag-stripped capture as paragraphs, those joined again that a stripped inline tag had split."""

import re
from collections.abc import Sequence

from schemas.page import Block

ENDED = re.compile(r"""[.!?…:。！？؟।]["'”’»)\]」』]{0,3}$""")
CONTINUES = re.compile(r"[,.;:!?)\]”’»…]|'s\b")
"""How a line begins that can only be the rest of the one before: ", he said", "’s team"."""
OPENS = re.compile(r"[(\[“„«]$")


def rejoined(kept: Sequence[Block]) -> str:
    r"""Return the lines as paragraphs; a line goes on with the next where that is sure.

    >>> rejoined([Block("According to", 1), Block("the paper", 2), Block(", nothing.", 3), Block("Next.", 5)])
    'According to the paper, nothing.\n\nNext.'
    """
    written: list[str] = []
    before: Block | None = None
    for block in kept:
        if before is not None and block.line <= before.line + 1 and _goes_on(before.text, block.text):
            glue = "" if CONTINUES.match(block.text) or OPENS.search(before.text) else " "
            written.append(glue + block.text)
        else:
            written.append(("\n\n" if written else "") + block.text)
        before = block
    return "".join(written)


def _goes_on(before: str, after: str) -> bool:
    if CONTINUES.match(after):
        return True
    return after[0].islower() and not ENDED.search(before)
