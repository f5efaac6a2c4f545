"""Protects `copytaster ingest`: what it says, how it exits, what it leaves when it is interrupted."""

import io
import json
import re
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL

from flows.forms import IngestForm
from flows.ingest import Request, run
from flows.runs.runlog import LOGGER
from flows.serving import local, scheduling, upkeep
from flows.settings import settings
from schemas.outcome import Verdict
from schemas.run import Receipt, RunStatus
from tasks.load import embedded
from tasks.load.connecting import open_store
from tasks.pool import Inline

Call = Callable[..., Any]


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ingest without Prefect: its share has tests of its own, and its server takes long to start."""

    def ingest_here(paths: list[str], source: str, workers: int, max_quarantined: float) -> Receipt:
        now = settings()
        request = Request(tuple(paths), source, workers, max_quarantined=max_quarantined)
        with open_store(now.address, now.data_dir) as store:
            return run(request, store, Inline(), now.log_dir)

    monkeypatch.setattr(local, "ingest_here", ingest_here)


def units(out: str) -> dict[str, int]:
    """Return the counts of the table of outcomes."""
    counts = re.findall(
        r"^(stored|revised|unchanged|duplicate|excluded|quarantined|not reached|seen) +(\d+)$", out, re.MULTILINE
    )
    return {label: int(number) for label, number in counts}


@pytest.mark.usefixtures("plainly")
def test_it_reports_every_verdict_the_run_the_log_and_three_queries_that_work(copytaster: Call, captures: Path) -> None:
    (captures / "copy.txt").write_bytes((captures / "a.txt").read_bytes())
    done = copytaster("ingest", captures)
    assert done.code == 2
    assert units(done.out) == {
        "stored": 1,
        "revised": 0,
        "unchanged": 0,
        "duplicate": 1,
        "excluded": 1,
        "quarantined": 1,
        "not reached": 0,
        "seen": 4,
    }
    log = re.search(r"^run ([0-9a-f]+) · log (.+)$", done.out, re.MULTILINE)
    assert log is not None
    assert f"run {log[1]} completed" in Path(log[2]).read_text()
    assert "4 of 4 units" in done.err
    assert "b.txt: empty" in done.err
    queries = [shlex.split(line)[1:] for line in done.out.splitlines() if line.startswith("  copytaster ")]
    assert len(queries) == 3
    for query in queries:
        answer = copytaster(*query)
        assert answer.code == 0
        assert len(answer.out.splitlines()) > 1


@pytest.mark.usefixtures("plainly")
def test_the_same_again_is_unchanged(copytaster: Call, captures: Path) -> None:
    (captures / "b.txt").unlink()
    assert copytaster("ingest", captures).code == 0
    again = copytaster("ingest", captures)
    assert again.code == 0
    assert (units(again.out)["unchanged"], units(again.out)["stored"]) == (1, 0)


@pytest.mark.usefixtures("plainly")
def test_a_dry_run_says_the_same_and_stores_nothing(copytaster: Call, captures: Path, tmp_path: Path) -> None:
    rehearsed = copytaster("ingest", captures, "--dry-run")
    assert rehearsed.code == 2
    assert not (tmp_path / "data").exists()
    done = copytaster("ingest", captures)
    assert units(rehearsed.out) == units(done.out)
    before = copytaster("store", "hash").out
    assert units(copytaster("ingest", captures, "--dry-run").out)["unchanged"] == 1
    assert copytaster("store", "hash").out == before
    assert len(copytaster("runs", "list", "--json").out.splitlines()) == 1


@pytest.mark.usefixtures("plainly")
def test_an_empty_folder_is_said(copytaster: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = copytaster("ingest", tmp_path / "empty")
    assert done.code == 0
    assert "no units found in" in done.err
    assert units(done.out)["seen"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gone.txt"], "no such file or folder"),
        (["*.gone"], "nothing matches"),
        ([], "Missing argument"),
        ([".", "--workers", "-1"], "--workers"),
        ([".", "--nonsense"], "--nonsense"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_starts(
    copytaster: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = copytaster("ingest", *arguments)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "data").exists()


def receipt(balanced: bool, **counts: int) -> Receipt:
    from datetime import UTC, datetime

    from schemas.run import Lease

    now = datetime(2026, 1, 1, tzinfo=UTC)
    seen = sum(counts.values())
    lease = Lease("host", 1, 0.0, 1, now)
    return Receipt("r", RunStatus.COMPLETED, now, lease, ended_at=now, counts=counts, seen=seen, balanced=balanced)


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        (receipt(True, new=3), 0),
        (receipt(True, new=3, quarantined=1), 2),
        (receipt(True, **{"new": 3, "not-reached": 1}), 2),
        (receipt(False, new=3, quarantined=1), 3),
    ],
)
def test_the_receipt_decides_the_exit_code(
    copytaster: Call, captures: Path, monkeypatch: pytest.MonkeyPatch, ended: Receipt, code: int
) -> None:
    monkeypatch.setattr(local, "ingest_here", lambda *_: ended)
    assert copytaster("ingest", captures).code == code


@pytest.mark.usefixtures("plainly")
@pytest.mark.parametrize("share", ["10%", "10", " 10 % "])
def test_a_run_that_quarantines_too_much_stops_and_can_be_repeated(
    copytaster: Call, captures: Path, share: str
) -> None:
    stopped = copytaster("ingest", captures, "--max-quarantined", share)
    assert stopped.code == 5
    assert "1 of 3 units were quarantined, more than 10 %" in stopped.err
    assert "failed" in copytaster("runs", "list").out
    assert copytaster("ingest", captures).code == 2


@pytest.mark.parametrize("share", ["a few", "-1%", "101", "nan"])
def test_a_budget_that_is_no_share_is_a_usage_error(copytaster: Call, captures: Path, share: str) -> None:
    assert copytaster("ingest", captures, "--max-quarantined", share).code == 1


def test_a_defect_of_ours_is_one_line_and_a_file(
    copytaster: Call, captures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Receipt:
        raise KeyError("oops")

    monkeypatch.setattr(local, "ingest_here", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = copytaster("ingest", captures)
    assert done.code == 1
    (line,) = done.err.splitlines()
    assert "KeyError" in line
    assert "oops" in Path(line.rpartition(" ")[2]).read_text()


@pytest.fixture
def server(prefect: None) -> str:
    """Return the address of the session's Prefect server."""
    return str(PREFECT_API_URL.value())


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    embedded.stop(tmp_path / "data")


def test_the_command_as_a_user_starts_it(started: Call, captures: Path, data_dir: Path, server: str) -> None:
    """With Prefect, worker processes and a file name that is not UTF-8, named on the command line."""
    odd = b"caf\xe9.txt"
    (captures / "a.txt").rename(captures / odd.decode("utf-8", "surrogateescape"))
    process = started("ingest", captures, bytes(captures) + b"/" + odd, PREFECT_API_URL=server)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 2, err
    assert units(out)["stored"] == 1
    assert err.splitlines() == ["3 of 3 units", f"quarantined {captures / 'b.txt'}: empty: the file is empty"]
    with open_store(None, data_dir) as store:
        assert store.runs(1)[0].counts[Verdict.NEW.value] == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_is_closed_and_the_command_says_so(
    started: Call, tmp_path: Path, data_dir: Path, server: str, number: signal.Signals, code: int
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for each in range(400):
        (many / f"{each}.txt").write_text(f"Story {each}\n\nNothing much happened on day {each}, the council said.\n")
    process = started("ingest", many, PREFECT_API_URL=server)
    _wait_for_line(data_dir / "logs", "started")
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert "the same command goes on where it stopped" in err
    assert "Traceback" not in err
    with open_store(None, data_dir) as store:
        assert store.runs(1)[0].status is RunStatus.CANCELLED
        assert store.verify().ok


def _wait_for_line(logs: Path, words: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for log in logs.glob("*.jsonl"):
            if any(words in json.loads(line)["message"] for line in log.read_text().splitlines() if line.endswith("}")):
                return
        time.sleep(0.05)
    raise AssertionError(f"no run said {words!r} in a minute")


def test_serve_is_up_with_a_schedule(copytaster: Call, captures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[tuple[str, str, IngestForm]] = []
    monkeypatch.setattr(upkeep, "up", lambda once_up=None: once_up())
    monkeypatch.setattr(scheduling, "put", lambda name, when, form: put.append((name, when.cron, form)))
    monkeypatch.chdir(captures)
    assert copytaster("serve", "a.txt", "b.txt", "--source", "archive", "--cron", "0 1 * * *").code == 0
    paths = [str(captures / "a.txt"), str(captures / "b.txt")]
    assert put == [("serve", "0 1 * * *", IngestForm(paths=paths, source="archive"))]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gone.txt"], "no such file or folder"),
        ([".", "--cron", "bad cron"], "'bad cron' is no schedule"),
        (["--cron", "61 * * * *"], "is no schedule"),
    ],
)
def test_what_cannot_be_served_is_refused_before_anything_starts(
    copytaster: Call, captures: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    def started(*_: object, **__: object) -> None:
        raise AssertionError("something was started")

    monkeypatch.setattr(upkeep, "up", started)
    monkeypatch.chdir(captures)
    done = copytaster("serve", *arguments)
    assert (done.code, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert said in line


@pytest.mark.parametrize(("begun", "said"), [(True, "closed as cancelled"), (False, "before the run began")])
def test_an_interruption_says_whether_there_is_a_run(
    copytaster: Call, captures: Path, monkeypatch: pytest.MonkeyPatch, begun: bool, said: str
) -> None:
    def interrupted(*_: object) -> Receipt:
        if begun:
            LOGGER.info("run %s started", "r", extra={"run": "r"})
        raise KeyboardInterrupt

    monkeypatch.setattr(local, "ingest_here", interrupted)
    done = copytaster("ingest", captures)
    assert done.code == 130
    line, last = done.err.splitlines()
    assert said in line
    assert last == "interrupted"


@pytest.mark.usefixtures("plainly")
def test_nobody_reading_the_report_changes_neither_the_run_nor_its_exit_code(
    copytaster: Call, captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", Gone())
        patched.setattr(sys, "stderr", Gone())
        assert copytaster("ingest", captures).code == 2
    (stored,) = copytaster("runs", "list", "--json").out.splitlines()
    assert json.loads(stored)["status"] == "completed"
