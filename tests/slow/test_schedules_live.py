"""Protects schedules over minutes: three runs in a row, one catch-up run after an outage, a pause that stays."""

import time
from pathlib import Path

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
    killed = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
    time.sleep(OUTAGE_SECONDS)
    up.start()
    restarted = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
    until(lambda: all(each["state_type"] in FINAL for each in missed(up, killed, restarted)), 300, "the missed ended")
    found = [each["state_name"] for each in missed(up, killed, restarted)]
    assert found.count("Skipped") >= 3
    assert len(found) - found.count("Skipped") <= 1
    (skipped, *_) = [each for each in missed(up, killed, restarted) if each["state_name"] == "Skipped"]
    assert "catches up" in skipped["state"]["message"]

    up.call("schedule", "pause", "minutely")
    up.kill()
    up.start()
    assert '"active": false' in next(
        line for line in up.call("schedule", "list", "--json").splitlines() if "minutely" in line
    )


def completed(up: Up) -> list[dict[str, str]]:
    return [each for each in up.scheduled() if each["state_name"] == "Completed"]


def missed(up: Up, since: str, until_: str) -> list[dict[str, dict[str, str]]]:
    return [each for each in up.scheduled() if since <= each["expected_start_time"][:19] < until_]
