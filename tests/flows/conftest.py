"""The command, called in this process as `main` calls it, or started as a user starts it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli import invoke
from flows.exiting import guarded
from tasks.load import embedded

COMMAND = Path(sys.executable).with_name("copytaster")
STORY = (
    "Harbour bridge opens after nine years\n\n"
    "By Ines Albrook\n\n"
    "PORTSEA, March 3, 2021. The harbour bridge opened to traffic on Wednesday morning, nine years after the first "
    "pile was driven into the mud below the old ferry steps, the town council said in a statement.\n\n"
    "About four thousand people walked across before the first cars were let through, and the queue for the free "
    "tram reached back to the fish market by noon, according to the harbour police.\n\n"
    "The council expects the bridge to take a third of the traffic off the ring road within a year, although the "
    "engineers who built it have warned that the northern ramp will need a second lane before the summer.\n"
)
"""A capture of our own writing."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a call of the command ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def copytaster(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Call]:
    """Call the command in this process, its data folder a fresh one."""
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("COPYTASTER_STORE", raising=False)

    def call(*arguments: str | Path) -> Done:
        capfd.readouterr()
        code = guarded(lambda: invoke([str(argument) for argument in arguments]))
        out, err = capfd.readouterr()
        return Done(code, out, err)

    yield call
    embedded.stop(tmp_path / "data")


@pytest.fixture
def call(copytaster: Call, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command on the store that a module keeps for its tests: its fixture `kept` is the data folder."""
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(kept))
    return copytaster


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Start]:
    """Start the command as a user does, its output in pipes; what is left of it ends with the test."""
    env = {**os.environ, "COPYTASTER_DATA_DIR": str(tmp_path / "data")}
    env.pop("COPYTASTER_STORE", None)
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path, **more: str) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        processes.append(
            subprocess.Popen(
                [COMMAND, *arguments],
                env=env | more,
                stdin=subprocess.DEVNULL,
                stdout=pipe,
                stderr=pipe,
                text=True,
                encoding="utf-8",
            )
        )
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """A Prefect server for the session: it takes long to start."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """A folder with a story, a page with nothing on it, and a file no rule reads."""
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.txt").write_text("")
    (folder / "notes.md").write_text("not a capture")
    return folder
