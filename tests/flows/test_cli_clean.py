"""Protects `copytaster clean`: a line for each unit, quickly, with nothing left behind."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from flows.answers import cleaning
from schemas.capture import Capture

Start = Callable[..., "subprocess.Popen[str]"]


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def named(record: dict[str, Any]) -> tuple[str, str]:
    return Path(record["source"]["uri"]).name, record["outcome"]


ALL = [("a.txt", "article"), ("b.txt", "quarantined"), ("notes.md", "excluded")]


@pytest.mark.parametrize("workers", [(), ("--workers", "2")])
def test_every_unit_has_its_line_in_the_order_found(
    copytaster: Callable[..., Any], captures: Path, workers: tuple[str, ...]
) -> None:
    done = copytaster("clean", captures, *workers)
    assert done.code == 0
    assert [named(record) for record in records(done.out)] == ALL
    assert done.err == ""


def test_the_place_is_named_as_the_user_spelled_it(
    copytaster: Callable[..., Any], captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(captures.parent)
    (record,) = records(copytaster("clean", "captures/a.txt").out)
    assert record["source"]["uri"] == "captures/a.txt"


def test_an_empty_folder_is_said_and_is_no_failure(copytaster: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = copytaster("clean", tmp_path / "empty")
    assert (done.code, done.out) == (0, "")
    assert "no units found" in done.err


def test_a_missing_path_is_one_line_and_nothing_is_read(copytaster: Callable[..., Any], captures: Path) -> None:
    done = copytaster("clean", captures, captures / "gone\x1b[31m.txt")
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
    assert "\x1b" not in done.err


def test_a_page_that_takes_too_long_costs_only_itself(
    copytaster: Callable[..., Any], captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = cleaning.clean

    def endless(capture: Capture) -> Any:
        while capture.place.uri.endswith("a.txt"):
            pass
        return honest(capture)

    monkeypatch.setattr(cleaning, "clean", endless)
    monkeypatch.setenv("COPYTASTER_PAGE_SECONDS", "0.1")
    first, *others = records(copytaster("clean", captures).out)
    assert (first["outcome"], first["reason"]) == ("quarantined", "timed-out")
    assert [named(record) for record in others] == ALL[1:]
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_defect_of_ours_costs_one_capture_and_is_said(
    copytaster: Callable[..., Any], captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(capture: Capture) -> Any:
        raise KeyError("oops")

    monkeypatch.setattr(cleaning, "clean", broken)
    done = copytaster("clean", captures)
    assert done.code == 0
    assert [record.get("reason") for record in records(done.out)] == ["internal-error", "empty", "other-suffix"]
    assert "a defect of copytaster met" in done.err
    assert "Traceback" not in done.err
    monkeypatch.setenv("COPYTASTER_LOG_LEVEL", "DEBUG")
    assert "Traceback" in copytaster("clean", captures).err


def test_it_neither_imports_prefect_nor_the_driver(captures: Path) -> None:
    script = (
        "import sys; from flows.cli import invoke; code = invoke(['clean', sys.argv[1]]);"
        "heavy = {'prefect', 'pymongo', 'fastapi', 'sqlalchemy'} & set(sys.modules);"
        "sys.exit(f'{heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", script, captures], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(records(done.stdout)) == 3


def test_no_process_outlives_it(started: Start, captures: Path) -> None:
    process = started("clean", "--workers", "2", captures)
    family: set[psutil.Process] = set()
    while process.poll() is None:
        with_children = psutil.Process(process.pid)
        family |= set(with_children.children(recursive=True)) if with_children.is_running() else set()
        time.sleep(0.02)
    assert process.returncode == 0
    assert len(records(process.stdout.read())) == 3  # type: ignore[union-attr]
    _, left = psutil.wait_procs(list(family), timeout=2)
    assert not left


def test_a_reader_who_leaves_is_no_error(started: Start, captures: Path) -> None:
    for number in range(200):
        (captures / f"c{number}.txt").write_text("")
    process = started("clean", captures)
    assert process.stdout.readline().startswith("{")  # type: ignore[union-attr]
    process.stdout.close()  # type: ignore[union-attr]
    assert process.stderr.read() == ""  # type: ignore[union-attr]
    assert process.wait(10) == 141


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_one_line(started: Start, tmp_path: Path, number: signal.Signals, code: int) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for each in range(3000):
        (many / f"{each}.txt").write_text("")
    process = started("clean", many)
    process.stdout.readline()  # type: ignore[union-attr]
    process.send_signal(number)
    _, err = process.communicate(timeout=10)
    assert process.returncode == code
    assert err in {"interrupted\n", "terminated\n"}
