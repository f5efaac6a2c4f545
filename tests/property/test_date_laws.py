"""The laws of dates: nothing invented, nothing crashes, the same words give the same answer."""

import re
from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.grammar.citations import cited_agencies
from tasks.grammar.datelines import read_dateline
from tasks.grammar.dates import find_dates, instant_of, is_date_line
from tasks.grammar.rights import read_copyright, read_credit
from tasks.grammar.stamps import read_stamp, url_date

WORDS = (
    "June Oct. mai 3 15 31 2017 2019 20:15 15.30 , . / - — ( ) [ ] : (Reuters) /TASS/ MOSCOW Berlin UTC+3 GMT am Uhr "
    "um 年 月 日 5 июня Thursday de der the 2017-06-15 T Z 24:00 99 00 © Photo Copyright said 05/06/2019 \u0663 \u2009"
)
MONTHS = "January February March April May June July August September October November December"
PIECES = st.sampled_from(WORDS.split(" "))
LINES = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=80)
VALUE = re.compile(r"(?:\d{4}-|--)\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?)?)?", re.ASCII)


@settings(deadline=None)
@given(LINES)
def test_a_value_holds_only_what_its_words_show(line: str) -> None:
    for printed in find_dates(line):
        assert printed.raw in line
        for value in (printed.value, *printed.readings):
            if value is not None:
                assert VALUE.fullmatch(value)
                digits = {int(each) for each in re.findall(r"\d+", printed.raw)}
                assert value.startswith("--") or int(value[:4]) in digits or int(value[2:4]) in digits
                assert len(value) < 9 or int(value.removeprefix("--").split("-")[-1][:2]) in digits or "T" in value


@settings(deadline=None)
@given(LINES)
def test_dates_stand_in_order_and_do_not_overlap(line: str) -> None:
    end = 0
    for printed in find_dates(line):
        assert end <= printed.span[0] < printed.span[1] <= len(line)
        end = printed.span[1]


@settings(deadline=None)
@given(LINES)
def test_any_line_gets_an_answer_from_every_grammar(line: str) -> None:
    assert isinstance(is_date_line(line), bool)
    dateline = read_dateline(line)
    assert dateline is None or (dateline.raw in line and (dateline.place is None or dateline.place in line))
    for printed in (read_stamp(line), url_date(line)):
        assert printed is None or printed.value is None or VALUE.fullmatch(printed.value)
    assert all(line[start:end] for start, end in cited_agencies(line).values())
    notice = read_copyright(line)
    assert notice is None or notice in line
    credit = read_credit(line)
    assert credit is None or credit in " ".join(line.split())


@settings(deadline=None)
@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)),
    st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters)),
)
def test_a_stamp_says_the_instant_it_was_written_at(moment: datetime, shift: timedelta) -> None:
    stamp = moment.replace(microsecond=0, tzinfo=timezone(shift))
    printed = read_stamp(stamp.isoformat())
    assert printed is not None
    assert printed.instant is not None
    assert datetime.fromisoformat(printed.instant) == stamp


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_back_from_the_ways_to_print_it(day: date) -> None:
    name = MONTHS.split()[day.month - 1]
    forms = (f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}", day.isoformat(), f"{day:%d.%m.%Y}")
    for form in forms:
        assert [each.value for each in find_dates(form)] == [day.isoformat()]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_an_instant_is_given_only_with_a_zone(zone: str) -> None:
    for printed in find_dates(f"15 June 2017, 15:25 {zone}")[:1]:
        assert (printed.instant is None) == (printed.zone is None)
        assert instant_of(printed.value) == printed.instant


DIGITS = st.sampled_from(["\u0660", "\u06f0", "\u0966", "\u09e6", "\u0e50", "\uff10"])
MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2050, 1, 1))


@given(MOMENTS, DIGITS, st.sampled_from(["", "Z", "+03:00", "-0500"]))
def test_a_moment_is_the_same_in_the_digits_of_any_script(moment: datetime, zero: str, zone: str) -> None:
    stamp = f"{moment.isoformat(timespec='seconds')}{zone}"
    other = stamp.translate({ord("0") + each: chr(ord(zero) + each) for each in range(10)})
    plain, written = read_stamp(stamp), read_stamp(other)
    assert plain is not None
    assert written is not None
    assert (written.value, written.instant) == (plain.value, plain.instant)
