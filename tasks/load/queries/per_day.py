"""How many articles were published each day of a week, or of a month at most, by UTC."""

from datetime import date, timedelta

from pydantic import Field

from tasks.load.query import Counting, Parameters, Query, between


class PerDay(Parameters):
    """Some days, one after the other."""

    since: date = Field(description="the first day", le=date(9999, 1, 1))
    days: int = Field(default=7, ge=1, le=31, description="how many days, 31 at most")


def ask(given: PerDay) -> Counting:
    """Return the question."""
    days = [given.since + timedelta(days=number) for number in range(given.days + 1)]
    bounds = tuple(between(day, None)["$gte"] for day in days)
    return Counting("articles", "rank", tuple(day.isoformat() for day in days[:-1]), bounds)


QUERY = Query("per-day", "articles for each day", PerDay, ask, ("day", "articles"), "since=2017-06-01 days=7")
