"""Machine-written dates: stamps in attributes and days in addresses; and the calendar file they share nothing with."""

import pytest

from tasks.grammar import calendar_from_cldr
from tasks.grammar.stamps import read_stamp, url_date


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("2017-06-15T15:25:00.000+0300", "2017-06-15T15:25:00+03:00"),
        ("2017-06-15 15:25:00 UTC", "2017-06-15T15:25:00+00:00"),
        ("20170615T122500Z", "2017-06-15T12:25:00+00:00"),
        ("2017-06-15T15:25−05:00", "2017-06-15T15:25-05:00"),
        ("2017-06-15", "2017-06-15"),
        ("20170615", "2017-06-15"),
        ("1497529500", "2017-06-15T12:25:00+00:00"),
        ("1497529500000", "2017-06-15T12:25:00+00:00"),
        ("Thu, 15 Jun 2017 12:25:00 GMT", "2017-06-15T12:25:00+00:00"),
        ("June 15, 2017", "2017-06-15"),
        ("2017-06-15T25:00:00Z", "2017-06-15"),
        ("2017-02-30", None),
        ("0000-00-00T00:00:00Z", None),
        ("2017-06-15T12:00:00+99:00", "2017-06-15T12:00:00"),
        ("Wed Mar 01 10:20:00 CET 2017", "2017-03-01T10:20:00+01:00"),
        ("Wed Mar  1 10:20:00 2017", "2017-03-01T10:20:00"),
        ("Wed Mar 01 10:20:00 GMT+03:00 2017", "2017-03-01T10:20:00+03:00"),
        ("Wed Mar 01 10:20:00 IST 2017", "2017-03-01T10:20:00"),
        ("10000-01-01", None),
        ("-0001-01-01T00:00:00Z", None),
    ],
)
def test_a_stamp_is_read(stamp: str, value: str | None) -> None:
    printed = read_stamp(stamp)
    assert printed is not None
    assert printed.value == value
    assert value or printed.fault == "impossible-date"


@pytest.mark.parametrize("stamp", ["17-06-15", "17-06-15 10:20:00", "2017-W24-4", "2017W24"])
def test_a_stamp_that_may_be_of_several_days_gives_none(stamp: str) -> None:
    printed = read_stamp(stamp)
    assert printed is not None
    assert (printed.value, printed.readings, printed.fault, printed.raw) == (None, (), "unread-date", stamp)


@pytest.mark.parametrize("stamp", ["", "now", "today", "2 hours ago", "x" * 200, "12345"])
def test_what_holds_no_date_is_no_stamp(stamp: str) -> None:
    assert read_stamp(stamp) is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.com/world/2017/06/15/summit", "2017-06-15"),
        ("https://example.com/world/2017/jun/15/summit", "2017-06-15"),
        ("https://example.com/summit-2017-06-15.html", "2017-06-15"),
        ("https://example.com/20170615/summit", "2017-06-15"),
        ("https://example.com/2017/06/summit", None),
        ("https://example.com/2017/13/45/summit", None),
        ("https://example.com/a?d=2017/06/15", None),
        ("https://example.com/2017/06/15/of-2018/07/16", None),
        ("https://example.com/article/120170615", None),
    ],
)
def test_the_day_in_an_address_is_read(address: str, day: str | None) -> None:
    printed = url_date(address)
    assert (printed.value if printed else None) == day


def test_the_calendar_file_is_what_the_locale_library_says() -> None:
    """Protects the generated file from hand edits and the generator from a library that moved."""
    assert calendar_from_cldr.FILE.read_text(encoding="utf-8") == calendar_from_cldr.rendered()


def test_a_stamp_in_digits_of_another_script_is_a_stamp() -> None:
    printed = read_stamp("২০২০-০৮-২৯T১০:৪৬:০৬+০১:০০")
    assert printed is not None
    assert (printed.value, printed.instant) == ("2020-08-29T10:46:06+01:00", "2020-08-29T09:46:06Z")
