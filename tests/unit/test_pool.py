"""The worker pool: a page that hangs or kills its worker costs that page; a start is not interrupted halfway."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from schemas.capture import Capture, place_of
from schemas.outcome import Duplicate, Outcome
from tasks.forking import signals_held
from tasks.pool import Processes

Units = Sequence[Capture | Duplicate | Outcome]


def capture(data: bytes) -> Capture:
    return Capture(place_of(f"/captures/{data.decode()}"), data, "0" * 64, "text")


def hurt(units: Units) -> tuple[Capture | Duplicate | Outcome, ...]:
    for unit in units:
        if isinstance(unit, Capture) and unit.data == b"kills":
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(unit, Capture) and unit.data == b"hangs":
            time.sleep(60)
    return tuple(units)


def stuck(units: Units) -> tuple[Capture | Duplicate | Outcome, ...]:
    """Say who is stuck, and be so in a loop of the interpreter's own that lets no other thread in."""
    (unit,) = units
    assert isinstance(unit, Capture)
    Path(unit.data.decode()).write_text(str(os.getpid()))
    return tuple(units) if sum(range(10**12)) else ()


def busy(units: Units) -> tuple[Capture | Duplicate | Outcome, ...]:
    until = time.process_time() + 3.0
    while time.process_time() < until:
        pass
    return tuple(units)


def free(units: Units) -> tuple[Capture | Duplicate | Outcome, ...]:
    assert sys.modules["__main__"].__name__ == "__main__"  # a main module that is run again has another
    return tuple(units)


def loaded(units: Units) -> tuple[Capture | Duplicate | Outcome, ...]:
    """Refuse every unit if the models are not there yet."""
    from tasks.clean.decoder.parameters import load

    assert load.cache_info().currsize == 2
    return tuple(units)


def itself(unit: Capture) -> Capture:
    return unit


def test_only_the_page_at_fault_is_quarantined() -> None:
    units = [capture(name) for name in (b"a", b"kills", b"b", b"hangs", b"c")]
    with Processes(1, seconds=1) as pool:
        done = pool.run("clean", hurt, units, itself)
    reasons = [unit.reason if isinstance(unit, Outcome) else None for unit in done]
    assert reasons == [None, "worker-died", None, "timed-out", None]
    assert [unit.place for unit in done if isinstance(unit, Outcome)] == [units[1].place, units[3].place]


def test_an_interruption_waits_until_the_signals_are_let_go() -> None:
    reached = []

    def interrupted() -> None:
        with signals_held():
            signal.raise_signal(signal.SIGINT)
            reached.append("the end")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert reached
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def script(step: str, data: str) -> list[str]:
    """Return the command of a process that works on one page."""
    code = (
        "from tests.unit.test_pool import *\n"
        f"with Processes(1) as pool: pool.run('clean', {step}, [capture({data.encode()!r})], itself)"
    )
    return [sys.executable, "-c", code]


def test_a_worker_starts_with_what_every_page_needs() -> None:
    with Processes(1) as pool:
        assert pool.run("clean", loaded, [capture(b"a")], itself) == (capture(b"a"),)


def test_a_worker_does_not_run_the_main_module(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(script("free", "a")[-1] + "\nassert __file__")
    subprocess.run([sys.executable, "main.py"], cwd=tmp_path, check=True, env={**os.environ, "PYTHONPATH": os.getcwd()})


def test_a_killed_process_takes_its_workers_along_whatever_they_do(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    parent = subprocess.Popen(script("stuck", str(told)))
    while not (told.exists() and told.read_text()):
        assert parent.poll() is None
        time.sleep(0.05)
    family = psutil.Process(parent.pid).children(recursive=True)
    assert int(told.read_text()) in {each.pid for each in family}
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive


def test_what_workers_used_is_counted_as_used_by_who_started_them() -> None:
    before = used_by_children()
    subprocess.run(script("busy", "a"), check=True)
    assert used_by_children() - before > 3.0


def used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_leaving_a_pool_without_a_word_leaves_nobody_behind() -> None:
    code = "from tests.unit.test_pool import *\npool = Processes(1)\npool.run('clean', hurt, [capture(b'a')], itself)"
    process = subprocess.Popen(
        [sys.executable, "-c", code + "\nprint('done', flush=True)\ninput()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"done\n"
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 2
    process.communicate(b"\n", timeout=20)
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
