"""Bylines and date lines: the short lines around an article's headline."""

import re
from functools import lru_cache

from schemas.page import Role
from tasks.grammar.bylines import read_byline
from tasks.grammar.dates import is_date_line

LONGEST = 120
MARKS = re.compile(r"\s[|·•–—/]\s")
"""What stands between a date and a name: "18 May 2022 | By Ann Lee"."""
DIGIT = re.compile(r"\d")


@lru_cache(maxsize=8192)
def furniture_role(text: str) -> Role | None:
    """Return BYLINE or DATELINE for a line that is one and says little else; a line that is both is a byline.

    >>> [furniture_role(line) for line in ("By Ann Lee", "20 October 2017 [15:08] - Example.Az", "Port strike ends")]
    [<Role.BYLINE: 'byline'>, <Role.DATELINE: 'dateline'>, None]
    >>> furniture_role("18. Mai 2022 | Von Katrin Vollmer")
    <Role.BYLINE: 'byline'>
    """
    if len(text) > LONGEST:
        return None
    if read_byline(text) is not None:
        return Role.BYLINE
    if DIGIT.search(text) is None:
        return None
    day, by, names = text.partition(" by ")
    if by and is_date_line(day) and read_byline(f"By {names}") is not None:
        return Role.BYLINE  # "Posted on October 29, 2021 by Ann Lee"
    parts = MARKS.split(text)
    if len(parts) > 1 and all(is_date_line(part) or read_byline(part) is not None for part in parts):
        return Role.BYLINE if any(read_byline(part) is not None for part in parts) else Role.DATELINE
    return Role.DATELINE if is_date_line(text) else None
