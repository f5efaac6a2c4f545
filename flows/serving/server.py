"""A Prefect server for people who run none: one that lives as long as a command, or one that is kept alive."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import prefect
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings

from flows.settings import QUIET_PREFECT, child_environment
from schemas.errors import ConfigurationError, IngestError

START_SECONDS = 240.0
"""The first start of a fresh home makes Prefect's database: 26 s on two idle cores, minutes on busy ones."""
STOP_SECONDS = 10.0
MISSES = 3
"""Looks in a row at which a configured server was not there: then it is gone."""
DEATHS, DEATHS_SECONDS = 3, 300.0
"""A server of our own that ended more often in so many seconds is not started again."""
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
    if configured := PREFECT_API_URL.value():
        _expect_answer(configured)
        with _missed(configured, "check PREFECT_API_URL"):
            yield
        return
    listener = _listener(ANY_PORT)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    ours = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"}
    with _log(log) as out, _uvicorn(listener, url, out, ours) as server, _tether(server):
        listener.close()  # open in the server alone from here on: where it is gone, nobody listens
        _wait(server, url, log)
        with temporary_settings({PREFECT_API_URL: url}), _missed(url, f"see {log}"):
            try:
                yield
            finally:
                if server.poll() is None:
                    _send_what_waits()


@contextmanager
def _log(path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as out:
        yield out.fileno()


class KeptServer:
    """A Prefect server of our own with its UI, started again when it ends.

    Its port stays ours in between, so whoever calls meanwhile waits instead of being refused.
    """

    def __init__(self, log: Path, port: int | None) -> None:
        """Take the port; without one the usual, or any where somebody else has that.

        Raises:
            ConfigurationError: somebody else has the port asked for.
        """
        self.log = log
        self._listener = _listener(UI_PORT if port is None else port, port is None)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/api"
        self._life = ExitStack()
        self._server: subprocess.Popen[bytes] | None = None
        self._deaths: list[float] = []

    @property
    def pid(self) -> int | None:
        """Return the server's process."""
        return None if self._server is None else self._server.pid

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        """Start the server, also when an earlier one ended.

        Raises:
            ConfigurationError: it does not start.
        """
        self._life.close()
        out = self._life.enter_context(_log(self.log))
        server = _uvicorn(self._listener, self.url, out, {"PREFECT_UI_ENABLED": "1"})
        self._server = self._life.enter_context(server)
        self._life.enter_context(_tether(self._server))
        _wait(self._server, self.url, self.log)

    def look(self) -> None:
        """Start the server again if it has ended.

        Raises:
            ConfigurationError: it keeps ending.
        """
        if self._server is None or self._server.poll() is None:
            return
        now = time.monotonic()
        self._deaths = [death for death in self._deaths if now - death < DEATHS_SECONDS] + [now]
        if len(self._deaths) > DEATHS:
            raise ConfigurationError(f"the Prefect server keeps ending: see {self.log}")
        self.start()

    def stop(self) -> None:
        """End the server and let go of its port."""
        if self._server is not None and self._server.poll() is None:
            _send_what_waits()
        self._life.close()
        self._listener.close()


class ConfiguredServer:
    """The Prefect server that is configured: somebody else keeps it."""

    def __init__(self, url: str) -> None:
        """Use the server at this address.

        Raises:
            ConfigurationError: it does not answer.
        """
        _expect_answer(url)
        self.url = url
        self.port = httpx.URL(url).port or UI_PORT
        self.pid = None
        self._misses = 0

    def look(self) -> None:
        """See whether it is still there; Prefect's runner would wait on.

        Raises:
            ConfigurationError: nobody has listened there for a while.
        """
        self._misses = self._misses + 1 if _refuses(self.url) else 0
        if self._misses >= MISSES:
            raise ConfigurationError(f"the Prefect server at {_host(self.url)} is gone")


@contextmanager
def prefect_with_ui(log: Path, port: int | None = None) -> Iterator[KeptServer | ConfiguredServer]:
    """Use the Prefect server that is configured, or one of our own with its UI and its schedules; yield it.

    Raises:
        ConfigurationError: the server does not start or goes away, or the configured one does not answer.
    """
    if configured := PREFECT_API_URL.value():
        yield ConfiguredServer(configured)
        return
    kept = KeptServer(log, port)
    try:
        kept.start()
        with temporary_settings({PREFECT_API_URL: kept.url}):
            yield kept
    finally:
        kept.stop()


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
    raise ConfigurationError(f"our own Prefect server did not start: see {log}")


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


def _listener(wanted: int, or_any: bool = False) -> socket.socket:
    """Listen on loopback on the port wanted, or, where that will do, on any if somebody else has it.

    The server is handed the socket: it opens its own only after seconds, and another start would meanwhile
    find the port free, and then take the first server for its own.

    Raises:
        ConfigurationError: somebody else has the port.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the server does not know it is TCP
    try:
        listener.bind(("127.0.0.1", wanted))
        listener.listen()
    except OSError as error:
        listener.close()
        if or_any:
            return _listener(ANY_PORT)
        raise ConfigurationError(f"port {wanted} cannot be used: {error.strerror}") from error
    return listener
