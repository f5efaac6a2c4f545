"""Protects `copytaster up` and `down`: everything by one command, once, kept alive, and gone afterwards."""

import asyncio
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psutil
import pytest

from flows import standing
from flows.serving import ports, server, upkeep
from flows.standing import Standing, alone, announce, noted
from schemas.errors import ConfigurationError
from tasks.load import embedded

Start = Callable[..., "subprocess.Popen[str]"]


def test_a_folder_has_one_up_and_a_dead_one_is_none(tmp_path: Path) -> None:
    with alone(tmp_path) as free:
        assert free
        stands = announce(tmp_path, "http://127.0.0.1:4200/api", "mongodb://127.0.0.1/copytaster", owns_store=True)
        assert standing.standing(tmp_path) == stands
        assert stands.ui == "http://127.0.0.1:4200"
        with alone(tmp_path) as again:
            assert not again
    assert standing.standing(tmp_path) is None


def test_what_a_killed_up_wrote_down_is_noted_but_does_not_stand(tmp_path: Path) -> None:
    dead = Standing(os.getpid(), 1.0, "http://127.0.0.1:4200/api", "mongodb://127.0.0.1/copytaster", owns_store=True)
    (tmp_path / standing.STATE).write_text(json.dumps({name: getattr(dead, name) for name in Standing.__slots__}))
    assert noted(tmp_path) == dead
    assert standing.standing(tmp_path) is None


@pytest.mark.parametrize("written", ["", "{", "[]", '{"pid": 1}'])
def test_half_a_note_is_none(tmp_path: Path, written: str) -> None:
    (tmp_path / standing.STATE).write_text(written)
    assert noted(tmp_path) is None


def test_a_port_that_is_asked_for_and_taken_is_one_line() -> None:
    with ports.listener_on(ports.ANY_PORT) as first:
        wanted = first.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"port {wanted} cannot be used"):
            server.KeptServer(Path("log"), wanted)


def test_a_server_that_keeps_ending_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = server.KeptServer(tmp_path / "log", None)
    starts: list[int] = []
    dead: Any = subprocess.Popen(["true"])
    dead.wait()
    monkeypatch.setattr(kept, "_server", dead)
    monkeypatch.setattr(kept, "start", lambda: starts.append(1))
    for _ in range(server.DEATHS):
        kept.look()
    with pytest.raises(ConfigurationError, match="keeps ending"):
        kept.look()
    assert len(starts) == server.DEATHS
    kept._listener.close()


class Idle:
    """Prefect's runner as far as `up` knows it, without anything to run."""

    def __init__(self, **_: object) -> None:
        self.started = self.stopped = False

    async def start(self) -> None:
        self.over = asyncio.Event()
        self.started = True
        await self.over.wait()

    async def astop(self) -> None:
        self.stopped = True
        self.over.set()


def test_ctrl_c_lets_the_runner_end_its_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that is joined when Ctrl-C comes counts as ended in Python 3.11: its runs were left behind."""
    monkeypatch.setattr(upkeep, "Runner", Idle)
    monkeypatch.setattr(upkeep, "_settle", lambda *_: None)
    now: Any = SimpleNamespace(address="mongodb://elsewhere", data_dir=tmp_path)
    kept: Any = SimpleNamespace(look=lambda: None)
    with upkeep._running([], tmp_path / "log", timedelta()) as running:
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        upkeep._attend(now, kept, running)
    runner: Any = running._runner
    assert runner.stopped
    assert running.ended.is_set()


@pytest.mark.timeout(600)
def test_up_and_down(started: Start, tmp_path: Path, captures: Path) -> None:
    """On a fresh home: it says where, twice is once, the server comes back, a run ends, and nothing is left."""
    data = tmp_path / "data"
    more = {"PREFECT_HOME": str(tmp_path / "prefect"), "COPYTASTER_ROOTS": str(tmp_path)}
    first = started("up", "--port", str(_free_port()), **more)
    found = _awaited(data, first)
    again = started("up", **more)
    out, err = again.communicate(timeout=120)
    assert (again.returncode, err) == (0, "")
    assert out.startswith(f"it is up already: {found.ui} ")

    api = found.api
    _server_of(first.pid).send_signal(signal.SIGKILL)
    assert httpx.get(f"{api}/health", timeout=120).json() is True  # whoever asks meanwhile waits

    deployment = httpx.get(f"{api}/deployments/name/ingest/ingest", timeout=60).json()
    assert deployment["global_concurrency_limit"] is None, "Prefect would drop a flow's retries (prefect#22885)"
    assert deployment["concurrency_options"] is None
    create = f"{api}/deployments/{deployment['id']}/create_flow_run"
    assert httpx.post(create, json={"parameters": {"captures": {"paths": ["/etc"]}}}, timeout=60).status_code == 409
    run = httpx.post(create, json={"parameters": {"captures": {"paths": [str(captures)]}}}, timeout=60).json()
    state = _ended(api, run["id"])
    assert state["name"] == "Completed with quarantined units"
    assert state["message"] == "3 units: 1 new, 1 excluded, 1 quarantined (1 empty, 1 other-suffix)"

    done = started("down", **more)
    assert done.communicate(timeout=120)[0] == "down\n"
    out, err = first.communicate(timeout=60)
    assert (first.returncode, err) == (0, "")
    assert found.ui in out
    assert not embedded.status(data).running
    assert started("down", **more).communicate(timeout=60)[0] == "nothing was up\n"


def _awaited(data: Path, up: "subprocess.Popen[str]") -> Standing:
    for _ in range(300):
        found = standing.standing(data)
        if found is not None:
            return found
        assert up.poll() is None, up.communicate()
        time.sleep(1)
    raise AssertionError("it was not up in five minutes")


def _server_of(up: int) -> psutil.Process:
    (found,) = [each for each in psutil.Process(up).children() if "uvicorn" in " ".join(each.cmdline())]
    return found


def _ended(api: str, run: str) -> dict[str, Any]:
    for _ in range(300):
        state: dict[str, Any] = httpx.get(f"{api}/flow_runs/{run}", timeout=60).json()["state"]
        if state["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED"):
            return state
        time.sleep(1)
    raise AssertionError("the run did not end in five minutes")


def _free_port() -> int:
    with ports.listener_on(ports.ANY_PORT) as listener:
        port: int = listener.getsockname()[1]
        return port
