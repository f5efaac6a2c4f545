"""Bylines and date lines: the short lines around an article's headline."""

import re
from functools import lru_cache

from schemas.page import Role
from tasks.grammar.bylines import read_byline
from tasks.grammar.dates import is_date_line

LONGEST = 120
DIGIT = re.compile(r"\d")


@lru_cache(maxsize=8192)
def furniture_role(text: str) -> Role | None:
    """Return BYLINE or DATELINE for a line that is one and says little else; a line that is both is a byline.

    >>> [furniture_role(line) for line in ("By Ann Lee", "20 October 2017 [15:08] - Example.Az", "Port strike ends")]
    [<Role.BYLINE: 'byline'>, <Role.DATELINE: 'dateline'>, None]
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
    return Role.DATELINE if is_date_line(text) else None
