"""Protects a run against kill -9 of what it rests on: it is shown as it is, the next completes, nothing differs."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from benchmarks.captures import text_capture
from flows.ingest import Request, run
from flows.settings import HEARTBEAT_SECONDS
from tasks.load import embedded
from tasks.load.connecting import open_store
from tasks.pool import Inline
from tests.slow.conftest import Up, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

CAPTURES = 40


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "captures"
    folder.mkdir()
    for number in range(CAPTURES):
        (folder / f"{number:05}.txt").write_text(text_capture(number))
    return folder


@pytest.fixture(scope="module")
def undisturbed(captures: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of the store after a run that nobody killed."""
    data = tmp_path_factory.mktemp("undisturbed")
    with open_store(None, data) as store:
        run(Request((str(captures),)), store, Inline(), data / "logs")
        digest = store.store_hash()
    embedded.stop(data)
    return digest


KILLS: dict[str, Callable[[Up, str], None]] = {
    "flow process": lambda up, flow_run: up.process_of(flow_run).kill(),
    "prefect server": lambda up, flow_run: up.server().kill(),
    "store": lambda up, flow_run: up.store().kill(),
    "worker": lambda up, flow_run: restarted(up),
}


def restarted(up: Up) -> None:
    up.kill()
    up.start()


@pytest.mark.parametrize("killed", KILLS)
def test_a_kill_in_the_middle_of_a_run(up: Up, captures: Path, undisturbed: str, killed: str) -> None:
    up.env["COPYTASTER_ROOTS"] = str(captures)
    up.start()
    flow_run = up.run({"paths": [str(captures)]})
    until(lambda: at_work(up), 600, "the run is at work")
    KILLS[killed](up, flow_run)
    since = time.monotonic()  # where the server went with the worker: since somebody can be asked again
    state = up.ended(flow_run, 900)
    assert state["type"] in ("CRASHED", "COMPLETED"), state
    assert time.monotonic() - since <= 2 * HEARTBEAT_SECONDS, "it was shown as running for longer"
    again = up.run({"paths": [str(captures)], "when_busy": "wait"})
    assert up.ended(again, 900)["type"] == "COMPLETED"
    with open_store(None, up.data) as store:
        assert store.store_hash() == undisturbed
        assert store.verify().ok
        assert not [each for each in store.runs() if each.status.value == "running"]
    assert psutil.pid_exists(up.process.pid if up.process else 0)


def at_work(up: Up) -> bool:
    """Return whether a run has looked its captures up and is about to clean and store them."""
    logs = [log.read_text() for log in (up.data / "logs").glob("*.jsonl")]
    return any('"stage": "recognise"' in log for log in logs)
