"""Protects what all commands share: help with an example, exit codes, one line for an error, streams that are gone."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from flows.cli import app, invoke
from flows.exiting import Terminated, flush_streams, guarded
from schemas.errors import AlreadyRunning, ConfigurationError, PermanentError, StoreUnavailable, TransientError

Call = Callable[..., Any]
COMMAND = Path(sys.executable).with_name("copytaster")


def commands(group: TyperGroup, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name)


ROOT = get_command(app)
assert isinstance(ROOT, TyperGroup)
ALL = sorted(commands(ROOT))


def test_every_command_that_is_promised_is_there() -> None:
    promised = ["ingest", "clean", "find", "show", "explain", "doctor", "serve", "up", "down", "deploy"]
    grouped = {
        "runs": ["list", "show", "verify"],
        "quarantine": ["list", "show"],
        "schedule": ["add", "list", "pause", "resume", "remove"],
        "store": ["start", "stop", "status", "uri", "shell", "hash"],
    }
    expected = {(name,) for name in promised} | {(group, name) for group, names in grouped.items() for name in names}
    assert expected <= set(ALL)


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_each_help_shows_an_example(copytaster: Call, command: tuple[str, ...]) -> None:
    done = copytaster(*command, "--help")
    assert done.code == 0
    assert "Example: " in done.out
    assert f"copytaster {' '.join(command)}" in " ".join(done.out.split())


def test_the_bare_command_shows_what_there_is_and_is_a_usage_error(copytaster: Call) -> None:
    done = copytaster()
    assert done.code == 1
    assert "Exit codes: 0 clean" in done.out


def test_the_version_is_printed(copytaster: Call) -> None:
    done = copytaster("--version")
    assert done.code == 0
    assert done.out.startswith("copytaster 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingst"],
        ["runs", "lst"],
        ["find", "--limit", "0"],
        ["find", "--since", "soon"],
        ["find", "--since", "2021-01-02", "--until", "2021-01-01"],
        ["find", "--store", ""],
    ],
)
def test_what_cannot_be_parsed_is_a_usage_error_and_says_where_to_look(copytaster: Call, arguments: list[str]) -> None:
    done = copytaster(*arguments)
    assert (done.code, done.out) == (1, "")
    error, hint = done.err.splitlines()
    assert error.startswith("error: ")
    assert hint.endswith("--help says how it is used")


@pytest.mark.parametrize("group", ["profile", "runs", "store", "quarantine", "schedule"])
def test_a_group_of_commands_alone_prints_its_help_and_no_error(copytaster: Call, group: str) -> None:
    done = copytaster(group)
    assert (done.code, done.err) == (1, "")
    assert f"Usage: copytaster {group}" in done.out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigurationError("wrong"), 1),
        (AlreadyRunning("wrong"), 1),
        (PermanentError("wrong"), 1),
        (StoreUnavailable("wrong"), 4),
        (TransientError("wrong"), 4),
        (OSError(errno.ENOSPC, "No space left on device", "/data"), 4),
        (KeyboardInterrupt(), 130),
        (Terminated(), 143),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_an_error_is_one_line_and_its_exit_code(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int
) -> None:
    def fail() -> int:
        raise error

    assert guarded(fail) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(("signal", "code"), [(KeyboardInterrupt(), 130), (Terminated(), 143)])
def test_an_interruption_that_a_library_answers_with_an_error_of_its_own_is_still_one(
    capsys: pytest.CaptureFixture[str], signal: BaseException, code: int
) -> None:
    def fail() -> int:
        try:
            raise signal
        finally:
            raise ValueError("Task run is not set")  # Prefect's answer to a signal before its task has begun

    assert guarded(fail) == code
    _, err = capsys.readouterr()
    assert len(err.splitlines()) == 1


def test_a_reader_who_is_gone_is_passed_over_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise BrokenPipeError

    assert guarded(fail) == 141
    assert capsys.readouterr() == ("", "")


def test_a_help_that_nobody_reads_to_its_end_exits_141() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as gone:
        done = subprocess.run([COMMAND, "--help"], stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_day_that_is_none_is_told_how_it_is_written(copytaster: Call) -> None:
    line, _ = copytaster("find", "--until", "yesterday").err.splitlines()
    assert line == "error: Invalid value for '--until': 'yesterday' is no day: a day is written 2020-01-31"


def test_an_error_cannot_speak_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise ConfigurationError("no such file: \x1b[2J\nerror: all is well")

    guarded(fail)
    assert capsys.readouterr().err == "error: no such file: \\x1b[2J\\nerror: all is well\n"


def test_what_is_buffered_for_a_reader_who_left_makes_no_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    stream: TextIO
    with open(writing, "w", encoding="utf-8") as stream:
        stream.write("something")
        os.close(reading)
        monkeypatch.setattr(sys, "stdout", stream)
        flush_streams()
        assert guarded(lambda: invoke(["--version"])) == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_it_works_without_standard_streams(captures: Path, tmp_path: Path, closed: str) -> None:
    """What is opened first must not become standard output: a store written to by print would be no store."""
    done = subprocess.run(
        ["sh", "-c", f'"$0" clean "$1" {closed}', COMMAND, captures],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COPYTASTER_DATA_DIR": str(tmp_path)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == (0 if closed.startswith(">&-") else 3)


LOADING = """
import sys, time, types
cli = types.ModuleType("flows.cli")
cli.main = lambda: (print("loading", flush=True), time.sleep(60))
sys.modules["flows.cli"] = cli
from flows.entry import main
main()
"""


@pytest.mark.parametrize(
    ("number", "code", "said"), [(signal.SIGINT, 130, "interrupted\n"), (signal.SIGTERM, 143, "terminated\n")]
)
def test_a_signal_before_the_command_is_loaded_ends_it_in_a_line(number: int, code: int, said: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LOADING], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "loading\n"
    process.send_signal(number)
    assert process.communicate(timeout=60)[1] == said
    assert process.returncode == code
