"""Protects: a person sees how a run goes, and a screen that fails never fails the run."""

import io
import logging
import sys

import pytest

from flows.answers.watching import NAMED_AT_MOST, followed, watched
from flows.runs.runlog import LOGGER


def batch_done(number: int, units: int, stage: str = "load") -> None:
    LOGGER.info("batch %d", number, extra={"stage": stage, "batch": number, "units": units})


def test_plain_lines_say_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with watched(1500):
        batch_done(1, 1000, "clean")
        batch_done(1, 1000)
        batch_done(2, 500)
    assert capsys.readouterr().err.splitlines() == ["1,000 of 1,500 units", "1,500 of 1,500 units"]


def test_units_to_look_at_are_named_up_to_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    with watched(100):
        for number in range(NAMED_AT_MOST + 30):
            LOGGER.warning("quarantined %s", f"page\x1b{number}")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == r"quarantined page\x1b0"
    assert lines[-1] == "more such lines are in the run's log"
    assert len(lines) == NAMED_AT_MOST + 1


def test_a_screen_that_is_gone_does_not_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def isatty(self) -> bool:
            return False

        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Gone())
    with watched(1):
        batch_done(1, 1)


def test_the_logger_is_left_as_it_was() -> None:
    before = (LOGGER.level, list(LOGGER.handlers))
    with watched(1):
        assert LOGGER.isEnabledFor(logging.INFO)
    assert (LOGGER.level, list(LOGGER.handlers)) == before


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_clean_has_a_bar_where_its_data_go_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setenv("TERM", "xterm")
    assert list(followed(iter("abc"), lambda: 3)) == ["a", "b", "c"]
    assert "3/3" in shown.getvalue()


def test_clean_has_no_bar_among_its_data(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(sys, "stdout", shown)
    assert list(followed(iter("abc"), lambda: 3)) == ["a", "b", "c"]
    assert shown.getvalue() == ""


def test_a_terminal_sees_a_bar_and_the_names_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with watched(10):
        LOGGER.warning("quarantined %s", "page\x1b[2J")
        batch_done(1, 10, "clean")
        batch_done(1, 10)
    assert r"quarantined page\x1b[2J" in shown.getvalue()
    assert "batch 1: enrich" in shown.getvalue() or "10/10" in shown.getvalue()
