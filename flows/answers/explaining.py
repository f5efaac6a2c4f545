"""Captures to explain, and the sites' templates to read them with: from a path, or from the store by an id."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.pages.rendering import render, write_page
from flows.runs.handing import file_of
from flows.settings import settings
from schemas.capture import Capture, Place
from schemas.errors import BadInput, ConfigurationError
from schemas.outcome import Outcome
from schemas.template import Templates
from tasks.clean.explaining import Row, explain
from tasks.clean.templates.templating import NONE, read_templates
from tasks.extract.pipeline import extract
from tasks.load.templating import source_of
from tasks.provenance import templates_of

MADE_WITHOUT = "made without templates: the store has some now, which `reprocess` would use"
OTHERS_NOW = "read with the templates it was made with: today's are others"
UNKNOWN = "read with today's templates: those it was made with are not known here any more"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be explained, and with which templates; `said` tells of them what one would not expect."""

    units: Iterable[Capture | Outcome]
    templates: Templates = NONE
    said: str = ""


def captures_at(path: str, source: str, templates: Path | None) -> Asked:
    """Return the captures of a file, a folder or a glob, with the templates of a file.

    Raises:
        ConfigurationError: nothing is there, or the file holds no templates.
    """
    known = NONE if templates is None else read_templates(templates)
    return Asked(extract([path], source=source, absolute=False), known)


def is_path(target: str) -> bool:
    """Return whether a target names something on disk rather than something stored."""
    return os.path.lexists(target) or os.sep in target or not _is_id(target)


def _is_id(target: str) -> bool:
    return bool(target) and all(character in "0123456789abcdef" for character in target)


def stored_capture(identifier: str, store: str | None) -> Asked:
    """Return the bytes an article, or a quarantined unit, was made from, and the templates it was made with.

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
        now = catalogue.templates()
    source = source_of(article) if article else unit["source"] or "explain"
    place = Place(source, unit["uri"].encode("utf-8", "surrogateescape"), unit.get("member"))
    templates, said = _made_with((article or unit)["pipeline"], now)
    return Asked([Capture(place, data, unit["sha256"], unit["format"])], templates, said)


def _made_with(made_by: str | None, now: Templates) -> tuple[Templates, str]:
    """Return the templates that a record was made with, today's where they are gone, and what to say of it."""
    digest = templates_of(made_by or "")
    if digest == now.digest:
        return now, ""
    if not digest:
        return NONE, MADE_WITHOUT
    file = file_of(digest, settings().log_dir.parent)
    if file.exists():
        return read_templates(file), OTHERS_NOW
    return now, UNKNOWN


@dataclass(frozen=True, slots=True)
class Explained:
    """One capture of the page that `explain --html` writes."""

    uri: str
    refusal: str | None = None
    said: str = ""
    profile: str | None = None
    publisher: str | None = None
    rows: tuple[Row, ...] = ()

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many blocks have each role, the most frequent first."""
        return Counter(row.role for row in self.rows).most_common()


def written_page(asked: Asked, out: Path) -> int:
    """Write one self-contained page that explains these captures, and return how many there are.

    Raises:
        ConfigurationError: the page cannot be written there.
    """
    pages = [_explained(unit, asked) for unit in asked.units]
    write_page(render("explanation.html", pages=pages), out)
    return len(pages)


def _explained(unit: Capture | Outcome, asked: Asked) -> Explained:
    if isinstance(unit, Outcome):
        return Explained(unit.place.uri, f"{unit.verdict.value}, {unit.reason}: {unit.message}")
    try:
        found = explain(unit, asked.templates)
    except BadInput as error:
        return Explained(unit.place.uri, f"{error.reason}: {error}")
    return Explained(unit.place.uri, found.refusal, asked.said, found.profile, found.publisher, found.rows)
