"""What a run is called in the UI: what it does, and when."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from prefect.runtime import flow_run

from flows.printing import visible

LONGEST = 60
"""Letters of what a run reads: enough to tell runs apart in a list."""


def ingest_name() -> str:
    """Return the name of an ingest: its source, what it reads, and when it was to begin."""
    captures = flow_run.parameters.get("captures")
    given: Mapping[str, Any] = captures if isinstance(captures, Mapping) else dict(captures or {})
    return dated(f"ingest {given.get('source', 'default')}: {_listed(given.get('paths') or ())}")


def dated(what: str) -> str:
    """Return a name with the moment a run was to begin, in UTC."""
    due: datetime = flow_run.scheduled_start_time
    shown = visible(what)
    short = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
    return f"{short} · {due.astimezone(UTC):%Y-%m-%d %H:%M}"


def _listed(paths: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"{paths[0]}{more}" if paths else "nothing"
