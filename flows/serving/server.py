"""A Prefect server for people who run none: one that lives as long as a command, or one that is kept alive."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.serving.launching import launched, log_to, send_what_waits, tethered, wait_for
from flows.serving.ports import ANY_PORT, listener_on
from schemas.errors import ConfigurationError, IngestError

MISSES = 3
"""Looks in a row at which a configured server was not there: then it is gone."""
DEATHS, DEATHS_SECONDS = 3, 300.0
"""A server of our own that ended more often in so many seconds is not started again."""
UI_PORT = 4200
"""Where people look for Prefect's UI."""


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
    listener = listener_on(ANY_PORT)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    ours = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"}
    with log_to(log) as out, launched(listener, url, out, ours) as server, tethered(server):
        listener.close()  # open in the server alone from here on: where it is gone, nobody listens
        wait_for(server, url, log)
        with temporary_settings({PREFECT_API_URL: url}), _missed(url, f"see {log}"):
            try:
                yield
            finally:
                if server.poll() is None:
                    send_what_waits()


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
        self._listener = listener_on(UI_PORT if port is None else port, port is None)
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
        out = self._life.enter_context(log_to(self.log))
        server = launched(self._listener, self.url, out, {"PREFECT_UI_ENABLED": "1"})
        self._server = self._life.enter_context(server)
        self._life.enter_context(tethered(self._server))
        wait_for(self._server, self.url, self.log)

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
            send_what_waits()
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
