"""A Prefect server that lives as long as one command, for people who run none."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import prefect
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings

from flows.settings import QUIET_PREFECT, child_environment
from schemas.errors import ConfigurationError

START_SECONDS = 90.0
"""The first start of a fresh home makes Prefect's database, which took 26 s on two cores."""
STOP_SECONDS = 10.0
UI_PORT = 4200
"""Where people look for Prefect's UI."""

TETHER = "import os, sys; sys.stdin.read(); os.kill(int(sys.argv[1]), 15)"
"""A process that waits until ours is gone, also by kill -9, and then ends the server."""


@contextmanager
def prefect_server(log: Path) -> Iterator[None]:
    """Use the Prefect server that is configured, or one of our own that ends with this process, for one command.

    Our own listens on loopback and writes to `log` instead of the terminal.

    Raises:
        ConfigurationError: the server does not start, or the configured one does not answer.
    """
    ours = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"}
    with _server(log, _free_port(), ours):
        yield


@contextmanager
def prefect_with_ui(log: Path) -> Iterator[str]:
    """Use the Prefect server that is configured, or one of our own with its UI and its schedules; yield its address.

    Raises:
        ConfigurationError: the server does not start, or the configured one does not answer.
    """
    with _server(log, _free_port(UI_PORT), {"PREFECT_UI_ENABLED": "1"}) as url:
        yield url.removesuffix("/api")


@contextmanager
def _server(log: Path, port: int, ours: Mapping[str, str]) -> Iterator[str]:
    configured = PREFECT_API_URL.value()
    if configured:
        _expect_answer(configured)
        yield configured
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    url = f"http://127.0.0.1:{port}/api"
    with log.open("ab") as out, _uvicorn(port, out.fileno(), ours) as server, _tether(server):
        _wait(server, url, log)
        with temporary_settings({PREFECT_API_URL: url}):
            try:
                yield url
            finally:
                _send_what_waits()


@contextmanager
def _uvicorn(port: int, out: int, ours: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run Prefect's own server application, as Prefect's ephemeral mode does, in a session of its own."""
    app = ["--app-dir", str(prefect.__module_path__.parent), "--factory", "prefect.server.api.server:create_app"]
    listen = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    command = [sys.executable, "-m", "uvicorn", *app, *listen]
    current = get_current_settings().to_environment_variables(exclude_unset=True)
    env = child_environment(**current | QUIET_PREFECT | dict(ours) | {"PREFECT__SERVER_FINAL": "1"})
    server = subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
    )
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def _tether(server: "subprocess.Popen[bytes]") -> Iterator[None]:
    tether = subprocess.Popen(
        [sys.executable, "-S", "-E", "-c", TETHER, str(server.pid)], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        yield
    finally:
        tether.kill()
        tether.communicate()


def _send_what_waits() -> None:
    """Let Prefect's background senders finish while there is a server to send to; they complain otherwise."""
    for sender in (EventsWorker, APILogWorker):
        sender.drain_all(timeout=STOP_SECONDS)


def _wait(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{url}/health", timeout=5, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise ConfigurationError(f"the temporary Prefect server did not start: see {log}")


def _expect_answer(url: str) -> None:
    try:
        httpx.get(f"{url}/health", timeout=10, trust_env=False)
    except httpx.TransportError as error:
        host = httpx.URL(url).host
        raise ConfigurationError(f"the Prefect server at {host} does not answer: check PREFECT_API_URL") from error


def _free_port(wanted: int = 0) -> int:
    """Return the port wanted if nobody listens there, else any that is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return _free_port()
        port: int = probe.getsockname()[1]
        return port
