"""Writing articles to a file as they come, in one of three formats; the same articles give the same bytes."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.stored import iso
from tasks.load.flattening import COLUMNS, LIST, MOMENT, NUMBER, TEXT, WHOLE, cell, row
from tasks.load.mongo import Document

if TYPE_CHECKING:
    import pyarrow

ROWS = 1000
"""Rows written together."""

Write = Callable[[Path, Iterable[Document]], int]
"""Writes articles to a file and returns how many there were."""


def _jsonl(path: Path, articles: Iterable[Document]) -> int:
    """Write the record a line, as `clean` prints it, with the other places and how many earlier versions there are."""
    many = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            many += 1
            told = {name: value for name, value in article.items() if name != "_id"}
            file.write(json.dumps(told, ensure_ascii=False, default=_spelled, separators=(",", ":")) + "\n")
    return many


def _csv(path: Path, articles: Iterable[Document]) -> int:
    """Write a table for spreadsheets, each cell text or a number."""
    many = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow([name for name, *_ in COLUMNS])
        for article in articles:
            many += 1
            table.writerow([_told(cell(value)) for value in row(article).values()])
    return many


def _parquet(path: Path, articles: Iterable[Document]) -> int:
    """Write a table for pandas, DuckDB, Polars and their like."""
    import pyarrow
    from pyarrow import parquet

    schema = _schema()
    many = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as table:
        for some in _some(map(row, articles)):
            table.write_batch(pyarrow.RecordBatch.from_pylist(some, schema=schema))
            many += len(some)
    return many


FORMATS: dict[str, Write] = {"jsonl": _jsonl, "parquet": _parquet, "csv": _csv}


def _schema() -> "pyarrow.Schema":
    import pyarrow

    kinds = {
        TEXT: pyarrow.string(),
        LIST: pyarrow.list_(pyarrow.string()),
        NUMBER: pyarrow.float64(),
        WHOLE: pyarrow.int64(),
        MOMENT: pyarrow.timestamp("ms", tz="UTC"),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, _, kind in COLUMNS])


def _some(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, ROWS)):
        yield some


def _told(value: object) -> object:
    return iso(value) if isinstance(value, datetime) else value


def _spelled(value: object) -> str | None:
    if isinstance(value, datetime):
        return iso(value)
    raise TypeError(f"{type(value).__name__} is no part of a record")
