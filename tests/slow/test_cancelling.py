"""Protects cancelling a run as the UI does it: it ends as Cancelled in both accounts, lets go, and can go on."""

from pathlib import Path

import pytest

from benchmarks.captures import text_capture
from flows.ingest import Request, run
from tasks.load import embedded
from tasks.load.connecting import open_store
from tasks.pool import Inline
from tests.slow.conftest import Up, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

CAPTURES = 1050
"""Two batches, so that the run is cancelled after one is stored and before the other is."""


def test_a_cancelled_run_lets_go_and_the_next_goes_on(up: Up, tmp_path: Path) -> None:
    captures = tmp_path / "captures"
    captures.mkdir()
    for number in range(CAPTURES):
        (captures / f"{number:05}.txt").write_text(text_capture(number))
    up.start()
    flow_run = up.run({"paths": [str(captures)]})
    until(lambda: stored_a_batch(up), 600, "the run has stored a batch")
    answer = up.ask(f"/flow_runs/{flow_run}/set_state", {"state": {"type": "CANCELLING"}, "force": False})
    assert answer["status"] == "ACCEPT"  # what the UI's button sends
    state = up.ended(flow_run, 60)  # a process that does not let go is killed after 30
    assert state["type"] == "CANCELLED", state

    with open_store(None, up.data) as store:
        (receipt,) = store.runs()
        before = sum(receipt.counts.values())
        assert receipt.status.value == "cancelled"
        assert receipt.prefect_run_id == flow_run
        assert 0 < before < CAPTURES
    report = next(each for each in up.ask("/artifacts/filter", {}) if each["key"] == "ingest-report")
    assert f"{receipt.id}`: cancelled" in report["data"]

    again = up.run({"paths": [str(captures)]})  # as it comes: a lease still held would end it as "already running"
    ended = up.ended(again, 900)
    assert ended["name"] == "Completed", ended
    with open_store(None, up.data) as store:
        latest = next(each for each in store.runs() if each.prefect_run_id == again)
        assert latest.counts["unchanged"] >= before
        assert latest.counts["new"] < CAPTURES
        assert store.verify().ok
        assert store.store_hash() == undisturbed(captures, tmp_path / "undisturbed")


def stored_a_batch(up: Up) -> bool:
    return any('"stage": "load"' in log.read_text() for log in (up.data / "logs").glob("*.jsonl"))


def undisturbed(captures: Path, data: Path) -> str:
    """Return the hash of the store after a run that nobody cancelled."""
    with open_store(None, data) as store:
        run(Request((str(captures),)), store, Inline(), data / "logs")
        digest = store.store_hash()
    embedded.stop(data)
    return digest
