"""`copytaster up` as a user has it, on a home of its own, to be watched for minutes and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from flows import standing
from flows.serving.ports import ANY_PORT, listener_on
from tasks.load import embedded

COMMAND = Path(sys.executable).with_name("copytaster")
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


class Up:
    """One `up`, started as often as a test likes; its port stays the same."""

    def __init__(self, home: Path) -> None:
        self.home, self.data = home, home / "data"
        with listener_on(ANY_PORT) as listener:
            self.port: int = listener.getsockname()[1]
        self.api = f"http://127.0.0.1:{self.port}/api"
        env = {"COPYTASTER_DATA_DIR": str(self.data), "PREFECT_HOME": str(home / "prefect"), "HOME": str(home)}
        self.env = {**os.environ, **env, "COPYTASTER_ROOTS": str(home)}
        for name in ("COPYTASTER_STORE", "PREFECT_API_URL"):
            self.env.pop(name, None)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> None:
        """Start it and wait until it stands."""
        with (self.home / "up.out").open("ab") as out:
            command = [COMMAND, "up", "--port", str(self.port), *more]
            self.process = subprocess.Popen(command, env=self.env, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        until(lambda: standing.standing(self.data) is not None, 300, "it is up")

    def kill(self) -> None:
        """Kill it, and wait until what is tied to it is gone too."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children()
        self.process.kill()
        self.process.wait()
        servers = [each for each in children if each.is_running() and "uvicorn" in " ".join(_line(each))]
        psutil.wait_procs(servers, timeout=30)

    def call(self, *arguments: str) -> str:
        """Call another command on the same home."""
        done = subprocess.run(
            [COMMAND, *arguments], env=self.env, capture_output=True, text=True, check=True, timeout=300
        )
        return done.stdout

    def ask(self, path: str, body: object = None) -> Any:
        """Ask the Prefect server, again while its database is busy, as its own clients do."""
        deadline = time.monotonic() + 120
        while True:
            answer = (
                httpx.get(self.api + path, timeout=120)
                if body is None
                else httpx.post(self.api + path, json=body, timeout=120)
            )
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > deadline:
                answer.raise_for_status()
                return answer.json()
            time.sleep(2)

    def run(self, captures: dict[str, Any]) -> str:
        """Start an ingest and return its flow run's id."""
        deployment = self.ask("/deployments/name/ingest/ingest")
        made = self.ask(f"/deployments/{deployment['id']}/create_flow_run", {"parameters": {"captures": captures}})
        return str(made["id"])

    def state(self, run: str) -> dict[str, Any]:
        """Return a flow run's state."""
        found: dict[str, Any] = self.ask(f"/flow_runs/{run}")["state"]
        return found

    def ended(self, run: str, seconds: float) -> dict[str, Any]:
        """Return the state a flow run ends in."""
        until(lambda: self.state(run)["type"] in FINAL, seconds, f"run {run} has ended")
        return self.state(run)

    def scheduled(self) -> list[dict[str, Any]]:
        """Return the ingests that a schedule made and that are due, the oldest first."""
        deployment = self.ask("/deployments/name/ingest/ingest")
        wanted = {"deployments": {"id": {"any_": [deployment["id"]]}}, "sort": "EXPECTED_START_TIME_ASC", "limit": 200}
        now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        runs = self.ask("/flow_runs/filter", wanted)
        return [each for each in runs if each["auto_scheduled"] and each["expected_start_time"][:19] <= now]

    def process_of(self, flow_run: str) -> psutil.Process:
        """Return the process that runs a flow run."""
        assert self.process is not None
        for each in psutil.Process(self.process.pid).children():
            try:
                if each.environ().get("PREFECT__FLOW_RUN_ID") == flow_run:
                    return each
            except psutil.Error:
                continue
        raise AssertionError("the run has no process")

    def server(self) -> psutil.Process:
        """Return the Prefect server's process."""
        assert self.process is not None
        (found,) = [each for each in psutil.Process(self.process.pid).children() if "uvicorn" in " ".join(_line(each))]
        return found

    def store(self) -> psutil.Process:
        """Return the embedded store's process."""
        pid = embedded.status(self.data).pid
        assert pid is not None
        return psutil.Process(pid)

    def close(self) -> None:
        """End all of it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(90)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        embedded.stop(self.data)


def until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(1)
    raise AssertionError(f"not in {seconds:g} s: {what}")


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """An `up` that is not started yet."""
    made = Up(tmp_path)
    yield made
    made.close()
