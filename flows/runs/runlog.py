"""A log file for each run, one JSON object a line, beside the store."""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

LOGGER = logging.getLogger("copytaster")
FACTS = ("run", "stage", "batch", "units", "seconds", "verdict", "reason", "place")
"""What a log call may add with `extra=`: the keys of a line beside its time, level and message."""


class JsonLine(logging.Formatter):
    """A record as one line of JSON; whatever a page's name or text holds, it stays one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at.replace("+00:00", "Z"), "level": record.levelname, "message": record.getMessage()}
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info and record.exc_info[0]:
            line["traceback"] = "".join(traceback.format_exception(*record.exc_info))
        elif trace := getattr(record, "trace", None):
            line["traceback"] = trace
        return json.dumps(line, ensure_ascii=True, default=str)


@contextmanager
def run_log(folder: Path, run: str) -> Iterator[Path]:
    """Write what the program logs into `folder/run.jsonl` while the context lasts; yield the file's path.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run}.jsonl"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(JsonLine())
    level = LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(min(level or logging.INFO, logging.INFO))
    try:
        yield path
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(level)
        handler.close()


@contextmanager
def unspoken() -> Iterator[None]:
    """Keep a run's lines to its log while the context lasts: Prefect, once imported, prints those of everybody."""
    before = LOGGER.propagate
    LOGGER.propagate = False
    try:
        yield
    finally:
        LOGGER.propagate = before
