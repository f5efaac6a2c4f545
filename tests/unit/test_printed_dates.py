"""What a line says of a day and a time: in the shapes and languages of the captures, and no more than is printed."""

import pytest

from tasks.grammar.dates import find_dates, instant_of, is_date_line

LINES = {
    "20 October 2017 [15:08] - Example.Az": "2017-10-20T15:08",
    "June 15, 15:25 UTC+3": "--06-15T15:25+03:00",
    "OCTOBER 19": "--10-19",
    "Updated 10:52 AM ET, Tue June 13, 2017": "2017-06-13T10:52-04:00",
    "Veröffentlicht am 3. Mai 2020 um 15.30 Uhr": "2020-05-03T15:30",
    "Mi., 3. Juni 2020": "2020-06-03",
    "Publié le 4 juin 2019 à 15h30": "2019-06-04T15:30",
    "le 1er août 2019": "2019-08-01",
    "Publicado el 15 de junio de 2020 a las 10:30": "2020-06-15T10:30",
    "3 de setembro de 2021 às 9:05": "2021-09-03T09:05",
    "Pubblicato il 3 giugno 2020 alle 15:30": "2020-06-03T15:30",
    "Обновлено: 5 июня 2020, 10:15 МСК": "2020-06-05T10:15+03:00",
    "Опубліковано: 5 червня 2020 року, 10:15": "2020-06-05T10:15",
    "15 Haziran 2017 Perşembe, 10:30": "2017-06-15T10:30",
    "آخر تحديث: ١٥ يونيو ٢٠١٧ - 10:30": "2017-06-15T10:30",
    "15 يونيو / حزيران 2017": "2017-06-15",
    "2017年6月15日(木) 15時30分": "2017-06-15T15:30",
    "6月3日 下午3:25": "--06-03T15:25",
    "2020년 6월 3일 오후 3:25": "2020-06-03T15:25",
    "2017. 6. 15. 오후 3:25": "2017-06-15T15:25",
    "平成29年6月15日": "2017-06-15",
    "الخميس 15 يونيو 2017 03:25 م": "2017-06-15T15:25",
    "15 ביוני 2017": "2017-06-15",
    "15 Ιουνίου 2017 3:25 μ.μ.": "2017-06-15T15:25",
    "15TH JUNE, 2017": "2017-06-15",
    "sexta-feira, 5 de março de 2021": "2021-03-05",
    "Lisboa, segunda-feira, 1 de março de 2021 10h15": "2021-03-01T10:15",
    "10:15, 4 марта 2021 (МСК)": "2021-03-04T10:15+03:00",
    "10:15 a.m., March 4, 2021 (EST)": "2021-03-04T10:15-05:00",
    "2021年3月4日 10:15 来源：新华社 作者：王明 编辑：李红": "2021-03-04T10:15",
    "15. lipnja 2017. u 15:25": "2017-06-15T15:25",
    "Published 3:25 p.m. ET June 15, 2017": "2017-06-15T15:25-04:00",
    "Thứ năm, 15/6/2017, 15:25 (GMT+7)": "2017-06-15T15:25+07:00",
    "2020. június 3., szerda 10:15": "2020-06-03T10:15",
    "2020 m. birželio 3 d. 10:15": "2020-06-03T10:15",
    "3 tháng 6, 2020": "2020-06-03",
    "3. maj 2020 kl. 15.30": "2020-05-03T15:30",
    "Thu, 15 Jun 2017 12:25:00 +0530": "2017-06-15T12:25:00+05:30",
    "2017-06-15T12:25:00.123Z": "2017-06-15T12:25:00+00:00",
    "15.06.2017, 9:05": "2017-06-15T09:05",
    "12.05.21": "2021-05-12",
    "06/15/2017": "2017-06-15",
    "June 2017": "2017-06",
}


@pytest.mark.parametrize(("line", "value"), LINES.items())
def test_a_date_is_read_as_it_is_printed(line: str, value: str) -> None:
    assert [each.value for each in find_dates(line)] == [value]


@pytest.mark.parametrize("line", [line for line, value in LINES.items() if value != "2017-06"])
def test_a_line_that_only_gives_a_date_is_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "On 3 May 2019 the treaty was signed.",
        "September 11 attacks",
        "3 hours ago",
        "June 2017",
        "10 of 12 people",
        "The 2017 season ended 3-2",
        "Call 555-12-2017",
        "",
        "In January 2017 the president took office, and on 3 May 2019 he left it again with all of his staff.",
    ],
)
def test_prose_and_numbers_are_no_date_line(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    "line",
    ["3 hours ago", "vor 3 Stunden", "yesterday", "5 ago 10 people", "3 out of 5", "we won 3-2", "1.2.3.4", "10.55 %"],
)
def test_what_names_no_day_gives_no_date(line: str) -> None:
    assert find_dates(line) == ()


def test_figures_that_can_be_read_in_two_ways_are_not_decided_by_chance() -> None:
    (printed,) = find_dates("04/06/2017")
    assert (printed.value, printed.readings) == (None, ("2017-06-04", "2017-04-06"))
    assert (printed.decided(True).value, printed.decided(False).value) == ("2017-06-04", "2017-04-06")


def test_a_zone_that_depends_on_the_day_waits_for_the_day() -> None:
    (printed,) = find_dates("06/01/2026 - 14:02 MEZ")
    assert printed.zone is None
    winter, summer = printed.decided(True), printed.decided(False)
    assert (winter.value, winter.zone) == ("2026-01-06T14:02+01:00", "+01:00")
    assert (summer.value, summer.zone) == ("2026-06-01T14:02", None)


def test_the_weekday_decides_figures_that_can_be_read_in_two_ways() -> None:
    assert [each.value for each in find_dates("Sunday 04/06/2017")] == ["2017-06-04"]
    assert [each.value for each in find_dates("Thursday 04/06/2017")] == ["2017-04-06"]


def test_a_month_that_two_languages_name_differently_needs_the_language() -> None:
    assert find_dates("3 listopada 2020", language="pl")[0].value == "2020-11-03"
    assert find_dates("3 listopada 2020", language="hr")[0].value == "2020-10-03"
    assert find_dates("3 listopada 2020") == ()


@pytest.mark.parametrize("line", ["30 February 2020", "31.04.2019", "2017-13-01", "15 June 0000", "5 June 10000"])
def test_a_day_that_no_calendar_has_keeps_its_words_and_gets_no_value(line: str) -> None:
    (printed,) = find_dates(line)
    assert (printed.value, printed.fault, printed.raw) == (None, "impossible-date", line)


def test_a_leap_day_without_a_year_can_be() -> None:
    assert find_dates("February 29")[0].value == "--02-29"


def test_a_leap_second_leaves_the_minute() -> None:
    assert find_dates("31 December 2018 23:59:60 GMT")[0].value == "2018-12-31T23:59+00:00"


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("1 July 2020, 10:00 UTC+3", "+03:00"),
        ("1 July 2020, 10:00 UTC +5:30", "+05:30"),
        ("1 July 2020, 10:00 (GMT-4)", "-04:00"),
        ("1 July 2020, 10:00 GMT", "+00:00"),
        ("1 July 2020, 10:00 EDT", "-04:00"),
        ("1 January 2020, 10:00 EST", "-05:00"),
        ("1 July 2020, 10:00 EST", None),  # many sites print EST all the year
        ("1 July 2020, 10:00 ET", "-04:00"),
        ("1 January 2020, 10:00 ET", "-05:00"),
        ("July 1, 10:00 ET", None),  # which of the two depends on the year's rules
        ("1 July 2020, 10:00 CET", None),
        ("1 January 2020, 10:00 CET", "+01:00"),
        ("1 July 2020, 10:00 IST", None),  # India, Ireland or Israel
        ("1 July 2012, 10:00 MSK", "+04:00"),
        ("1 July 2020, 10:00 MSK", "+03:00"),
        ("1 July 2020, 10:00 UTC+15", None),
        ("1 July 2020, 10:00", None),
    ],
)
def test_a_zone_is_read_only_where_it_is_certain(line: str, zone: str | None) -> None:
    (printed,) = find_dates(line)
    assert printed.zone == zone
    assert (printed.value or "").endswith("10:00" + (zone or ""))


def test_an_instant_needs_a_year_a_time_and_a_zone() -> None:
    assert instant_of("2017-06-15T15:25+03:00") == "2017-06-15T12:25:00Z"
    assert [instant_of(each) for each in ("2017-06-15T15:25", "--06-15T15:25+03:00", "2017-06-15", None)] == [None] * 4


def test_a_portuguese_weekday_of_two_words_is_read() -> None:
    assert [date.weekday for date in find_dates("Sexta-Feira, 5 de março de 2021")] == [5]
    assert [date.fault for date in find_dates("segunda-feira, 5 de março de 2021")] == ["weekday-mismatch"]


def test_several_dates_of_a_line_are_found_in_order() -> None:
    found = find_dates("Published: 3 May 2019, 10:00 / Updated: 4 May 2019, 11:30")
    assert [each.value for each in found] == ["2019-05-03T10:00", "2019-05-04T11:30"]
