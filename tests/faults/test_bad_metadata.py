"""Protects the record from what pages claim of themselves: each claim ends in a value, a null with a reason, or a
refusal, in bounded time."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from schemas.article import Article
from schemas.capture import Capture, place_of
from schemas.errors import EmptyCapture, NoArticle, NoArticleText
from schemas.record import record
from tasks.clean.pipeline import clean
from tasks.enrich.enrichers.authors import MOST
from tasks.enrich.enrichers.language import detect
from tasks.enrich.pipeline import enrich
from tasks.grammar.titles import LONGEST

STORY = "".join(
    f"<p>The ferry to Nordby sailed again on the {day}th day, and the harbour master said that the pier would be "
    "mended before the winter came, whatever the council of the town decided on Monday.</p>"
    for day in range(4, 10)
)
SECONDS = 20
"""CPU that one page may take here: a slow machine's, and far below what a page may take in a run."""


def read(head: str = "", heading: str = "Ferries return to Nordby after nine days", below: str = "") -> Article:
    """Return the article of a page with this head, this heading and this markup below it."""
    body = f"<h1>{heading}</h1>{below}{STORY}"
    data = f"<html><head><title>Ferries return</title>{head}</head><body><article>{body}</article></body></html>"
    raw = data.encode("utf-8", "surrogatepass")
    return enrich(clean(Capture(place_of("page.html"), raw, hashlib.sha256(raw).hexdigest(), "html")))


def linked(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


@contextmanager
def bounded() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


ZONES = ["", "Z", "+00:00", "+0300", "-05:00", " UTC", "+25:00", "-99:99"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", ["0000-05-03", "10000-05-03", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10"])
def test_a_day_that_no_calendar_has_is_kept_raw_with_its_reason_or_left_out(day: str, zone: str) -> None:
    stamp = f"{day}T12:00:00{zone}"
    published = read(linked(json.dumps({"@type": "NewsArticle", "datePublished": stamp}))).published
    assert (published.value, published.instant, published.candidates) == (None, None, ())
    assert published.raw is None or (published.method or "").startswith("rejected:")


@pytest.mark.parametrize("zone", ZONES)
def test_a_leap_second_leaves_the_minute(zone: str) -> None:
    stamp = f"2016-12-31T23:59:60{zone}"
    published = read(linked(json.dumps({"@type": "NewsArticle", "datePublished": stamp}))).published
    assert (published.value or "").startswith("2016-12-31T23:59")
    assert published.precision == "minute"
    real = zone != "" and "25" not in zone and "99" not in zone
    assert (published.instant is not None) == real


PRINTED_ZONES = ["", " UTC", " UTC+3", " GMT-5", " +0300", " MSK", " EST", " IST", " UTC+25", " +99:99"]


@pytest.mark.parametrize("zone", PRINTED_ZONES)
@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("30 February 2024", None),
        ("31.06.2024", None),
        ("3 May 0000", "--05-03"),
        ("3 May 10000", "--05-03"),
        ("31 December 2016", "2016-12-31"),
    ],
)
def test_a_printed_moment_of_a_strange_day_or_second_is_no_more_than_is_certain(
    day: str, value: str | None, zone: str
) -> None:
    published = read(below=f"<p class='date'>{day}, 23:59:60{zone}</p>").published
    said = published.value[: len(value)] if value and published.value else published.value
    assert said in (None, value)
    assert published.instant is None or value == "2016-12-31"
    assert published.raw is not None or published.value is None


@pytest.mark.parametrize("line", ["30 February 2024", "31.06.2024", "0 May 2024", "3 May 10000", "3 May 0000"])
def test_a_printed_day_that_no_calendar_has_gives_no_value(line: str) -> None:
    published = read(below=f"<p class='date'>{line}</p>").published
    assert published.value is None or published.value == "--05-03"
    assert published.instant is None


def test_a_byline_of_ten_thousand_names_is_cut_or_left_out() -> None:
    names = [f"Ann{chr(97 + number % 26)} Lee{chr(97 + number // 26 % 26)}" for number in range(10_000)]
    with bounded():
        printed = read(below=f"<p class='byline'>By {', '.join(names)}</p>")
        declared = read(linked(json.dumps({"@type": "NewsArticle", "author": [{"name": name} for name in names]})))
    assert len(printed.authors) <= MOST
    assert 0 < len(declared.authors) <= MOST


def test_json_ld_of_twenty_megabytes_says_nothing_and_costs_little() -> None:
    huge = json.dumps({"@type": "NewsArticle", "headline": "Another title", "articleBody": "word " * 4_000_000})
    with bounded():
        article = read(linked(huge))
    assert article.title == "Ferries return to Nordby after nine days"


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_json_ld_of_ten_thousand_levels_says_nothing(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    with bounded():
        article = read(linked(f"{opening * 10_000}1{closing * 10_000}"))
    assert article.title == "Ferries return to Nordby after nine days"


def test_not_a_number_and_twice_the_same_key_are_read_the_same_each_time() -> None:
    content = '{"@type": "NewsArticle", "wordCount": NaN, "author": "Ann Lee", "author": "Bo Ek", "x": -Infinity}'
    first, second = read(linked(content)), read(linked(content))
    assert first == second
    assert first.authors == ("Bo Ek",)  # the last of a key counts, as in every JSON reader


def test_a_script_injected_into_json_ld_is_text_or_nothing() -> None:
    author = "<script>alert(1)</script>Ann Lee"
    article = read(linked(json.dumps({"@type": "NewsArticle", "author": author}).replace("</", "<\\/")))
    assert "<script" not in json.dumps(record(article))
    closed = read(linked('{"@type": "NewsArticle", "headline": "</script><script>alert(1)</script>"}'))
    assert "<script" not in json.dumps(record(closed))


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b[31m", "\x9b"])
def test_what_a_terminal_or_a_store_would_obey_is_not_in_a_title(mark: str) -> None:
    title = f"Ferries {mark}return to Nordby after nine days"
    found = read(f'<meta property="og:title" content="{title}">', title).title
    assert found is not None
    assert found.startswith("Ferries")
    assert mark not in found


def test_half_a_character_in_json_ld_is_not_in_the_record() -> None:
    article = read(
        linked('{"@type": "NewsArticle", "headline": "Ferries \\ud800 return", "author": "Ann \\ud800 Lee"}')
    )
    json.dumps(record(article), ensure_ascii=False).encode()  # UTF-8 cannot spell half a character


def test_a_title_of_five_megabytes_is_no_title() -> None:
    with bounded():
        article = read('<meta property="og:title" content="' + "Ferries return " * 350_000 + '">', "Ferries " * 600_000)
    assert article.title is None or len(article.title) <= LONGEST


@pytest.mark.parametrize("text", ["\U0001f600" * 400, "1234567890 " * 200, "漢", "\u200d\ufe0f" * 50, " \n\t "])
def test_text_of_emoji_digits_or_one_character_is_refused_or_an_article_of_unknown_language(text: str) -> None:
    raw = text.encode()
    capture = Capture(place_of("page.txt"), raw, hashlib.sha256(raw).hexdigest(), "text")
    with suppress(NoArticleText, NoArticle, EmptyCapture):
        language = enrich(clean(capture)).language
        assert language is not None
        assert language.code == "und"
    assert detect(text).code in ("und", "zh", "ja")


def captured(*lines: str) -> Article:
    """Return the article of a text capture of these lines above a story."""
    story = [paragraph.removesuffix("</p>") for paragraph in STORY.split("<p>")[1:]]
    raw = "\n".join((*lines, *story)).encode("utf-8", "surrogatepass")
    return enrich(clean(Capture(place_of("page.txt"), raw, hashlib.sha256(raw).hexdigest(), "text")))


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\x1b[31m", "\x9b"])
def test_a_text_captures_title_and_authors_hold_nothing_that_a_terminal_obeys(mark: str) -> None:
    title = f"Ferries {mark}return to Nordby after nine days"
    article = captured(f"{title} - The Example", title, f"By Ann {mark}Lee", "3 May 2019")
    said = json.dumps(record(article), ensure_ascii=False)
    assert article.title is not None
    assert article.title.startswith("Ferries")
    assert mark not in said


def test_a_text_captures_endless_byline_and_title_are_cut_or_left_out() -> None:
    byline = "By " + ", ".join(f"Ann Lee{chr(97 + number % 26)}" for number in range(10_000))
    with bounded():
        article = captured("Ferries return " * 300_000, byline, "3 May 2019")
    assert article.title is None or len(article.title) <= LONGEST
    assert len(article.authors) <= MOST
    for proof in article.evidence.values():
        assert all(len(each.raw or "") + len(each.value or "") <= 1_000 for each in proof.conflicts)
