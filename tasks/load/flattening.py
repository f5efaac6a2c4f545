"""An article as a row: what a table has of it, for Parquet and for spreadsheets."""

from collections.abc import Mapping
from typing import Any

TEXT, LIST, NUMBER, WHOLE, MOMENT = "text", "list", "number", "whole", "moment"
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("id", "id", TEXT),
    ("title", "title", TEXT),
    ("subtitle", "subtitle", TEXT),
    ("text", "text", TEXT),
    ("authors", "authors", LIST),
    ("organisations", "organisations", LIST),
    ("publisher", "publisher", TEXT),
    ("site", "site", TEXT),
    ("url", "url", TEXT),
    ("published", "published.value", TEXT),
    ("published_precision", "published.precision", TEXT),
    ("published_instant", "published.instant", TEXT),
    ("published_at", "published_at", MOMENT),
    ("modified", "modified.value", TEXT),
    ("dateline_place", "dateline.place", TEXT),
    ("dateline_agency", "dateline.agency", TEXT),
    ("section", "section", LIST),
    ("topics", "topics", LIST),
    ("persons", "persons", LIST),
    ("credits", "credits", LIST),
    ("cited_agencies", "cited_agencies", LIST),
    ("related", "related", LIST),
    ("copyright", "copyright", TEXT),
    ("language", "language.code", TEXT),
    ("language_confidence", "language.confidence", NUMBER),
    ("words", "words", WHOLE),
    ("quality", "quality.score", NUMBER),
    ("flags", "quality.flags", LIST),
    ("source_uri", "source.uri", TEXT),
    ("source_member", "source.member", TEXT),
    ("source_sha256", "source.sha256", TEXT),
    ("source_format", "source.format", TEXT),
    ("captured_at", "source.captured_at", TEXT),
    ("places", "places.uri", LIST),
    ("revisions", "revisions", WHOLE),
    ("pipeline", "pipeline", TEXT),
)
"""The columns: their name, where they stand in an article's document, and what they hold."""
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What makes a spreadsheet take a cell for a formula, also in its wide form."""


def row(article: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article's row; what was not found is null, a list without members is empty."""
    return {name: _found(at(article, path), kind) for name, path, kind in COLUMNS}


def at(document: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a path; of a list, what stands there in each of its members."""
    value: Any = document
    for name in path.split("."):
        if isinstance(value, list):
            value = [each.get(name) for each in value]
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def cell(value: object) -> object:
    """Return a value as a spreadsheet may have it: lists joined, and nothing that it would compute.

    >>> cell(["Jane Doe", "Ann Lee"]), cell("=1+1"), cell(-1.5)
    ('Jane Doe; Ann Lee', "'=1+1", -1.5)
    """
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA) else value


def _found(value: Any, kind: str) -> Any:
    return [] if kind == LIST and value is None else value
