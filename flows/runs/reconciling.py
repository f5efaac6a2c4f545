"""Two accounts of a run, Prefect's and the store's, brought to agree when its process is gone."""

from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType

from schemas.run import Receipt, RunStatus
from schemas.wording import counted
from tasks.load.store import Runs

LATEST = 500
"""Receipts among which a run of Prefect's is looked for: an open one is among the latest."""
STATES = {
    RunStatus.COMPLETED: StateType.COMPLETED,
    RunStatus.FAILED: StateType.FAILED,
    RunStatus.CANCELLED: StateType.CANCELLED,
    RunStatus.CRASHED: StateType.CRASHED,
}


def close_dead_runs(client: SyncPrefectClient, store: Runs, deployments: list[UUID]) -> tuple[Receipt, ...]:
    """Close the runs whose process is gone, in the store and then in Prefect; return those closed in the store.

    The store knows: a run that lives holds its lease, one that ended has a receipt, even if it could not tell Prefect.
    """
    closed = store.close_dead_runs()
    receipts = {each.prefect_run_id: each for each in store.runs(LATEST) if each.prefect_run_id}
    open_ones = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=deployments),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.CANCELLING])),
    )
    for run in client.read_flow_runs(flow_run_filter=open_ones, limit=200):
        receipt = receipts.get(str(run.id))
        if receipt is not None and receipt.status in STATES:
            client.set_flow_run_state(run.id, _state(receipt))
    return closed


def _state(receipt: Receipt) -> State[None]:
    said = receipt.errors[0] if receipt.errors else f"{counted(receipt.seen, 'unit')}: {receipt.said}"
    return State(type=STATES[receipt.status], message=f"{said} (told by the store: run {receipt.id})")
