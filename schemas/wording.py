"""Numbers in sentences for people."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return so many of something, in words; `many` where an s does not make the plural.

    >>> counted(1, "article"), counted(12_000, "article"), counted(0, "copy", "copies")
    ('1 article', '12,000 articles', '0 copies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
