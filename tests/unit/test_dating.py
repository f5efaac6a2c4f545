"""When an article was published: the order of evidence, proved years, candidates, and dates that cannot be."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas.article import Article, draft
from schemas.capture import Capture, place_of
from schemas.page import Block, Cleaned, Decision, Markup, Page, Role
from tasks.enrich.enrichers.published import date_article

BODY = "The council met again and decided nothing of what it had been asked to decide."


def page(
    *lines: tuple[Role, str], markup: Markup | None = None, captured_at: datetime | None = None, body: str = BODY
) -> Cleaned:
    """Return a cleaned page of these lines, then two paragraphs."""
    roles = (*lines, (Role.BODY, body), (Role.BODY, BODY))
    decisions = tuple(
        Decision(Block(text, number), role, 1.0, "test") for number, (role, text) in enumerate(roles, start=1)
    )
    capture = Capture(place_of("a.txt"), b"", "0" * 64, "text", captured_at=captured_at)
    blocks = tuple(decision.block for decision in decisions)
    text = "\n\n".join(decision.block.text for decision in decisions if decision.kept)
    return Cleaned(Page(capture, "utf-8", blocks, markup or Markup()), decisions, text)


def dated(cleaned: Cleaned) -> Article:
    return date_article(cleaned, draft(cleaned))


def linked(published: str, **more: str) -> Markup:
    fields = "".join(f', "{name}": "{value}"' for name, value in more.items())
    return Markup(json_ld=(f'{{"@type": "NewsArticle", "headline": "H", "datePublished": "{published}"{fields}}}',))


HEADLINE = (Role.HEADLINE, "Council meets again")


def test_a_date_line_gives_value_precision_raw_method_and_evidence() -> None:
    article = dated(page(HEADLINE, (Role.DATELINE, "20 October 2017 [15:08] - Example.Az")))
    published = article.published
    assert (published.value, published.precision, published.instant) == ("2017-10-20T15:08", "minute", None)
    assert (published.raw, published.method) == ("20 October 2017 [15:08]", "text-dateline")
    assert article.evidence["published"].line == 2
    assert published.candidates == ()


def test_nothing_printed_leaves_every_field_null() -> None:
    article = dated(page(HEADLINE, body="On 3 May 2019 the council met for the first time in its long history."))
    assert (article.published.value, article.published.raw, article.published.method) == (None, None, None)
    assert article.modified is None
    assert "published" not in article.evidence


def test_a_capture_header_of_the_same_day_proves_the_year() -> None:
    header = (Role.NAVIGATION, "date 2017-06-15 Back to Main page")
    published = dated(page(header, HEADLINE, (Role.DATELINE, "June 15, 15:25 UTC+3"))).published
    assert (published.value, published.instant) == ("2017-06-15T15:25+03:00", "2017-06-15T12:25:00Z")
    assert (published.raw, published.method) == ("June 15, 15:25 UTC+3", "text-dateline+capture-header")


def test_a_capture_header_of_another_day_proves_nothing() -> None:
    header = (Role.NAVIGATION, "date 2017-09-02 Back to Main page")
    published = dated(page(header, HEADLINE, (Role.DATELINE, "June 15, 15:25 UTC+3"))).published
    assert (published.value, published.instant) == ("--06-15T15:25+03:00", None)


def test_a_capture_header_must_agree_with_the_printed_weekday() -> None:
    header = (Role.NAVIGATION, "date 2017-06-15 Back to Main page")  # a Thursday
    assert dated(page(header, HEADLINE, (Role.DATELINE, "Monday, June 15"))).published.value == "--06-15"
    assert dated(page(header, HEADLINE, (Role.DATELINE, "Thursday, June 15"))).published.value == "2017-06-15"


def test_the_turn_of_the_year_between_printing_and_capture() -> None:
    captured = datetime(2018, 1, 1, 3, tzinfo=UTC)
    published = dated(page(HEADLINE, (Role.DATELINE, "December 31"), captured_at=captured)).published
    assert (published.value, published.method) == ("2017-12-31", "text-dateline+capture-time")


def test_an_address_proves_the_year_of_its_day() -> None:
    markup = Markup(canonical="https://example.com/2017/06/15/council")
    published = dated(page(HEADLINE, (Role.DATELINE, "June 15, 15:25"), markup=markup)).published
    assert (published.value, published.method) == ("2017-06-15T15:25", "text-dateline+url")


def test_without_proof_the_weekday_and_the_years_of_the_text_leave_candidates() -> None:
    body = "Moscow, June 13: The president said on Thursday that the 2016 election was fair, as was the one of 2012."
    published = dated(page(HEADLINE, body=body)).published
    assert (published.value, published.precision, published.raw) == ("--06-13", "day", "June 13")
    assert published.candidates == ("2019-06-13", "2024-06-13")


def test_without_years_in_the_text_there_are_no_candidates() -> None:
    published = dated(page(HEADLINE, body="SOCHI, October 19./TASS/. The president spoke of many things.")).published
    assert (published.value, published.candidates, published.method) == ("--10-19", (), "wire-dateline")


def test_a_year_to_come_does_not_bound_the_candidates() -> None:
    body = "Moscow, June 13: The president said on Thursday that since 2016 much was done, and by 2040 all would be."
    assert dated(page(HEADLINE, body=body)).published.candidates == ("2019-06-13", "2024-06-13")


def test_candidates_are_five_at_the_most() -> None:
    body = "Moscow, June 13: The president said that since 2016 much had been done for the country."
    assert len(dated(page(HEADLINE, body=body)).published.candidates) == 5


def test_what_is_declared_goes_before_what_is_seen() -> None:
    cleaned = page(HEADLINE, (Role.DATELINE, "17 June 2017"), markup=linked("2017-06-15T12:25:00+03:00"))
    published = dated(cleaned).published
    assert (published.value, published.method) == ("2017-06-15T12:25:00+03:00", "json-ld")


def test_a_local_time_beside_a_stamp_in_utc_proves_the_zone() -> None:
    line = (Role.DATELINE, "February 24, 2020 | 9:25pm")
    published = dated(page(HEADLINE, line, markup=linked("2020-02-25T02:25:54Z"))).published
    assert (published.value, published.instant) == ("2020-02-24T21:25:54-05:00", "2020-02-25T02:25:54Z")
    assert published.method == "json-ld+text-dateline"


@pytest.mark.parametrize("time", ["9:31pm", "9:55pm", "2:25am"])
def test_a_local_time_that_no_zone_explains_changes_nothing(time: str) -> None:
    line = (Role.DATELINE, f"February 24, 2020 | {time}")
    assert dated(page(HEADLINE, line, markup=linked("2020-02-25T02:25:54Z"))).published.method == "json-ld"


def test_a_zone_of_half_an_hour_is_one() -> None:
    line = (Role.DATELINE, "February 25, 2020, 7:55 am")
    assert dated(page(HEADLINE, line, markup=linked("2020-02-25T02:25:54Z"))).published.value == (
        "2020-02-25T07:55:54+05:30"
    )


def test_updated_is_modified_and_not_published() -> None:
    article = dated(page(HEADLINE, (Role.DATELINE, "Updated: 3 May 2019")))
    assert article.published.value is None
    assert article.modified is not None
    assert (article.modified.value, article.evidence["modified"].raw) == ("2019-05-03", "3 May 2019")


def test_the_figures_of_a_change_are_read_as_the_page_writes_them() -> None:
    line = (Role.DATELINE, "Updated: 04/06/2017 10:20")
    modified = dated(page(HEADLINE, line, markup=Markup(language="en-GB"))).modified
    assert modified is not None
    assert modified.value == "2017-06-04T10:20"


def test_candidates_are_days() -> None:
    published = dated(page(HEADLINE, (Role.DATELINE, "04/06/2017 10:20"))).published
    assert published.candidates == ("2017-06-04", "2017-04-06")


def test_published_and_updated_on_one_line_are_told_apart() -> None:
    article = dated(page(HEADLINE, (Role.DATELINE, "Published: 3 May 2019 / Updated: 4 May 2019")))
    assert article.published.value == "2019-05-03"
    assert article.modified is not None
    assert article.modified.value == "2019-05-04"


@pytest.mark.parametrize(
    ("stamp", "fault"),
    [
        ("2017-02-30", "impossible-date"),
        ("10000-01-01", "impossible-date"),
        ("-0001-01-01", "impossible-date"),
        ("2017-W09-4", "unread-date"),
        ("17-03-04", "unread-date"),
        ("1970-01-01T00:00:00Z", "too-old"),
        ("0001-01-01T00:00:00Z", "too-old"),
        ("2031-01-01", "after-capture"),
    ],
)
def test_a_date_that_cannot_be_keeps_its_words_and_says_why(stamp: str, fault: str) -> None:
    captured = datetime(2020, 1, 1, tzinfo=UTC)
    published = dated(page(HEADLINE, markup=linked(stamp), captured_at=captured)).published
    assert (published.value, published.precision, published.instant) == (None, None, None)
    assert (published.raw, published.method) == (stamp, f"rejected:{fault}")


@pytest.mark.parametrize(
    ("stamp", "fault"),
    [
        ("2999-01-01", "too-late"),
        ("2100-01-01T00:00:00Z", "too-late"),
        ("9999-12-31T23:59:59-12:00", "too-late"),
        ("1975-01-01", "too-old"),
        ("1991-08-05", "too-old"),
    ],
)
def test_before_the_first_site_and_after_this_century_nothing_was_published(stamp: str, fault: str) -> None:
    published = dated(page(HEADLINE, markup=linked(stamp))).published
    assert (published.value, published.raw, published.method) == (None, stamp, f"rejected:{fault}")
    assert dated(page(HEADLINE, markup=linked("1991-08-06"))).published.value == "1991-08-06"
    assert dated(page(HEADLINE, markup=linked("2099-12-31"))).published.value == "2099-12-31"


@pytest.mark.parametrize(
    "header",
    [
        "date 2017-06-15 Back to Main page",
        "Captured on 15 June 2017 at 10:15",
        "Page saved: 2017-06-15",
        "Retrieved 15 June 2017",
    ],
)
def test_what_a_header_says_was_captured_earlier_cannot_be_of_a_later_day(header: str) -> None:
    lines = [(Role.NAVIGATION, header), HEADLINE]
    published = dated(page(*lines, (Role.DATELINE, "June 20, 2017, 15:25 UTC+3"))).published
    assert (published.value, published.method) == (None, "rejected:after-capture")
    assert published.raw == "June 20, 2017, 15:25 UTC+3"
    opened = page(*lines, body="MOSCOW, June 20, 2017 /TASS/. The council met again and decided nothing of it.")
    assert dated(opened).published.method == "rejected:after-capture"
    assert dated(page(*lines, (Role.DATELINE, "June 16, 2017"))).published.value == "2017-06-16"  # zones


def test_a_line_that_only_holds_a_day_is_no_header() -> None:
    for line in ("Date: 15 June 2017", "15 June 2017", "Harbour saved after storm of 15 June 2017"):
        cleaned = page((Role.NAVIGATION, line), HEADLINE, (Role.DATELINE, "June 20, 2017"))
        assert dated(cleaned).published.method != "rejected:after-capture"


def test_a_date_that_cannot_be_gives_way_to_one_that_can() -> None:
    cleaned = page(HEADLINE, (Role.DATELINE, "3 May 2019"), markup=linked("1970-01-01T00:00:00Z"))
    assert dated(cleaned).published.value == "2019-05-03"


def test_figures_are_read_as_the_page_writes_them() -> None:
    line = (Role.DATELINE, "04/06/2017")
    undecided = dated(page(HEADLINE, line)).published
    assert (undecided.value, undecided.candidates) == (None, ("2017-06-04", "2017-04-06"))
    assert dated(page(HEADLINE, line, markup=Markup(language="en-GB"))).published.value == "2017-06-04"
    assert dated(page(HEADLINE, line, markup=Markup(language="en-US"))).published.value == "2017-04-06"
    assert dated(page(HEADLINE, line, markup=Markup(language="fr"))).published.value == "2017-06-04"
    assert dated(page(HEADLINE, line, (Role.NAVIGATION, "25/12/2016"))).published.value == "2017-06-04"


def test_the_dates_of_a_list_above_the_headline_are_other_articles() -> None:
    listed = [(Role.NAVIGATION, "3 May 2019"), (Role.NAVIGATION, "Bridge opens"), (Role.NAVIGATION, "5 May 2019")]
    assert (
        dated(page(*listed, (Role.NAVIGATION, "Road closed"), (Role.NAVIGATION, "More"), HEADLINE)).published.value
        is None
    )


def test_time_tags_of_several_days_are_other_articles() -> None:
    times = (("2019-05-03", "", "time class=published"), ("2019-05-05", "", "time class=published"))
    assert dated(page(HEADLINE, markup=Markup(times=times))).published.value is None
    assert dated(page(HEADLINE, markup=Markup(times=times[:1]))).published.value == "2019-05-03"


def test_a_date_far_from_the_day_in_the_address_is_another_articles() -> None:
    markup = Markup(canonical="https://example.com/2006/12/04/song")
    assert dated(page(HEADLINE, (Role.DATELINE, "July 6, 2015"), markup=markup)).published.value == "2006-12-04"


def test_the_modification_time_of_the_file_is_no_evidence() -> None:
    cleaned = page(HEADLINE)
    touched = Capture(place_of("a.txt"), b"", "0" * 64, "text", mtime_ns=1_497_529_500_000_000_000)
    with_mtime = Cleaned(Page(touched, "utf-8", cleaned.page.blocks), cleaned.decisions, cleaned.text)
    assert dated(with_mtime).published == dated(cleaned).published


def test_a_tag_of_the_same_day_adds_its_time_only_where_it_is_the_lines_own() -> None:
    tag = ("2020-02-19T19:32:07+02:00", "", "time class=published")
    other = ("2020-02-19T08:00:00+02:00", "", "time class=published")
    day, moment = (Role.DATELINE, "19 February 2020"), (Role.DATELINE, "19 February 2020, 14:00")
    values = [
        dated(page(HEADLINE, line, markup=Markup(times=times))).published.value
        for line, times in ((day, (tag,)), (day, (tag, other)), (moment, (tag,)))
    ]
    assert values == ["2020-02-19T19:32:07+02:00", "2020-02-19", "2020-02-19T14:00"]


def test_a_stamp_with_a_zone_of_its_own_keeps_it() -> None:
    line = (Role.DATELINE, "3 February 2022, 21:17")
    published = dated(page(HEADLINE, line, markup=linked("2022-02-03T20:17:12+01:00"))).published
    assert (published.value, published.method) == ("2022-02-03T20:17:12+01:00", "json-ld")


def test_the_date_in_a_pictures_caption_is_the_pictures() -> None:
    caption = (Role.NAVIGATION, "Ann Lee, left, at the hall, Sunday, Dec. 21, 2025 - (AP Photo/Bo Ek) more")
    assert dated(page(HEADLINE, caption)).published.value is None


def test_what_a_surer_line_leaves_open_another_line_settles_only_for_the_same_day() -> None:
    undecided = (Role.DATELINE, "Published on 06/01/2026")
    assert dated(page(HEADLINE, undecided, (Role.NAVIGATION, "Bridge | Dec. 21, 2025"))).published.candidates == (
        "2026-01-06",
        "2026-06-01",
    )
    assert dated(page(HEADLINE, undecided, (Role.NAVIGATION, "Council | Jan. 6, 2026"))).published.value == "2026-01-06"


def test_a_line_that_prints_its_zone_gives_it_to_the_stamp_of_the_same_minute() -> None:
    line = (Role.DATELINE, "Dec 22, 2023, 10:22 PM EST")
    published = dated(page(HEADLINE, line, markup=linked("2023-12-23T03:22:07Z"))).published
    assert (published.value, published.instant) == ("2023-12-22T22:22:07-05:00", "2023-12-23T03:22:07Z")


def test_a_day_printed_before_the_declared_one_is_the_first_publication() -> None:
    line = (Role.DATELINE, "2 November 2022")
    published = dated(page(HEADLINE, line, markup=linked("2025-06-12"))).published
    assert (published.value, published.method) == ("2022-11-02", "text-dateline")


def test_two_days_beside_the_headline_do_not_overrule_what_is_declared() -> None:
    lines = ((Role.DATELINE, "11 February 2005"), (Role.DATELINE, "29 November 2022"))
    assert dated(page(HEADLINE, *lines, markup=linked("2023-11-01"))).published.value == "2023-11-01"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("von eseppelt · 31. Oktober 2023", "2023-10-31"),
        ("Publiziert am 13. Januar 2014 von uriebe", "2014-01-13"),
        ("01.02.2022 Kategorie: Schwimmen, Verband", "2022-02-01"),
    ],
)
def test_a_short_line_that_a_date_or_a_byline_opens_dates_the_article(line: str, value: str) -> None:
    assert dated(page(HEADLINE, (Role.BODY, line))).published.value == value


def test_lines_of_the_same_words_with_several_days_are_a_list() -> None:
    entries = ((Role.NAVIGATION, f"The Weekly Spotlight | 2023.12.{day}") for day in (16, 23, 30))
    assert dated(page(HEADLINE, *entries)).published.value is None


@pytest.mark.parametrize("path", ["html>body>div.menu-latest-news>div.row", "html>body>aside.related>p"])
def test_a_date_line_in_a_menu_or_beside_other_articles_is_theirs(path: str) -> None:
    between = [(Role.NAVIGATION, name) for name in ("World", "Sport", "Contact")]
    cleaned = page((Role.NAVIGATION, "12 April 2025"), *between, HEADLINE)
    assert dated(cleaned).published.value == "2025-04-12"
    moved = replace(cleaned.decisions[0].block, path=path, tag="div")
    decisions = (replace(cleaned.decisions[0], block=moved), *cleaned.decisions[1:])
    assert dated(replace(cleaned, decisions=decisions)).published.value is None


@pytest.mark.parametrize(
    ("opening", "value"),
    [
        ("(21. November 2022) Energieverbraucher erhalten eine Erhöhung nach der nächsten.", "2022-11-21"),
        ("31. Oktober 2023. Puppen sind Kunstfiguren aus Holz und Glitter, auf Partys und in Shows.", "2023-10-31"),
        ("Pressemitteilung vom 25. Januar 2022 | Berlin – Die künftige Zusammenarbeit beginnt.", "2022-01-25"),
        ("31 October 2023 was a day that the people of the town will remember for many years.", None),
        ("On 3 May 2019 the treaty was signed by all of the states that had taken part.", None),
    ],
)
def test_a_day_that_opens_the_text_by_itself_dates_it(opening: str, value: str | None) -> None:
    assert dated(page(HEADLINE, body=opening)).published.value == value


def test_a_date_that_loses_is_kept_with_its_method_and_its_words() -> None:
    lines = (HEADLINE, (Role.DATELINE, "20 October 2017"), (Role.DATELINE, "Published on 3 May 2019"))
    markup = replace(linked("2017-10-20T15:08:00Z"), meta=(("article:published_time", "2018-01-05T10:00:00Z"),))
    article = dated(page(*lines, markup=markup))
    kept = [(each.value, each.method, each.raw, each.line) for each in article.evidence["published"].conflicts]
    assert (article.published.value or "")[:10] == "2017-10-20"
    assert kept == [
        ("2018-01-05T10:00:00+00:00", "meta", "2018-01-05T10:00:00Z", None),
        ("2019-05-03", "text-dateline", "3 May 2019", 3),
    ]


def test_dates_of_one_day_or_one_moment_do_not_conflict() -> None:
    lines = (HEADLINE, (Role.DATELINE, "20 October 2017 [15:08]"), (Role.DATELINE, "October 20"))
    article = dated(page(*lines, markup=linked("2017-10-20")))
    assert article.evidence["published"].conflicts == ()
    stamps = (("article:published_time", "2017-10-21T02:00:00+02:00"), ("pubdate", "2017-10"))
    article = dated(page(HEADLINE, markup=replace(linked("2017-10-20T20:00:00-04:00"), meta=stamps)))
    assert article.evidence["published"].conflicts == ()


def test_a_date_that_cannot_be_is_kept_beside_the_one_that_can() -> None:
    taken = datetime(2020, 1, 1, tzinfo=UTC)
    article = dated(page(HEADLINE, (Role.DATELINE, "3 May 2019"), markup=linked("2031-05-03"), captured_at=taken))
    (kept,) = article.evidence["published"].conflicts
    assert (article.published.value, kept.method, kept.raw) == ("2019-05-03", "rejected:after-capture", "2031-05-03")


def test_at_most_five_conflicts_are_kept_and_the_surest_first() -> None:
    named = tuple(("pubdate", f"2018-01-{day:02d}") for day in range(1, 20))
    conflicts = dated(page(HEADLINE, markup=replace(linked("2017-10-20"), meta=named))).evidence["published"].conflicts
    assert [each.value for each in conflicts] == [f"2018-01-{day:02d}" for day in range(1, 6)]


def test_changes_that_differ_are_kept_with_the_last_change() -> None:
    markup = linked("2017-10-20", dateModified="2017-10-22")
    article = dated(page(HEADLINE, (Role.DATELINE, "Updated 25 October 2017"), markup=markup))
    assert article.modified is not None
    assert [each.value for each in article.evidence["modified"].conflicts] == ["2017-10-25"]


@pytest.mark.parametrize(
    ("publisher", "line", "value", "instant"),
    [
        ("PTI", "3 June 2020 10:15 IST", "2020-06-03T10:15+05:30", "2020-06-03T04:45:00Z"),
        ("Xinhua", "10:15 CST, June 3, 2020", "2020-06-03T10:15+08:00", "2020-06-03T02:15:00Z"),
        ("APP", "3 January 2020, 10:15 PST", "2020-01-03T10:15+05:00", "2020-01-03T05:15:00Z"),
        ("The Example", "3 June 2020 10:15 IST", "2020-06-03T10:15", None),
        ("PTI", "3 June 2020 10:15", "2020-06-03T10:15", None),
        ("PTI", "3 June 2020 10:15 BST", "2020-06-03T10:15", None),
    ],
)
def test_a_zones_name_is_read_on_an_agencys_own_page_only(
    publisher: str, line: str, value: str, instant: str | None
) -> None:
    cleaned = page(HEADLINE, (Role.DATELINE, line))
    published = date_article(cleaned, replace(draft(cleaned), publisher=publisher)).published
    assert (published.value, published.instant) == (value, instant)
    assert (published.method or "").endswith("+agency-zone") == (instant is not None)


def test_a_story_that_an_agency_only_signs_is_not_in_its_zone() -> None:
    cleaned = page(HEADLINE, (Role.DATELINE, "3 June 2020 10:15 IST"), body="MUMBAI, Jun 3 (PTI) " + BODY)
    assert dated(cleaned).published.instant is None


LIST = [(Role.NAVIGATION, text) for day in (17, 16, 4) for text in (f"{day} December 2025", "The harbour opens again")]


def test_days_of_a_list_above_the_headline_are_other_articles() -> None:
    assert dated(page(*LIST, (Role.NAVIGATION, "3 December 2025"), HEADLINE)).published.value is None


def test_publication_and_change_above_the_headline_are_no_list() -> None:
    lines = ((Role.DATELINE, "28 June 2025, 16:03"), (Role.DATELINE, "Akt.: 29 June 2025, 21:18"), HEADLINE)
    article = dated(page(*lines))
    assert article.published.value == "2025-06-28T16:03"
    assert article.modified is not None
    assert article.modified.value == "2025-06-29T21:18"


def test_a_masthead_between_two_prints_of_the_headline_dates_nothing() -> None:
    masthead = ((Role.DATELINE, "June 20, 2023"), *((Role.NAVIGATION, name) for name in ("Home", "News", "Opinion")))
    assert dated(page(HEADLINE, *masthead, HEADLINE, (Role.DATELINE, "June 19, 2023"))).published.value == "2023-06-19"


def test_a_day_in_a_captions_sentence_is_not_the_articles() -> None:
    caption = "Hundreds of people on the meadow of the saint, on 15 May 2025, in Nordby. Ann Lee / Agency"
    assert dated(page(HEADLINE, (Role.NAVIGATION, caption))).published.value is None


@pytest.mark.parametrize(
    "line",
    [
        "Termin: 21.02.2020, 19 Uhr",
        "Wann: 21. Februar 2020",
        "Deadline: 3 May 2019",
        "Wochenbericht 14. - 20. Januar 2022",
        "14 to 20 January 2022",
        "Abbildung: Der See vom 31.05.2021 (links) und die Karte der Woche",
        "Fig. 2: 31.05.2021",
    ],
)
def test_the_day_of_an_event_a_range_or_a_picture_is_not_that_of_publication(line: str) -> None:
    assert dated(page(HEADLINE, (Role.NAVIGATION, line))).published.value is None
    after = page(HEADLINE)
    footer = Decision(Block(line, 9), Role.NAVIGATION, 1.0, "test")
    assert dated(replace(after, decisions=(*after.decisions, footer))).published.value is None


def test_two_days_side_by_side_are_two_days() -> None:
    published = dated(page(HEADLINE, (Role.DATELINE, "28. Juni 2019 14. Januar 2020"))).published
    assert published.value == "2019-06-28"


def test_a_line_that_says_published_goes_before_a_later_stamp_wherever_it_stands() -> None:
    lines = page(HEADLINE, markup=linked("2025-11-29T12:28:31-05:00"))
    footer = Decision(Block("Published August 13, 2025", 9), Role.NAVIGATION, 1.0, "test")
    article = dated(replace(lines, decisions=(*lines.decisions, footer)))
    assert article.published.value == "2025-08-13"
    assert article.evidence["published"].conflicts[0].value == "2025-11-29T12:28:31-05:00"


@pytest.mark.parametrize(
    ("stamp", "value"), [("2023-10-12T19:38:01Z", "2023-10-12T19:38:01+00:00"), ("2023-12-10", "2023-12-10")]
)
def test_a_time_tag_tells_how_the_page_writes_days_in_figures(stamp: str, value: str) -> None:
    markup = Markup(times=((stamp, "10/12/2023", "time"), ("2023-01-20", "20 January 2023", "time")))
    assert dated(page(HEADLINE, (Role.DATELINE, "10/12/2023"), markup=markup)).published.value == value


def test_time_tags_that_disagree_tell_nothing() -> None:
    markup = Markup(times=(("2023-10-12", "10/12/2023", "time"), ("2023-12-10", "10/12/2023", "time")))
    assert dated(page(HEADLINE, (Role.DATELINE, "10/12/2023"), markup=markup)).published.value is None


def test_a_day_in_figures_is_a_day_whichever_way_they_are_read() -> None:
    times = (("2017-03-01T12:00:00Z", "03/01/2017", "time class=datetime"), ("2019-05-04", "05/04/2019", "time"))
    line = "03/01/2017 by Ann Lee, who speaks for the ferrymen in the harbour's council of elders"
    assert dated(page(HEADLINE, (Role.BYLINE, line), markup=Markup(times=times))).published.value == "2017-03-01"


MASTHEAD = (Role.NAVIGATION, "Friday, 27 November 2026")


def placed(*lines: tuple[Role, str, str]) -> Cleaned:
    """Return a page whose lines stand at these places."""
    cleaned = page(*((role, text) for role, text, _ in lines))
    paths = [path for _, _, path in lines] + ["html>body>article>p"] * 2
    decisions = tuple(
        replace(each, block=replace(each.block, tag="p", path=path))
        for each, path in zip(cleaned.decisions, paths, strict=True)
    )
    return replace(cleaned, decisions=decisions)


@pytest.mark.parametrize(
    "path",
    ["html>body>div.topbar", "html>body>div#current-date", "html>body>div.weather>span", "html>body>header>span"],
)
def test_the_day_in_the_masthead_is_that_of_the_visit(path: str) -> None:
    head = (Role.HEADLINE, "Council meets again", "html>body>article>h1")
    assert dated(placed((*MASTHEAD, path), head)).published.value is None


def test_the_day_in_the_articles_own_header_is_its_own() -> None:
    head = (Role.HEADLINE, "Council meets again", "html>body>article>header>h1")
    for path in ("html>body>article>header>span", "html>body>article>div.meta"):
        assert dated(placed((*MASTHEAD, path), head)).published.value == "2026-11-27"


def test_what_stands_below_the_headline_goes_before_what_stands_above_it() -> None:
    article = dated(page(MASTHEAD, HEADLINE, (Role.DATELINE, "4 March 2021")))
    assert article.published.value == "2021-03-04"
    assert [each.value for each in article.evidence["published"].conflicts] == ["2026-11-27"]


def test_a_dateline_of_another_day_denies_a_day_above_the_headline() -> None:
    body = "LONDON, March 4 (Reuters) - The council met again and decided nothing at all."
    assert dated(page(MASTHEAD, HEADLINE, body=body)).published.value == "--03-04"
    near = "LONDON, Nov 26 (Reuters) - The council met again and decided nothing at all."
    assert dated(page(MASTHEAD, HEADLINE, body=near)).published.value == "2026-11-27"


@pytest.mark.parametrize("line", ["Today is Friday, November 27, 2026", "Heute ist Freitag, 27. November 2026"])
def test_a_line_that_says_what_day_it_is_dates_nothing(line: str) -> None:
    assert dated(page((Role.NAVIGATION, line), HEADLINE)).published.value is None
