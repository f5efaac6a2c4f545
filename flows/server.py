"""A Prefect server that lives as long as one command, for people who run none."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx
import prefect
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings

from flows.settings import QUIET_PREFECT, child_environment
from schemas.errors import ConfigurationError, IngestError

START_SECONDS = 90.0
"""The first start of a fresh home makes Prefect's database, which took 26 s on two cores."""
STOP_SECONDS = 10.0
LOOK_SECONDS = 2.0
"""Between two looks at whether a server is still there."""
MISSES = 3
UI_PORT = 4200
"""Where people look for Prefect's UI."""
ANY_PORT = 0

TETHER = "import os, sys; sys.stdin.read(); os.kill(int(sys.argv[1]), 15)"
"""A process that waits until ours is gone, also by kill -9, and then ends the server."""


@contextmanager
def prefect_server(log: Path) -> Iterator[None]:
    """Use the Prefect server that is configured, or one of our own that ends with this process, for one command.

    Our own listens on loopback and writes to `log` instead of the terminal.

    Raises:
        ConfigurationError: the server does not start or goes away, or the configured one does not answer.
    """
    ours = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"}
    with _server(log, ANY_PORT, ours):
        yield


@contextmanager
def prefect_with_ui(log: Path) -> Iterator[str]:
    """Use the Prefect server that is configured, or one of our own with its UI and its schedules; yield its address.

    Raises:
        ConfigurationError: the server does not start or goes away, or the configured one does not answer.
    """
    with _server(log, UI_PORT, {"PREFECT_UI_ENABLED": "1"}) as url:
        yield url.removesuffix("/api")


@contextmanager
def _server(log: Path, port: int, ours: Mapping[str, str]) -> Iterator[str]:
    configured = PREFECT_API_URL.value()
    if configured:
        _expect_answer(configured)
        with _missed(configured, "check PREFECT_API_URL"):
            yield configured
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    listener = _listener(port)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    with log.open("ab") as out, _uvicorn(listener, url, out.fileno(), ours) as server, _tether(server):
        _wait(server, url, log)
        with temporary_settings({PREFECT_API_URL: url}), _missed(url, f"see {log}"):
            try:
                yield url
            finally:
                if server.poll() is None:
                    _send_what_waits()


@contextmanager
def _missed(url: str, hint: str) -> Iterator[None]:
    """Say in one line that the server is gone, where that is why the block failed; Prefect has many ways to fail."""
    try:
        yield
    except IngestError:
        raise
    except Exception as error:
        if _answers(url):
            raise
        raise ConfigurationError(f"the Prefect server at {_host(url)} is gone: {hint}") from error


@contextmanager
def attended(url: str) -> Iterator[None]:
    """End the block with SIGTERM once nobody listens at the server's address: Prefect's runner would wait on.

    Raises:
        ConfigurationError: that was so.
    """
    left, lost = Event(), Event()

    def attend() -> None:
        missed = 0
        while missed < MISSES and not left.wait(LOOK_SECONDS):
            missed = missed + 1 if _refuses(url) else 0
        if not left.is_set():
            lost.set()
            os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=attend, name="attending the Prefect server", daemon=True).start()
    try:
        yield
    finally:
        left.set()
        if lost.is_set():
            raise ConfigurationError(f"the Prefect server at {_host(url)} is gone")


@contextmanager
def _uvicorn(
    listener: socket.socket, url: str, out: int, ours: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run Prefect's own server application, as Prefect's ephemeral mode does, in a session of its own."""
    app = ["--app-dir", str(prefect.__module_path__.parent), "--factory", "prefect.server.api.server:create_app"]
    listen = ["--fd", str(listener.fileno()), "--log-level", "error"]
    command = [sys.executable, "-m", "uvicorn", *app, *listen]
    current = get_current_settings().to_environment_variables(exclude_unset=True)
    ui = {"PREFECT_UI_API_URL": url}
    env = child_environment(**ui | current | QUIET_PREFECT | dict(ours) | {"PREFECT__SERVER_FINAL": "1"})
    with listener:  # open in the server alone from here on: where it is gone, nobody listens
        server = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            pass_fds=[listener.fileno()],
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
    if not _answers(url):
        raise ConfigurationError(f"the Prefect server at {_host(url)} does not answer: check PREFECT_API_URL")


def _answers(url: str) -> bool:
    try:
        httpx.get(f"{url}/health", timeout=10, trust_env=False)
    except httpx.TransportError:
        return False
    return True


def _refuses(url: str) -> bool:
    """Return whether nobody listens there; a busy server that is slow to answer is no lost one."""
    try:
        httpx.get(f"{url}/health", timeout=10, trust_env=False)
    except httpx.ConnectError:
        return True
    except httpx.TransportError:
        return False
    return False


def _host(url: str) -> str:
    """Return the server's name and port: its address may hold a password."""
    return httpx.URL(url).netloc.decode("ascii")


def _listener(wanted: int) -> socket.socket:
    """Listen on loopback on the port wanted, or on any where somebody else does.

    The server is handed the socket: it opens its own only after seconds, and another start would meanwhile
    find the port free, and then take the first server for its own.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the server does not know it is TCP
    try:
        listener.bind(("127.0.0.1", wanted))
        listener.listen()
    except OSError:
        listener.close()
        if wanted == ANY_PORT:
            raise
        return _listener(ANY_PORT)
    return listener
