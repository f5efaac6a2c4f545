"""Protects how schedules are written: cron or interval, a zone that exists, a name."""

from datetime import timedelta

import pytest
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule

from flows.forms import IngestForm
from flows.serving.scheduling import put, when
from schemas.errors import ConfigurationError


@pytest.mark.parametrize(
    ("every", "interval"),
    [("1m", timedelta(minutes=1)), ("6h", timedelta(hours=6)), ("1d", timedelta(days=1)), ("2w", timedelta(weeks=2))],
)
def test_an_interval(every: str, interval: timedelta) -> None:
    found = when(None, every, "Europe/Vienna")
    assert isinstance(found, IntervalSchedule)
    assert (found.interval, found.timezone) == (interval, "Europe/Vienna")


def test_a_cron_schedule_is_read_in_its_zone() -> None:
    found = when("30 4 * * *", None, "Asia/Tokyo")
    assert isinstance(found, CronSchedule)
    assert (found.cron, found.timezone) == ("30 4 * * *", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("cron", "every", "zone", "said"),
    [
        (None, None, "UTC", "either --cron or --every"),
        ("0 5 * * *", "1h", "UTC", "either --cron or --every"),
        ("five", None, "UTC", "'five' is no schedule"),
        (None, "0m", "UTC", "'0m' is no interval"),
        (None, "10s", "UTC", "'10s' is no interval"),
        (None, "1h", "Vienna", "'Vienna' is no time zone"),
        (None, "1h", "../etc/passwd", "is no time zone"),
    ],
)
def test_what_is_no_schedule_is_said(cron: str | None, every: str | None, zone: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        when(cron, every, zone)


@pytest.mark.parametrize("name", ["", "Nightly", "a b", "-a", "a/b"])
def test_a_name_is_small_letters_digits_and_hyphens(name: str) -> None:
    with pytest.raises(ConfigurationError, match="is no name"):
        put(name, when(None, "1h", "UTC"), IngestForm(paths=["/captures"]))
