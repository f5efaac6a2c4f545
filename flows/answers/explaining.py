"""Captures to explain: from a path as the user named it, or from the store by an id."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.pages.rendering import render, write_page
from schemas.capture import Capture, Place
from schemas.errors import BadInput, ConfigurationError
from schemas.outcome import Outcome
from tasks.clean.explaining import Row, explain
from tasks.extract.pipeline import extract


def captures_at(path: str) -> Iterator[Capture | Outcome]:
    """Return the captures of a file, a folder or a glob.

    Raises:
        ConfigurationError: nothing is there.
    """
    return extract([path], source="explain", absolute=False)


def is_path(target: str) -> bool:
    """Return whether a target names something on disk rather than something stored."""
    return os.path.lexists(target) or os.sep in target or not _is_id(target)


def _is_id(target: str) -> bool:
    return bool(target) and all(character in "0123456789abcdef" for character in target)


def stored_capture(identifier: str, store: str | None) -> Capture:
    """Return the bytes an article, or a quarantined unit, was made from.

    Raises:
        ConfigurationError: no such id, or several that start so, or its bytes were never read.
    """
    from flows.answers.opening import opened

    with opened(store) as catalogue:
        article = catalogue.article(identifier)
        unit = article["source"] if article else catalogue.quarantined(identifier)
        if unit is None:
            raise ConfigurationError(f"no file, and no article or quarantined capture, is called {identifier!r}")
        if not unit.get("sha256"):
            raise ConfigurationError(f"the bytes of {identifier!r} were never read")
        data = catalogue.raw(unit["sha256"])
    place = Place("explain", unit["uri"].encode("utf-8", "surrogateescape"), unit.get("member"))
    return Capture(place, data, unit["sha256"], unit["format"])


@dataclass(frozen=True, slots=True)
class Explained:
    """One capture of the page that `explain --html` writes."""

    uri: str
    refusal: str | None = None
    profile: str | None = None
    publisher: str | None = None
    rows: tuple[Row, ...] = ()

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many blocks have each role, the most frequent first."""
        return Counter(row.role for row in self.rows).most_common()


def written_page(units: Iterable[Capture | Outcome], out: Path) -> int:
    """Write one self-contained page that explains these captures, and return how many there are.

    Raises:
        ConfigurationError: the page cannot be written there.
    """
    pages = [_explained(unit) for unit in units]
    write_page(render("explanation.html", pages=pages), out)
    return len(pages)


def _explained(unit: Capture | Outcome) -> Explained:
    if isinstance(unit, Outcome):
        return Explained(unit.place.uri, f"{unit.verdict.value}, {unit.reason}: {unit.message}")
    try:
        found = explain(unit)
    except BadInput as error:
        return Explained(unit.place.uri, f"{error.reason}: {error}")
    return Explained(unit.place.uri, found.refusal, found.profile, found.publisher, found.rows)
