"""How a page writes days in figures: 04/06/2017 is April in Boston and June in London."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from schemas.page import Cleaned
from tasks.grammar.dates import LINE, find_dates
from tasks.grammar.stamps import read_stamp

DAY_FIRST_REGIONS = "gb uk au nz ie in za ng ke pk gh zw ug tz bd lk sg my hk mt"
MONTH_FIRST_REGIONS = "us ph"
"""Countries by their code in languages and addresses; elsewhere papers in English write either way."""
MANY = 2_000
"""Lines looked at for a date that can be read in one way only."""


def writes_day_first(cleaned: Cleaned, language: str | None) -> bool | None:
    """Return whether the page writes the day before the month, None where nothing tells.

    Its time tags decide, which say in a stamp what they print in figures; then its own unambiguous dates, its country,
    its language: English alone decides nothing.
    """
    for seen in (_tagged(cleaned), _unambiguous(cleaned)):
        if seen is not None:
            return seen
    for region in _regions(cleaned):
        if region in DAY_FIRST_REGIONS.split():
            return True
        if region in MONTH_FIRST_REGIONS.split():
            return False
    return None if language in (None, "en", "und") else True


def _tagged(cleaned: Cleaned) -> bool | None:
    """Return the order in which time tags print the day of their stamp: "2023-10-12" as "10/12/2023"."""
    orders: set[bool] = set()
    for stamp, text, _ in cleaned.page.markup.times[:MANY]:
        given = read_stamp(stamp) if stamp and "/" in text else None
        dates = find_dates(text) if given and given.day and len(text) <= LINE else ()
        for readings in (printed.readings for printed in dates if printed.readings):
            fitting = [place for place, each in enumerate(readings) if given and each[:10] == str(given.day)]
            orders.update(place == 0 for place in fitting)
    return orders.pop() if len(orders) == 1 else None


def _unambiguous(cleaned: Cleaned) -> bool | None:
    orders = set()
    for block in cleaned.page.blocks[:MANY]:
        if "/" in block.text and len(block.text) <= LINE:
            for printed in find_dates(block.text):
                first, _, rest = printed.raw.partition("/")
                if first.strip().isdigit() and rest[:2].strip("/").isdigit() and printed.value and len(first) < 3:
                    orders.add(int(first) > 12)
    return orders.pop() if len(orders) == 1 else None


def _regions(cleaned: Cleaned) -> Iterator[str]:
    markup = cleaned.page.markup
    if markup.canonical:
        try:
            host = urlsplit(markup.canonical).hostname or ""
        except ValueError:  # an address with a broken port or bracket names no country
            host = ""
        yield host.rsplit(".", 1)[-1]
    if markup.language and "-" in markup.language:
        yield markup.language.split("-")[-1].lower()
