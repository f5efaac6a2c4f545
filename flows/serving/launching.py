"""The process of a Prefect server of our own: it listens on a socket of ours and ends with us, also by kill -9."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import get_current_settings

from flows.settings import QUIET_PREFECT, child_environment
from schemas.errors import ConfigurationError

START_SECONDS = 240.0
"""The first start of a fresh home makes Prefect's database: 26 s on two idle cores, minutes on busy ones."""
STOP_SECONDS = 10.0
ROOT = Path(__file__).resolve().parents[2]
"""Where our packages are: the current folder may hold others of their names."""

TETHER = "import os, sys; sys.stdin.read(); os.kill(int(sys.argv[1]), 15)"
"""A process that waits until ours is gone, also by kill -9, and then ends the server."""


@contextmanager
def log_to(path: Path) -> Iterator[int]:
    """Open a log to write on, made with its folder where it is missing; yield its descriptor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as out:
        yield out.fileno()


@contextmanager
def launched(
    listener: socket.socket, url: str, out: int, ours: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run Prefect's server, as Prefect's ephemeral mode does, in a session of its own while the context lasts."""
    app = ["--app-dir", str(ROOT), "--factory", "flows.serving.guarding:create_app"]
    listen = ["--fd", str(listener.fileno()), "--log-level", "error"]
    command = [sys.executable, "-P", "-m", "uvicorn", *app, *listen]
    current = get_current_settings().to_environment_variables(exclude_unset=True)
    ui = {"PREFECT_UI_API_URL": url}
    env = child_environment(**ui | current | QUIET_PREFECT | dict(ours))
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
def tethered(server: "subprocess.Popen[bytes]") -> Iterator[None]:
    """End the server when the context ends, also when our process is killed in it."""
    tether = subprocess.Popen(
        [sys.executable, "-S", "-E", "-c", TETHER, str(server.pid)], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        yield
    finally:
        tether.kill()
        tether.communicate()


def send_what_waits() -> None:
    """Let Prefect's background senders finish while there is a server to send to; they complain otherwise."""
    for sender in (EventsWorker, APILogWorker):
        sender.drain_all(timeout=STOP_SECONDS)


def wait_for(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    """Wait until the server answers.

    Raises:
        ConfigurationError: it ended, or did not answer in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{url}/health", timeout=5, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise ConfigurationError(f"our own Prefect server did not start: see {log}")
