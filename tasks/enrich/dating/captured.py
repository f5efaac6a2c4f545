"""When a capture was taken: the day after which nothing on it was published. No clock of a machine decides it."""

import re
from datetime import date

from schemas.page import Cleaned
from tasks.grammar.dates import find_dates

HEADER = 5
"""Lines at the top of a text capture that may say when it was taken."""
TAKEN = re.compile(
    r"\W{0,3}(?:date\s(?=\d{4}-)|(?:page\s)?(?:captured|crawled|archived|retrieved|fetched|saved|snapshot|accessed)\b"
    r"(?:\s(?:on|at|date|time|from)){0,2}\W{0,3})",
    re.IGNORECASE,
)
"""What stands before the day in the header of a text capture: "date 2017-06-15 Back to Main page", "Captured on …"."""
LONGEST = 200
"""Characters of a header that are read."""


def capture_day(cleaned: Cleaned) -> str | None:
    """Return the day on which a capture was taken as ISO text, the earlier one where container and header differ.

    A header must say that it is one: a date alone may be the article's own, or another article's.
    """
    taken = cleaned.page.capture.captured_at
    days = [taken.date(), *_headers(cleaned)] if taken else _headers(cleaned)
    return min(days).isoformat() if days else None


def day_taken(line: str) -> date | None:
    """Return the day on which a header says that its page was captured; None where it says no such thing.

    >>> day_taken("date 2017-06-15 Back to Main page"), day_taken("15 June 2017")
    (datetime.date(2017, 6, 15), None)
    """
    said = TAKEN.match(line[:LONGEST])
    dates = find_dates(line[:LONGEST]) if said else ()
    return dates[0].day if said and dates and said.end() == dates[0].span[0] else None


def _headers(cleaned: Cleaned) -> list[date]:
    """Return the days that the first lines of a text capture give for its taking."""
    lines = (each.block.text for each in cleaned.decisions[:HEADER] if each.block.tag is None)
    return [day for line in lines if (day := day_taken(line))]
