"""A date and where the page says it."""

from dataclasses import dataclass, replace
from datetime import date

from schemas.article import Evidence, Published
from tasks.grammar.dates import PrintedDate, instant_of

EARLIEST = date(1991, 8, 6)
"""The day of the first web site: what is older is its subject's date, a slip, or a clock that was never set."""
LATEST = 2099
"""The last year taken for one where nothing says when a page was captured: what is later is a slip."""


@dataclass(frozen=True, slots=True)
class DateSource:
    """A date, the method that found it, and the line or the tag it stands in."""

    printed: PrintedDate
    method: str  # "json-ld", "meta", "time-tag", "text-dateline", "wire-dateline", "url"
    where: str | None = None
    line: int | None = None
    is_other_story: bool = False  # it stands in what describes another article

    @property
    def evidence(self) -> Evidence:
        """Return the evidence for the field that this date fills."""
        return Evidence(method=self.method, line=self.line, where=self.where, raw=self.printed.raw)

    def decided(self, day_first: bool) -> "DateSource":
        """Return the date with its figures read in one of two ways."""
        return replace(self, printed=self.printed.decided(day_first))

    def with_year(self, year: int, method: str) -> "DateSource":
        """Return the date in a year that other evidence proves."""
        value = (self.printed.value or "").replace("--", f"{year:04d}-", 1)
        return replace(self, printed=replace(self.printed, value=value), method=f"{self.method}+{method}")


def fault_of(source: DateSource, captured_on: str | None) -> str | None:
    """Return why a date cannot be the article's, None where it can.

    A day is granted for zones: a page captured on one day may print the next.
    """
    printed = source.printed
    if source.is_other_story:
        return "other-story"
    if printed.fault in ("impossible-date", "unread-date"):
        return printed.fault
    day = printed.day
    if day is None:
        return None
    if day < EARLIEST:
        return "too-old"
    if captured_on and (day - date.fromisoformat(captured_on)).days > 1:
        return "after-capture"
    if day.year > LATEST:
        return "too-late"
    return None


def published(source: DateSource, candidates: tuple[str, ...] = ()) -> Published:
    """Return a date as the record holds it."""
    printed = source.printed
    return Published(
        value=printed.value,
        precision=printed.precision if printed.value else None,
        instant=instant_of(printed.value),
        raw=printed.raw,
        method=source.method,
        candidates=candidates,
    )


def rejected(source: DateSource, fault: str) -> Published:
    """Return a date that cannot be, as the record holds it: the words, and why they give no value."""
    return Published(raw=source.printed.raw, method=f"rejected:{fault}")
