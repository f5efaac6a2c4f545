"""What `copytaster up` has brought up: one at a time for a data folder, found again by any later command."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

STATE = "up.json"
LOCK = "up.lock"
STOP_SECONDS = 60.0
"""How long a run that is interrupted may take to close itself."""
CLOCK_STEP = 2.0
"""Seconds by which two readings of one process's start may differ."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands, and where; nothing in it is secret."""

    pid: int
    started: float  # seconds since the epoch, as the operating system reports it
    api: str  # the Prefect server's address; without credentials
    store: str  # the store's address; without credentials
    owns_store: bool  # whether the embedded store was started with it, and ends with it
    reports: str = ""  # where reports are to be had as pages

    @property
    def ui(self) -> str:
        """Return the address of the UI."""
        return self.api.removesuffix("/api")

    @property
    def lives(self) -> bool:
        """Return whether its process is still there."""
        try:
            process = psutil.Process(self.pid)
            gone = process.status() == psutil.STATUS_ZOMBIE
            return not gone and abs(process.create_time() - self.started) < CLOCK_STEP
        except psutil.Error:
            return False


@contextmanager
def alone(data_dir: Path) -> Iterator[bool]:
    """Hold the data folder's place for one `up`; yield whether it was free.

    Raises:
        OSError: the folder cannot be written.
    """
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(data_dir / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        (data_dir / STATE).unlink(missing_ok=True)
        lock.release()


def announce(data_dir: Path, api: str, store: str, owns_store: bool, reports: str = "") -> Standing:
    """Write down that this process stands."""
    standing = Standing(os.getpid(), psutil.Process().create_time(), api, store, owns_store, reports)
    new = data_dir / f"{STATE}.new"
    new.write_text(json.dumps(asdict(standing)))
    new.replace(data_dir / STATE)
    return standing


def noted(data_dir: Path) -> Standing | None:
    """Return what was written down last, whether its process still lives or was killed."""
    try:
        return Standing(**json.loads((data_dir / STATE).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def standing(data_dir: Path) -> Standing | None:
    """Return what stands now."""
    found = noted(data_dir)
    return found if found is not None and found.lives else None


def end(found: Standing) -> None:
    """End a process that stands, and wait until it is gone; the runs it has going are closed as cancelled."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if found.lives:
            os.kill(found.pid, number)
        deadline = time.monotonic() + STOP_SECONDS
        while found.lives and time.monotonic() < deadline:
            time.sleep(0.1)
