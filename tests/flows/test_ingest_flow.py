"""The flow as Prefect runs it: states, tasks, retries, artifacts, log lines."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Protocol
from zlib import crc32

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State

from benchmarks.captures import html_capture, text_capture
from flows.forms import IngestForm
from flows.ingest import ingest
from flows.runs import conducting
from schemas.errors import IngestError, StoreUnavailable, TransientError
from schemas.outcome import Duplicate, Filed, Outcome
from schemas.run import Receipt, RunStatus
from tasks.load.connecting import MongoStore, open_store
from tasks.load.embedded import stop
from tasks.load.step import load_batch


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("store")
    yield folder
    stop(folder)


class Failing(Protocol):
    """Makes the store's load fail with this error the first so many times; returns the list its calls are put in."""

    def __call__(self, error: IngestError, times: int) -> list[str]: ...


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    load = MongoStore.load

    def fail(error: IngestError, times: int) -> list[str]:
        calls: list[str] = []

        def flawed(self: MongoStore, units: Sequence[Filed | Duplicate | Outcome], run: str) -> tuple[Outcome, ...]:
            calls.append(run)
            if len(calls) <= times:
                raise error
            return load(self, units, run)

        monkeypatch.setattr(MongoStore, "load", flawed)
        return calls

    return fail


@pytest.fixture
def folder(prefect: None, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four captures: two articles, a copy of one of them, and an empty file."""
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(data_dir))
    monkeypatch.delenv("COPYTASTER_STORE", raising=False)
    monkeypatch.setattr(load_batch, "retry_delay_seconds", 0.01)
    number = crc32(tmp_path.name.encode())  # the tests share a store: each brings captures of its own
    (tmp_path / "a.txt").write_text(text_capture(number))
    (tmp_path / "b.html").write_text(html_capture(number))
    (tmp_path / "c.txt").write_text(text_capture(number))
    (tmp_path / "d.txt").write_text("")
    return tmp_path


def test_a_run_completes_and_leaves_its_receipt(folder: Path, data_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="copytaster"):
        state = started(folder)
    receipt: Receipt = state.result()
    assert state.is_completed()
    assert (state.name, state.message) == (
        "Completed with quarantined units",
        "4 units: 2 new, 1 duplicate, 1 quarantined (1 empty)",
    )
    assert receipt.balanced
    with open_store(None, data_dir) as store:
        assert store.run(receipt.id) == receipt
        assert store.verify(receipt.id).ok
    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert warnings == [f"quarantined {folder / 'd.txt'}: empty: the file is empty"]
    assert {"extract", "recognise", "clean", "enrich", "load", "link"} == set(receipt.seconds)


def test_prefect_shows_a_task_for_each_stage_and_batch_and_a_table_of_the_counts(folder: Path) -> None:
    state = started(folder)
    flow_run = state.state_details.flow_run_id
    assert flow_run is not None
    with get_client(sync_client=True) as client:
        tasks = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run])))
        artifacts = client.request("POST", "/artifacts/filter", json={}).json()
    names = {task.name for task in tasks}
    assert {"extract 1", "recognise 1", "clean 1", "enrich 1", "load 1"} <= names
    mine = {each["key"]: each["data"] for each in artifacts if each["flow_run_id"] == str(flow_run)}
    assert '"outcome": "new"' in mine["ingest-counts"]
    assert '"reason": "empty"' in mine["ingest-reasons"]


def test_the_same_folder_again_changes_nothing(folder: Path, data_dir: Path) -> None:
    started(folder)
    with open_store(None, data_dir) as store:
        before = store.store_hash()
    again: Receipt = started(folder).result()
    assert again.said == "2 unchanged, 1 duplicate, 1 quarantined"
    with open_store(None, data_dir) as store:
        assert store.store_hash() == before


def test_a_busy_store_is_tried_again(folder: Path, failing: Failing) -> None:
    calls = failing(TransientError("busy"), times=2)
    receipt: Receipt = started(folder).result()
    assert receipt.counts["new"] == 2
    assert len(calls) == 3


def test_a_store_that_is_gone_is_not_tried_again_and_the_run_says_why(
    folder: Path, data_dir: Path, failing: Failing
) -> None:
    calls = failing(StoreUnavailable("the store is gone"), times=9)
    state = started(folder)
    assert state.is_failed()
    with pytest.raises(StoreUnavailable):
        state.result()
    assert len(calls) == 1
    with open_store(None, data_dir) as store:
        last = store.runs(1)[0]
    assert last.status is RunStatus.FAILED
    assert last.errors == ("StoreUnavailable: the store is gone",)


def started(folder: Path) -> "State[Receipt]":
    state: State[Receipt] = ingest(IngestForm(paths=[str(folder)], workers=1), return_state=True)
    return state


def test_a_run_of_a_source_that_has_one_already_says_so_and_is_no_failure(folder: Path, data_dir: Path) -> None:
    with open_store(None, data_dir) as store:
        other = store.open_run("other", {"source": "busy"}, {})
        state: State[Receipt] = ingest(IngestForm(paths=[str(folder)], source="busy"), return_state=True)
        assert (state.type, state.name) == ("CANCELLED", "AlreadyRunning")
        assert "run other is ingesting the source 'busy'" in str(state.message)
        store.close_run(replace(other, status=RunStatus.COMPLETED, ended_at=other.started_at, balanced=True))


def test_a_run_that_waits_begins_when_the_source_is_free(
    folder: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conducting, "LOOK_SECONDS", 0.1)
    with open_store(None, data_dir) as store:
        other = store.open_run("other-too", {"source": "busy"}, {})
        ended = replace(other, status=RunStatus.COMPLETED, ended_at=other.started_at, balanced=True)
        Timer(3.0, store.close_run, [ended]).start()
        form = IngestForm(paths=[str(folder)], source="busy", when_busy="wait", workers=1)
        state: State[Receipt] = ingest(form, return_state=True)
        assert state.is_completed(), state


def test_a_run_that_failed_leaves_its_report_and_raises_the_alarm(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarms: list[float] = []
    monkeypatch.setattr(conducting.announcing, "many_quarantined", lambda receipt, percent: alarms.append(percent))
    form = IngestForm(paths=[str(folder)], max_quarantined=10, alarm_quarantined=10, workers=1)
    state: State[Receipt] = ingest(form, return_state=True)
    assert state.is_failed()
    assert str(state.message).startswith("BudgetExceeded: 1 of 4 units were quarantined")
    assert alarms == [25.0]
    with get_client(sync_client=True) as client:
        artifacts = client.request("POST", "/artifacts/filter", json={}).json()
    mine = {each["key"] for each in artifacts if each["flow_run_id"] == str(state.state_details.flow_run_id)}
    assert {"ingest-progress", "ingest-counts", "ingest-reasons", "ingest-report"} == mine
