"""The worker pool: a page that hangs or kills its worker costs that page; a start is not interrupted halfway."""

import os
import signal
import time
from collections.abc import Sequence

import pytest

from schemas.capture import Capture, place_of
from schemas.outcome import Duplicate, Outcome
from tasks.pool import Processes, _signals_held

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
        with _signals_held():
            signal.raise_signal(signal.SIGINT)
            reached.append("the end")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert reached
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
