"""White space folded, in memory that a line of a hundred megabytes does not multiply."""

CHUNK = 1_000_000
"""Characters folded at a time."""


def fold(text: str) -> str:
    """Return the text with every run of white space as one space, and none at its ends.

    >>> fold("  two \\n words ")
    'two words'
    """
    if len(text) <= CHUNK:
        return " ".join(text.split())
    pieces: list[str] = []
    apart = False
    for start in range(0, len(text), CHUNK):
        chunk = text[start : start + CHUNK]
        folded = " ".join(chunk.split())
        if folded:
            if pieces and (apart or chunk[0].isspace()):
                pieces.append(" ")
            pieces.append(folded)
        apart = chunk[-1].isspace() if folded else True
    return "".join(pieces)
