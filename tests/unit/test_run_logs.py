"""Protects a run against the loss of whoever reads its output: `up`, or a worker, that was killed."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import logging, os, sys
from pathlib import Path
from prefect.logging.handlers import PrefectConsoleHandler
from flows.runs.runlog import LOGGER, outlive_readers

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
