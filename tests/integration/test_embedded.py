"""The embedded server: one for a directory, whoever starts it and however its starter ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from schemas.errors import StoreUnavailable
from schemas.outcome import Verdict
from tasks.load import embedded, serving
from tasks.load.connecting import open_store
from tests.stock import capture, filed, ingest

ROOT = Path(__file__).resolve().parents[2]
START = (
    "import sys; from pathlib import Path; from tasks.load import embedded; print(embedded.start(Path(sys.argv[1])))"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a data folder of the test's own; its server ends with the test."""
    data = tmp_path / "data"
    yield data
    embedded.stop(data)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Return a folder that other users can enter; those of pytest are closed to them."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def starter(folder: Path, script: str = START) -> "subprocess.Popen[str]":
    """Start another process that starts the server."""
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def test_a_server_is_started_once_and_used_by_all(folder: Path) -> None:
    assert not embedded.status(folder).running
    first = embedded.start(folder)
    assert embedded.start(folder) == first == embedded.uri(folder)
    assert embedded.stop(folder)
    assert embedded.uri(folder) is None
    assert not embedded.stop(folder)


def test_processes_that_start_at_once_get_one_server(folder: Path) -> None:
    starters = [starter(folder) for _ in range(4)]
    addresses = {process.communicate()[0].strip() for process in starters}
    assert addresses == {embedded.uri(folder)}
    assert len(_servers(folder)) == 1


def test_what_is_stored_outlives_the_server_even_when_it_is_killed(folder: Path) -> None:
    with open_store(None, folder) as store:
        ingest(store, [filed(capture("a", "A"))])
        before = store.store_hash()
    pid = embedded.status(folder).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=5)
    with open_store(None, folder) as store:
        assert store.store_hash() == before
        assert ingest(store, [filed(capture("a", "A"))]) == [Verdict.UNCHANGED]


def test_the_server_outlives_its_starter(folder: Path) -> None:
    """Ctrl-C ends the starter's whole process group, kill -9 the starter."""
    script = START + "; import time; sys.stdout.flush(); time.sleep(60)"
    for ending in (signal.SIGINT, signal.SIGKILL):
        with starter(folder, script) as process:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            os.killpg(process.pid, ending)
            process.communicate()
        assert embedded.uri(folder) == address


def test_a_starter_killed_at_any_moment_leaves_no_riddle(folder: Path) -> None:
    for delay in (0.1, 0.3, 0.5):
        with starter(folder) as process:
            time.sleep(delay)
            process.kill()
            process.communicate()
    assert embedded.start(folder) == embedded.uri(folder)
    deadline = time.monotonic() + 10
    while len(_servers(folder)) > 1 and time.monotonic() < deadline:
        time.sleep(0.05)  # one that came too late finds the directory held and ends
    assert len(_servers(folder)) == 1


def test_a_state_left_by_a_machine_that_went_down_is_stale(folder: Path) -> None:
    embedded.start(folder)
    embedded.stop(folder)
    state = folder / "store" / serving.STATE
    for left in (
        json.dumps({"pid": os.getpid(), "started": 1.0, "port": 1}),  # the id is another process's now
        json.dumps({"pid": 2**22 + 1, "started": 1.0, "port": 1}),
        "{",
        "[]",
        "",
    ):
        state.write_text(left)
        assert not embedded.status(folder).running
    assert embedded.start(folder) == embedded.uri(folder)


def test_a_folder_of_the_users_is_not_taken_for_ours(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is started as a module: a package `tasks` where the user stands must not be found first."""
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "__init__.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    assert embedded.start(folder)


def test_a_directory_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match=str(tmp_path / "file" / "store")):
        embedded.start(tmp_path / "file")


def test_a_read_only_directory_is_named(reachable: Path) -> None:
    """As an ordinary user, also where the tests run as root: rights do not bind root."""
    folder = reachable / "data"
    folder.mkdir(mode=0o555)
    script = START.replace("print(embedded.start(Path(sys.argv[1])))", "") + (
        "from schemas.errors import StoreUnavailable\n"
        "try: embedded.start(Path(sys.argv[1]))\n"
        "except StoreUnavailable as error: print(error)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    if os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("the tests run as root and there is no setpriv: missing rights were not tested")
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    if "ModuleNotFoundError" in said.stderr:
        pytest.skip("another user cannot read this checkout: missing rights were not tested")
    assert said.stdout.startswith(f"the store's directory {folder / 'store'} cannot be used: Permission denied"), (
        said.stderr
    )


def test_a_server_that_does_not_start_is_an_error_that_names_the_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "store" / "data").parent.mkdir(parents=True)
    (folder / "store" / "data").write_text("a file where the databases should be")
    monkeypatch.setattr(embedded, "START_SECONDS", 5.0)
    with pytest.raises(StoreUnavailable, match=r"did not start: see .*start\.log"):
        embedded.start(folder)
    assert _servers(folder) == []


def _servers(folder: Path) -> list[int]:
    """Return the processes that serve a folder."""
    directory = str((folder / "store").absolute())
    found: list[int] = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if directory in words and "tasks.load.serving" in words:
            found.append(process.pid)
    return found


def test_a_killed_server_whose_starter_has_not_taken_leave_of_it_starts_again(tmp_path: Path) -> None:
    """As in `up`, which starts the store and lives on: the dead process stays in the table, a zombie."""
    embedded.start(tmp_path)
    pid = embedded.status(tmp_path).pid
    assert pid is not None
    killed = psutil.Process(pid)
    os.kill(pid, signal.SIGKILL)
    for _ in range(100):
        if killed.status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.1)
    assert killed.status() == psutil.STATUS_ZOMBIE
    try:
        assert embedded.start(tmp_path)
        assert embedded.status(tmp_path).pid != pid
    finally:
        embedded.stop(tmp_path)
