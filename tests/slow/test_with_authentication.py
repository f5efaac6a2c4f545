"""Protects the compose set-up as far as it runs without Docker: its commands and variables, with authentication.

The server has SQLite instead of Postgres, and the store is the embedded one: no engine here has logins that succeed.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import yaml

from benchmarks.captures import text_capture
from flows.serving.ports import ANY_PORT, listener_on
from flows.settings import HEARTBEAT_SECONDS
from tasks.load import embedded
from tasks.load.connecting import open_store
from tests.slow.conftest import FINAL, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

ROOT = Path(__file__).resolve().parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
SECRETS = {
    name: f"s3cret-canary-{name.lower()}" for name in ("PREFECT_PASSWORD", "POSTGRES_PASSWORD", "MONGO_PASSWORD")
}
STORE_CANARY = "s3cret-canary-of-the-store"
CAPTURES = 40
LOOK_SECONDS = 15.0
"""What the server may take to see that a heartbeat is missing: it looks every five seconds."""
OPEN = {"/health", "/ready"}
"""What anybody may ask; none of it is data."""


@dataclass
class Set:
    """The services that run, and how to ask the server."""

    home: Path
    api: str
    auth: tuple[str, str]
    start_worker: Callable[[], psutil.Process]

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """Ask the server as somebody who has logged in."""
        headers = self.csrf() if method != "GET" else {}
        answer = httpx.request(method, self.api + path, auth=self.auth, headers=headers, timeout=60, **more)
        answer.raise_for_status()
        return answer.json()

    def run(self, captures: dict[str, Any]) -> str:
        """Start an ingest and return its flow run's id."""
        deployment = self.ask("GET", "/deployments/name/ingest/ingest")
        form = {"parameters": {"captures": captures}}
        return str(self.ask("POST", f"/deployments/{deployment['id']}/create_flow_run", json=form)["id"])

    def ended(self, run: str, seconds: float) -> dict[str, Any]:
        """Return the state a run ends in."""
        found: dict[str, Any] = {}

        def has_ended() -> bool:
            found.update(self.ask("GET", f"/flow_runs/{run}")["state"])
            return found["type"] in FINAL

        until(has_ended, seconds, f"run {run} has ended")
        return found

    def csrf(self) -> dict[str, str]:
        """Return what the server wants to see of whoever changes anything; only who has logged in can have it."""
        client = "00000000-0000-0000-0000-000000000001"
        token = httpx.get(f"{self.api}/csrf-token?client={client}", auth=self.auth, timeout=60).json()["token"]
        return {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": client}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Set]:
    with listener_on(ANY_PORT) as listener:
        port = listener.getsockname()[1]
    with listener_on(ANY_PORT) as listener:
        health = listener.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    captures = tmp_path / "captures"
    captures.mkdir()
    (captures / "a.txt").write_text(text_capture(1))
    (captures / "empty.txt").write_text("")
    ours = {"PREFECT_HOME": str(tmp_path / "server"), "HOME": str(tmp_path)}
    ours |= {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}  # as the image has them
    logs = tmp_path / "logs"
    logs.mkdir()
    running: list[subprocess.Popen[bytes]] = []

    def start(service: str, *command: str, **more: str) -> "subprocess.Popen[bytes]":
        with (logs / f"{service}.log").open("ab") as log:
            env = {**_clean(), **_environment(service), **ours, **more}
            running.append(subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=ROOT))
        return running[-1]

    bin_ = Path(sys.executable).parent
    try:
        here = {"0.0.0.0": "127.0.0.1", "4200": str(port)}  # noqa: S104  what compose says, of a container
        program, *arguments = (here.get(each, each) for each in SERVICES["prefect-server"]["command"])
        start(
            "prefect-server", str(bin_ / program), *arguments, PREFECT_SERVER_UI_STATIC_DIRECTORY=str(tmp_path / "ui")
        )
        until(lambda: _healthy(api), 300, "the server answers")
        client = {"PREFECT_API_URL": api, "PREFECT_HOME": str(tmp_path / "client"), "COPYTASTER_ROOTS": str(captures)}
        client["COPYTASTER_DATA_DIR"] = str(tmp_path / "data")
        deploy = start("deploy", str(bin_ / "copytaster"), *SERVICES["deploy"]["command"][1:], **client)
        assert deploy.wait(300) == 0, (logs / "deploy.log").read_text()
        store = embedded.start(tmp_path / "data")
        client["COPYTASTER_STORE"] = f"{store}&appName={STORE_CANARY}"
        client["PREFECT_WORKER_WEBSERVER_PORT"] = str(health)

        def start_worker() -> psutil.Process:
            worker = start("worker", str(bin_ / "prefect"), *SERVICES["worker"]["command"][1:], **client)
            until(lambda: _healthy(f"http://127.0.0.1:{health}"), 300, "the worker is healthy")
            return psutil.Process(worker.pid)

        yield Set(tmp_path, api, ("copytaster", SECRETS["PREFECT_PASSWORD"]), start_worker)
    finally:
        for each in reversed(running):
            each.terminate()
            try:
                each.wait(60)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
        embedded.stop(tmp_path / "data")


def test_the_set_up_with_authentication(services: Set) -> None:
    """A run ends well; without a login there is no data; nothing listens elsewhere; no secret is anywhere."""
    _expect_unauthorized(services)
    _expect_loopback()
    services.start_worker()
    run = services.run({"paths": [str(services.home / "captures")], "alarm_quarantined": 0})
    state = services.ended(run, 600)
    assert state["name"] == "Completed with quarantined units", state
    shown = services.ask("POST", "/artifacts/filter", json={})
    assert {"ingest-progress", "ingest-counts", "ingest-reasons", "ingest-report"} <= {each["key"] for each in shown}
    time.sleep(5)  # the logs are sent every two seconds
    said = services.ask("POST", "/logs/filter", json={"limit": 200})
    assert any("quarantined" in each["message"] and each["level"] == 30 for each in said)
    _expect_no_secret(services, [state, shown, said, services.ask("GET", f"/flow_runs/{run}")])


def test_a_worker_that_is_killed_leaves_no_run_that_seems_to_run(services: Set) -> None:
    """Alone, its run goes on; with its run, as a container dies, the run is crashed when two heartbeats are missed."""
    many = services.home / "captures" / "many"
    many.mkdir()
    for number in range(CAPTURES):
        (many / f"{number:03}.txt").write_text(text_capture(number))
    worker = services.start_worker()
    run = services.run({"paths": [str(many)], "source": "first"})
    until(lambda: _at_work(services) == 1, 300, "the run is at work")
    worker.kill()
    killed = time.monotonic()
    assert services.ended(run, 300)["name"] == "Completed"
    assert time.monotonic() - killed <= 2 * HEARTBEAT_SECONDS

    worker = services.start_worker()
    run = services.run({"paths": [str(many)], "source": "second"})
    until(lambda: _at_work(services) == 2, 300, "the run is at work")
    for each in [worker, *worker.children(recursive=True)]:
        each.kill()
    killed = time.monotonic()
    assert services.ended(run, 300)["name"] == "Crashed"
    assert time.monotonic() - killed <= 2 * HEARTBEAT_SECONDS + LOOK_SECONDS

    services.start_worker()
    again = services.run({"paths": [str(many)], "source": "second"})
    assert services.ended(again, 300)["name"] == "Completed"
    with open_store(None, services.home / "data") as store:
        assert store.verify().ok
        assert not [each for each in store.runs() if each.status.value == "running"]


def _at_work(services: Set) -> int:
    """Return how many runs have looked their captures up."""
    logs = [log.read_text() for log in (services.home / "data" / "logs").glob("*.jsonl")]
    return sum('"stage": "recognise"' in log for log in logs)


def _expect_unauthorized(services: Set) -> None:
    """Without a login every route answers 401, with a CSRF token and without; with one and no token, 403."""
    described = httpx.get(f"{services.api.removesuffix('/api')}/openapi.json", auth=services.auth, timeout=120).json()
    refused = 0
    with httpx.Client(timeout=60) as stranger:
        token = services.csrf()
        for path, methods in described["paths"].items():
            for method in {"get", "post", "put", "patch", "delete"} & set(methods):
                if path not in OPEN:
                    url = services.api + re.sub(r"\{[^}]*\}", "00000000-0000-0000-0000-000000000000", path)
                    body = {} if method != "get" else None
                    for headers in ({}, token, {"Authorization": "Basic Y29weXRhc3Rlcjp3cm9uZw=="}):
                        code = stranger.request(method, url, json=body, headers=headers).status_code
                        assert code == 401, f"{method} {path} answers {code} to somebody without a login"
                    refused += 1
        known = stranger.post(f"{services.api}/flow_runs/count", json={}, auth=services.auth)
        assert (known.status_code, known.json()) == (403, {"detail": "Missing CSRF token."})
    assert refused > 100


def _expect_loopback() -> None:
    me = psutil.Process()
    for process in [me, *me.children(recursive=True)]:
        for each in process.net_connections(kind="inet"):
            if each.status == psutil.CONN_LISTEN:
                assert each.laddr.ip in ("127.0.0.1", "::1"), f"{process.name()} listens on {each.laddr}"


def _expect_no_secret(services: Set, answers: list[Any]) -> None:
    secrets = [*SECRETS.values(), STORE_CANARY]
    for answer in answers:
        assert not [secret for secret in secrets if secret in repr(answer)]
    for path in services.home.rglob("*"):
        if path.is_file() and not path.is_symlink():
            held = path.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in held], f"a secret is in {path}"


def _environment(service: str) -> dict[str, str]:
    """Return a service's variables as compose sets them, but for what is not here: Postgres, and the store's login."""
    written = SERVICES[service].get("environment", {})
    given = {
        name: re.sub(r"\$\{([A-Z_]+):\?[^}]*\}", lambda match: SECRETS.get(match[1], "x"), str(value))
        for name, value in written.items()
    }
    for name in ("PREFECT_SERVER_DATABASE_CONNECTION_URL", "COPYTASTER_STORE"):
        given.pop(name, None)
    return given


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "COPYTASTER_"))}


def _healthy(base: str) -> bool:
    try:
        return httpx.get(f"{base}/health", timeout=5).status_code == 200
    except httpx.TransportError:
        return False
