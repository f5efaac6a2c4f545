"""The embedded server: started on demand, shared by the processes of one user, in one directory.

It listens on loopback, outlives the command that started it (Ctrl-C and kill -9 included) and serves until `stop`, a
logout that ends the user's processes, or the machine's end; idle, it holds some 60 MB and no CPU.
"""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from schemas.errors import StoreUnavailable
from tasks.load.serving import HELD, HOST, LOG, STATE

START_SECONDS = 20.0
STOP_SECONDS = 10.0
SHRED_SECONDS = 30.0
"""How long a file may be locked by others before shredding is given up."""
CLOCK_STEP = 2.0
"""Seconds by which two readings of one process's start may differ."""


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the embedded server runs, and where."""

    directory: Path
    running: bool
    pid: int | None = None
    port: int | None = None
    started: float | None = None  # seconds since the epoch

    @property
    def uri(self) -> str | None:
        """Return the address to connect to."""
        return f"mongodb://{HOST}:{self.port}/copytaster?directConnection=true" if self.running else None


def start(data_dir: Path) -> str:
    """Return the address of the directory's server, started if it does not run.

    Raises:
        StoreUnavailable: the directory cannot be used, or the server does not start.
    """
    now = status(data_dir)
    if now.uri is not None:
        return now.uri
    directory = _directory(data_dir)
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(directory / "start.lock", timeout=2 * START_SECONDS):
            now = status(data_dir)
            return now.uri if now.uri is not None else _started(data_dir)
    except Timeout as error:
        raise StoreUnavailable(f"another process has been starting the store in {directory} for too long") from error
    except OSError as error:
        said = error.strerror or type(error).__name__
        raise StoreUnavailable(f"the store's directory {directory} cannot be used: {said}") from error


def shred(data_dir: Path) -> bool:
    """Overwrite what the files keep of deleted documents; return whether that could be done.

    The server goes on meanwhile: SQLite lets several processes work on one file.
    """
    done = True
    for path in sorted((_directory(data_dir) / "data").glob("*.db")):
        try:
            with closing(sqlite3.connect(path, timeout=SHRED_SECONDS, isolation_level=None)) as file:
                file.execute("VACUUM")
                (busy, *_) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                done = done and not busy
        except sqlite3.OperationalError:  # locked for longer, or no room for a copy
            done = False
    return done


def stop(data_dir: Path) -> bool:
    """Stop the directory's server; return whether one ran."""
    now = status(data_dir)
    if now.pid is None:
        return False
    try:
        server = psutil.Process(now.pid)
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            server.kill()
            server.wait(STOP_SECONDS)
    except psutil.NoSuchProcess:
        pass
    return True


def status(data_dir: Path) -> Status:
    """Return whether the directory's server runs: its process lives and answers."""
    directory = _directory(data_dir)
    try:
        state = json.loads((directory / STATE).read_text())
        pid, started, port = int(state["pid"]), float(state["started"]), int(state["port"])
    except (OSError, ValueError, KeyError, TypeError):
        return Status(directory, running=False)
    if not _lives(pid, started):
        return Status(directory, running=False)
    return Status(directory, _answers(port), pid, port, started)


def uri(data_dir: Path) -> str | None:
    """Return the address of the directory's server if it runs."""
    return status(data_dir).uri


def _directory(data_dir: Path) -> Path:
    return data_dir / "store"


def _started(data_dir: Path) -> str:
    directory = _directory(data_dir)
    for attempt in range(3):  # a free port may be taken by somebody else before the server has it
        port = _port_before(directory) if attempt == 0 else _free_port()
        with (directory / "start.log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "tasks.load.serving", str(directory.absolute()), str(port)],
                cwd=directory,  # not the user's: a folder `tasks` there would be taken for ours
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
            )
        address = _awaited(data_dir, server)
        if address is not None:
            return address
    logs = f"{directory / 'start.log'} and {directory / LOG}"
    raise StoreUnavailable(f"the embedded store in {directory} did not start: see {logs}")


def _awaited(data_dir: Path, server: "subprocess.Popen[bytes]") -> str | None:
    """Return the server's address once it answers; None if it ends before."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        ended = server.poll() not in (None, HELD)  # held: a server whose starter was killed is about to answer
        address = status(data_dir).uri
        if address is not None:
            # The server is to outlive us: without this, the interpreter warns of a child nobody waited for.
            server.returncode = server.returncode or 0
            return address
        if ended:
            return None
        time.sleep(0.05)
    if server.poll() is None:
        server.kill()
        server.wait()
    return None


def _lives(pid: int, started: float) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and abs(process.create_time() - started) < CLOCK_STEP
    except psutil.Error:
        return False


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=2):
            return True
    except OSError:
        return False


def _port_before(directory: Path) -> int:
    """Return the port the last server had: who was connected when it died finds the next one there."""
    try:
        port = int(json.loads((directory / STATE).read_text())["port"])
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return _free_port()
    return port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
