"""Protects schedules over minutes: three runs in a row, one catch-up run after an outage, a pause that stays."""

import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.captures import text_capture
from tests.slow.conftest import FINAL, Up, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

OUTAGE_SECONDS = 300


def test_a_minute_schedule_runs_three_times_in_a_row_and_catches_up_once(up: Up, tmp_path: Path) -> None:
    """With SQLAlchemy 2.1 no run would appear at all; after an outage all the missed ones would start at once."""
    captures = tmp_path / "captures"
    captures.mkdir()
    (captures / "a.txt").write_text(text_capture(1))
    up.start()
    up.call("schedule", "add", "minutely", str(captures), "--every", "1m")
    until(lambda: len(completed(up)) >= 3, 600, "three runs have completed")
    due = [each["expected_start_time"] for each in completed(up)[:3]]
    assert len(set(due)) == 3

    up.kill()
    killed = now()
    time.sleep(OUTAGE_SECONDS)
    up.start()
    until(lambda: begun_since(up, killed) != [], 300, "one catches up")
    (first, *_) = begun_since(up, killed)
    until(lambda: all(each["state_type"] in FINAL for each in missed(up, killed, first)), 300, "the missed ended")
    found = missed(up, killed, first)
    skipped = [each for each in found if each["state_name"] == "Skipped"]
    assert len(skipped) >= 4
    assert len(found) - len(skipped) == 1, [each["state_name"] for each in found]
    assert all("catches up" in each["state"]["message"] for each in skipped)

    up.call("schedule", "pause", "minutely")
    up.kill()
    up.start()
    assert '"active": false' in next(
        line for line in up.call("schedule", "list", "--json").splitlines() if "minutely" in line
    )


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())


def completed(up: Up) -> list[dict[str, Any]]:
    return [each for each in up.scheduled() if each["state_name"] == "Completed"]


def begun_since(up: Up, killed: str) -> list[str]:
    """Return when runs have begun since the kill, the earliest first; one that was skipped at its start is none."""
    runs = [each for each in up.scheduled() if each["start_time"] and each["state_name"] != "Skipped"]
    return sorted(each["start_time"] for each in runs if each["start_time"] > killed)


def missed(up: Up, killed: str, first: str) -> list[dict[str, Any]]:
    """Return the runs that did not begin in time: due before the first began after the outage, and not begun before."""
    due = [each for each in up.scheduled() if each["expected_start_time"][:19] <= first[:19]]
    return [each for each in due if not each["start_time"] or each["start_time"] > killed]
