"""Replay: what is in quarantine goes through today's code, from its stored bytes."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from pydantic import Field

from flows.forms import SITE, WORKERS, Form
from flows.patterns import in_words
from flows.reprocess import run
from flows.runs.conducting import conducted
from flows.runs.naming import dated
from flows.runs.selecting import Day, day
from flows.settings import VERSION, settings
from schemas.run import RunKind
from tasks.load.exchange import Selection


class Held(Form):
    """Which quarantined captures; what is left empty does not narrow."""

    code: str = Field(
        default="",
        title="Reason code",
        description="As in `no-article-text`.",
        pattern=r"^[a-z-]*$",
        max_length=64,
        json_schema_extra=in_words("a code of small letters and hyphens, as in no-article-text"),
    )
    site: str = SITE
    since: Day = Field(
        default="", title="Quarantined since", description="By a run of this day or later, as in `2026-06-15`."
    )
    unit: str = Field(
        default="",
        title="One unit",
        description="Its whole id.",
        pattern=r"^([0-9a-f]{32})?$",
        json_schema_extra=in_words("an id of 32 digits and letters a to f"),
    )
    workers: int = WORKERS

    def selection(self) -> Selection:
        """Return the same as the store is asked."""
        return Selection(
            articles=False,
            reason=self.code or None,
            site=self.site or None,
            held_since=day(self.since),
            unit=self.unit or None,
        )


@flow(name="replay", flow_run_name=lambda: dated("replay"), version=VERSION)
def replay(which: Held = Held()) -> "State[Any]":  # noqa: B008  it is frozen
    """Read quarantined captures anew with today's code: what gives an article leaves the quarantine."""
    return conducted(
        lambda store, pool, perform: run(
            which.selection(), store, pool, settings().log_dir, perform, flow_run.id, RunKind.REPLAY
        ),
        RunKind.REPLAY,
        total=lambda: 0,
        workers=which.workers,
    )
