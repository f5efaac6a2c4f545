"""Runs that were missed: of a schedule's, the last one catches up and the others are skipped.

A day without a worker leaves a run for each time a schedule came due, and Prefect would start them all, the oldest
first. Each would read the same captures, so one is enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort

SKIPPED = "Skipped"
PAGE = 200


def skip_missed(client: SyncPrefectClient, deployments: list[UUID]) -> list[FlowRun]:
    """Of the runs that wait though they were due, skip all but each schedule's last; return them."""
    skipped: list[FlowRun] = []
    for due in _due_by_schedule(client, deployments).values():
        *missed, last = sorted(due, key=_when)
        _skip(client, missed, last)
        skipped += missed
    return skipped


def superseded(flow_run: str) -> State[None] | None:
    """Return the state of a run that another of its schedule makes superfluous; None of one that is to go on.

    Those that still wait though they were due are skipped for it. Where a start takes longer than the schedule's
    interval, the first to start still goes on: giving way to later ones would mean that none ever did.
    """
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(UUID(flow_run))
        schedule = _schedule(run)
        if run.deployment_id is None or schedule is None:
            return None
        begun = [each for each in _begun(client, run.deployment_id) if _schedule(each) == schedule]
        ahead = stands_for(run, begun)
        if ahead is not None:
            return skipped_for(ahead, 1)
        _skip(client, _due_by_schedule(client, [run.deployment_id]).get(schedule, []), run)
        return None


def stands_for(run: FlowRun, begun: Iterable[FlowRun]) -> FlowRun | None:
    """Return a run that began before this one, yet after this one was due: it reads what this one was to read."""
    mine = run.start_time
    for each in begun:
        if each.id != run.id and each.start_time is not None and mine is not None:
            earlier = (each.start_time, str(each.id)) < (mine, str(run.id))
            if earlier and each.start_time >= _when(run):
                return each
    return None


def _skip(client: SyncPrefectClient, missed: list[FlowRun], last: FlowRun) -> None:
    for run in missed:
        client.set_flow_run_state(run.id, skipped_for(last, len(missed)), force=True)


def skipped_for(last: FlowRun, missed: int) -> State[None]:
    """Return the state of a run that was missed, with a note of which run catches up."""
    message = f"missed; the run due {_when(last):%Y-%m-%d %H:%M} UTC catches up for {missed} that were"
    return State(type=StateType.CANCELLED, name=SKIPPED, message=message)


def _due_by_schedule(client: SyncPrefectClient, deployments: list[UUID]) -> dict[str, list[FlowRun]]:
    now = datetime.now(UTC)
    found: dict[str, list[FlowRun]] = defaultdict(list)
    for run in runs_in(client, deployments, [StateType.SCHEDULED]):
        schedule = _schedule(run)
        if schedule is not None and run.run_count == 0 and _when(run) <= now:
            found[schedule].append(run)
    return found


def _begun(client: SyncPrefectClient, deployment: UUID) -> Iterator[FlowRun]:
    """Yield the latest runs of a deployment that go on, or went on to a good end."""
    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.COMPLETED])),
    )
    yield from client.read_flow_runs(flow_run_filter=wanted, limit=PAGE, sort=FlowRunSort.START_TIME_DESC)


def runs_in(client: SyncPrefectClient, deployments: list[UUID], states: list[StateType]) -> Iterator[FlowRun]:
    """Yield the deployments' runs that are in one of these states."""
    offset = 0
    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=deployments),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)),
    )
    while page := client.read_flow_runs(flow_run_filter=wanted, limit=PAGE, offset=offset):
        yield from page
        offset += len(page)
        if len(page) < PAGE:
            return


def _schedule(run: FlowRun) -> str | None:
    """Return the id of the schedule that made a run; None of one that somebody started."""
    made_by = run.created_by
    return str(made_by.id) if run.auto_scheduled and made_by is not None and made_by.id else None


def _when(run: FlowRun) -> datetime:
    return run.expected_start_time or datetime.min.replace(tzinfo=UTC)
