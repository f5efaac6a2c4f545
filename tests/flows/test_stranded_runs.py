"""Protects runs that were claimed and not begun: when whoever claimed them is gone they wait again, or are skipped."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import CreatedBy, FlowRun, StateType
from prefect.states import Pending, Running, Scheduled

from flows.runs import lateness
from flows.runs.lateness import skip_missed
from flows.runs.stranding import RUN, release_stranded


@flow(name="stranded")
def nothing() -> None: ...


@pytest.fixture
def client(prefect: None) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as made:
        yield made


@pytest.fixture
def deployment(client: SyncPrefectClient) -> UUID:
    return client.create_deployment(client.create_flow(nothing), f"stranded-{uuid4().hex[:8]}")


def claimed(client: SyncPrefectClient, deployment: UUID) -> UUID:
    run = client.create_flow_run_from_deployment(deployment)
    client.set_flow_run_state(run.id, Pending(), force=True)
    return run.id


def test_what_was_claimed_and_never_begun_waits_again(client: SyncPrefectClient, deployment: UUID) -> None:
    stranded, begun = claimed(client, deployment), claimed(client, deployment)
    client.set_flow_run_state(begun, Running(), force=True)
    assert [each.id for each in release_stranded(client, [deployment], timedelta())] == [stranded]
    run = client.read_flow_run(stranded)
    assert run.state is not None
    assert (run.state.type, run.state.name) == (StateType.SCHEDULED, "Scheduled")
    assert "waits again" in (run.state.message or "")
    due = client.get_scheduled_flow_runs_for_deployments([deployment], datetime.now(UTC))
    assert [each.id for each in due] == [stranded], "a runner is to find it"
    assert client.read_flow_run(begun).state_type is StateType.RUNNING


def test_a_fresh_claim_is_left_to_whoever_made_it(client: SyncPrefectClient, deployment: UUID) -> None:
    run = claimed(client, deployment)
    assert release_stranded(client, [deployment]) == []
    assert client.read_flow_run(run).state_type is StateType.PENDING


def test_a_run_whose_process_is_there_begins_by_itself(client: SyncPrefectClient, deployment: UUID) -> None:
    run = claimed(client, deployment)
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", "print(1, flush=True); input()"],
        env={**os.environ, RUN: str(run)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        assert release_stranded(client, [deployment], timedelta()) == []
    finally:
        process.communicate(b"\n")
    assert [each.id for each in release_stranded(client, [deployment], timedelta())] == [run]


def test_of_a_schedules_stranded_runs_one_catches_up(
    client: SyncPrefectClient, deployment: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A runner had claimed two, a third was still waiting when it was killed: as with any that were missed."""
    now = datetime.now(UTC)
    due = [now - timedelta(minutes=minutes) for minutes in (3, 2, 1)]
    runs = [client.create_flow_run_from_deployment(deployment, state=Scheduled(scheduled_time=at)).id for at in due]
    for each in runs[:2]:
        client.set_flow_run_state(each, Pending(), force=True)
    monkeypatch.setattr(lateness, "_schedule", lambda run: "one")  # only the server says that a schedule made a run
    assert len(release_stranded(client, [deployment], timedelta())) == 2
    assert {each.id for each in skip_missed(client, [deployment])} == set(runs[:2])
    states = [client.read_flow_run(each).state for each in runs]
    assert [state.name for state in states if state] == ["Skipped", "Skipped", "Scheduled"]


def test_a_run_is_a_schedules_only_if_the_server_says_so() -> None:
    maker = CreatedBy(id=uuid4(), type="SCHEDULE", display_value="minutely")
    assert lateness._schedule(FlowRun(flow_id=uuid4(), auto_scheduled=True, created_by=maker)) == str(maker.id)
    assert lateness._schedule(FlowRun(flow_id=uuid4(), auto_scheduled=False, created_by=maker)) is None
    assert lateness._schedule(FlowRun(flow_id=uuid4(), auto_scheduled=True)) is None
