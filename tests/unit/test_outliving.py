"""Protects a run against the loss of whoever began it, `up` or a worker, and against a Ctrl-C meant for them."""

import signal
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import logging, os, sys
from pathlib import Path
from prefect.logging.handlers import PrefectConsoleHandler
from flows.runs.outliving import outlive_readers
from flows.runs.runlog import LOGGER

LOGGER.addHandler(PrefectConsoleHandler())
LOGGER.setLevel(logging.INFO)
{guard}
sys.stdin.readline()
for number in range(3):
    LOGGER.info("line %d", number)
Path(sys.argv[1]).write_text("went on")
"""


def ended(guard: str, out: str) -> int:
    """Run the program, its output a pipe that nobody reads any more, and return its exit code."""
    pipe = subprocess.PIPE
    program = [sys.executable, "-c", PROGRAM.format(guard=guard), out]
    with subprocess.Popen(program, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stderr.close()
        process.stdin.write(b"\n")
        process.stdin.close()
        return process.wait(120)


def test_a_run_goes_on_when_nobody_reads_its_output(tmp_path: Path) -> None:
    out = tmp_path / "said"
    assert ended("pass", str(out)) != 0, "without it the loss ends the program"
    assert not out.exists()
    assert ended("outlive_readers()", str(out)) == 0
    assert out.read_text() == "went on"


IGNORING = """
import subprocess, sys
from flows.runs.outliving import outlive_ctrl_c
outlive_ctrl_c()
worker = subprocess.Popen([sys.executable, "-S", "-c", "import signal; print(int(signal.getsignal(signal.SIGINT)))"])
worker.wait()
print("at work", flush=True)
sys.stdin.readline()
"""


def test_ctrl_c_is_left_to_whoever_began_the_run() -> None:
    """A terminal sends it to all of a group; `up` then closes its runs as cancelled while its server still answers."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", IGNORING], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == f"{int(signal.SIG_IGN)}\n", "a worker inherits it"
        assert process.stdout.readline() == "at work\n"
        process.send_signal(signal.SIGINT)
        process.stdin.write("\n")
        process.stdin.close()
        assert process.wait(60) == 0
