"""Replay: what is in quarantine goes through today's code, from its stored bytes."""

import os

from prefect import flow
from prefect.client.schemas.objects import State, StateType
from prefect.runtime import flow_run
from pydantic import BaseModel, ConfigDict, Field

from flows.performing import by_prefect
from flows.reporting import publish
from flows.reprocess import run
from flows.selecting import Day, day
from flows.settings import settings
from schemas.run import Receipt, RunKind
from tasks.load.connecting import open_store
from tasks.load.store import Selection
from tasks.pool import Processes


class Held(BaseModel):
    """Which quarantined captures; what is left empty does not narrow."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(
        default="", title="Reason code", description="As in `no-article-text`.", pattern=r"^[a-z-]*$", max_length=64
    )
    site: str = Field(default="", title="Site", description="Its domain, as in `tass.com`.", max_length=253)
    since: Day = Field(
        default="", title="Quarantined since", description="By a run of this day or later, as in `2026-06-15`."
    )
    unit: str = Field(default="", title="One unit", description="Its whole id.", pattern=r"^([0-9a-f]{32})?$")

    def selection(self) -> Selection:
        """Return the same as the store is asked."""
        return Selection(
            articles=False,
            reason=self.code or None,
            site=self.site or None,
            held_since=day(self.since),
            unit=self.unit or None,
        )


@flow(name="replay", flow_run_name="replay {which.code} {which.site}", validate_parameters=True)
def replay(which: Held = Held(), workers: int = 0) -> "State[Receipt]":  # noqa: B008  it is frozen
    """Read quarantined captures anew with today's code: what gives an article leaves the quarantine.

    **which**: the captures; all, unless narrowed. **workers**: processes for the CPU work; 0 means one for each core.
    """
    now = settings()
    many = workers or now.workers or os.cpu_count() or 1
    with open_store(now.address, now.data_dir) as store, Processes(many, now.page_seconds) as pool:
        receipt = run(which.selection(), store, pool, now.log_dir, by_prefect, flow_run.id, RunKind.REPLAY)
    publish(receipt)
    return State[Receipt](type=StateType.COMPLETED, message=f"{receipt.seen} units: {receipt.said}", data=receipt)
