"""Words of pages and paths in a Markdown artifact: escaped by us and cut, whatever the UI would make of them."""

import re

from flows.printing import visible

SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~&:@/\"'$=^%]")
UNCODED = re.compile(r"[`|<>&]")
"""What would end a piece of code, or a table's cell."""
LONGEST = 120


def text(words: object, longest: int = LONGEST) -> str:
    r"""Return words as they are to be read: no link, no tag, no table cell comes of them.

    By backslashes: Prefect's UI shows a character reference as it is written.

    >>> print(text("[x](javascript:a) <img onerror=b> | c"))
    \[x\]\(javascript\:a\) \<img onerror\=b\> \| c
    """
    return SPECIAL.sub(r"\\\g<0>", shortened(words, longest))


def code(words: object, longest: int = LONGEST) -> str:
    """Return words as code; what would end it is left out.

    >>> code("a`b|c")
    '`abc`'
    """
    kept = UNCODED.sub("", shortened(words, longest)).replace("](", "] (")
    return f"`{kept or '-'}`"


def shortened(words: object, longest: int = LONGEST) -> str:
    """Return words on one line, cut at a length, with nothing in them that a screen obeys."""
    line = visible(" ".join(str(words)[: 8 * longest].split()))  # cut before it is looked at: it may be long
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def table(columns: list[str], rows: list[list[str]]) -> str:
    """Return a table; its cells are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
