"""A publisher's profile proposed from captures on disk, without a store and without Prefect."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from schemas.article import Article
from schemas.capture import Capture
from schemas.errors import BadInput, ConfigurationError
from tasks.clean.pipeline import clean
from tasks.clean.proposing.proposal import propose
from tasks.clean.proposing.seen import Seen
from tasks.enrich.pipeline import enrich
from tasks.extract.pipeline import extract


def proposed(site: str, paths: Iterable[str], tell: Callable[[str], None]) -> str:
    """Return the text of the profile that captures of a site suggest; `tell` is told what is left out, and why.

    Raises:
        ConfigurationError: a path does not exist, the captures are too few, or one of another site.
    """
    return propose(site, list(_seen(site, paths, tell)))


def write_new(text: str, out: Path) -> None:
    """Write a file that is not there yet.

    Raises:
        ConfigurationError: it is there, or cannot be written.
    """
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror}") from error


def _seen(site: str, paths: Iterable[str], tell: Callable[[str], None]) -> Iterator[Seen]:
    for unit in extract(paths, source=site, absolute=False):
        if not isinstance(unit, Capture):
            tell(f"left out: {unit.place.uri}: {unit.message}")
            continue
        try:
            cleaned = clean(unit)
        except BadInput as error:
            tell(f"left out: {unit.place.uri}: {error}")
            continue
        article = enrich(cleaned)
        language = article.language.code if article.language else None
        yield Seen(cleaned, _day(unit, article), language, article.publisher)


def _day(capture: Capture, article: Article) -> dt.date | None:
    """Return the day of a capture: when it was made, else when its article was published."""
    if capture.captured_at is not None:
        return capture.captured_at.date()
    value = article.published.value or ""
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:  # less than a day is printed
        return None
