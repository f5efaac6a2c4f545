"""Runs that were claimed by a runner that is gone before it began them: they would stay Pending for ever."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psutil
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Scheduled

from flows.runs.lateness import runs_in

CLAIM = timedelta(minutes=10)
"""A claim is that old when nobody is believed to act on it: a start takes a minute where a machine is busy."""
RUN = "PREFECT__FLOW_RUN_ID"
"""In the environment of a process that runs a flow run: which one."""


def release_stranded(
    client: SyncPrefectClient, deployments: list[UUID], claimed_for: timedelta = CLAIM
) -> list[FlowRun]:
    """Let the runs wait again that were claimed so long ago and not begun; return them.

    One whose process is there, on this machine, begins by itself.
    """
    before = datetime.now(UTC) - claimed_for
    claimed = [run for run in runs_in(client, deployments, [StateType.PENDING]) if _since(run) <= before]
    coming = set(_coming()) if claimed else set()
    stranded = [run for run in claimed if run.id not in coming]
    for run in stranded:
        client.set_flow_run_state(run.id, _waiting(run), force=True)
    return stranded


def _since(run: FlowRun) -> datetime:
    return run.state.timestamp if run.state else datetime.min.replace(tzinfo=UTC)


def _waiting(run: FlowRun) -> State[None]:
    state: State[None] = Scheduled(scheduled_time=run.expected_start_time)
    state.message = "whoever was to begin it is gone: it waits again"
    return state


def _coming() -> Iterator[UUID]:
    """Yield the runs that have a process on this machine."""
    for process in psutil.process_iter():
        try:
            yield UUID(process.environ()[RUN])
        except (psutil.Error, OSError, KeyError, ValueError):
            continue
