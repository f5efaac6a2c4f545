"""Datelines: each agency's own form is read, and nothing else that opens a paragraph is taken for one."""

import pytest

from tasks.grammar.agencies import agencies
from tasks.grammar.datelines import read_dateline
from tasks.grammar.datelines_cjk import match_cjk

STORY = " President Someone said on Thursday that he would do many things, and then some others, before the year ends."


def test_the_table_covers_the_agencies_of_many_languages() -> None:
    languages = {language for agency in agencies() for language in agency.languages}
    assert len(agencies()) >= 12
    assert {"en", "ru", "de", "fr", "es", "pt", "it", "uk", "tr", "ar", "zh", "ja", "ko"} <= languages


def test_no_two_agencies_share_a_name() -> None:
    names = [
        name
        for agency in agencies()
        for name in {each.upper() for each in (agency.name, *agency.aliases, *agency.signatures, *agency.cited)}
    ]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize(
    ("agency", "form"),
    [(agency.name, form) for agency in agencies() for form in agency.forms],
    ids=lambda each: each[:40],
)
def test_every_form_in_the_table_gives_its_agency(agency: str, form: str) -> None:
    printed = read_dateline(form)
    assert printed is not None
    assert printed.agency == agency
    assert form.startswith(printed.raw)


@pytest.mark.parametrize(
    ("head", "place", "agency", "day"),
    [
        ("SOCHI, October 19./TASS/.", "SOCHI", "TASS", "--10-19"),
        ("MOSCOW, June 15. /TAS/.", "MOSCOW", "TASS", "--06-15"),
        ("Moscow, June 13:", "Moscow", None, "--06-13"),
        ("LONDON (Reuters) -", "LONDON", "Reuters", None),
        ("ROMA, 3 GIU -", "ROMA", None, "--06-03"),
        ("LAWRENCE, Kan. (AP) —", "LAWRENCE, Kan.", "AP", None),
        ("St. Louis, Mo., June 3 (AP) —", "St. Louis, Mo.", "AP", "--06-03"),
        ("MANILA, Philippines —", "MANILA, Philippines", None, None),
        ("WASHINGTON —", "WASHINGTON", None, None),
        ("Washington –", "Washington", None, None),
        ("KYIV. June 3 (Interfax-Ukraine) –", "KYIV", "Interfax-Ukraine", "--06-03"),
        ("BEIJING, June 3. /TASS correspondent Ivan Petrov/.", "BEIJING", "TASS", "--06-03"),
        ("МОСКВА, 5 июня. /Корр. ТАСС Иван Петров/.", "МОСКВА", "TASS", "--06-05"),
        ("LAHORE:", "LAHORE", None, None),
        ("КЕДРОВСК, 14 мая.", "КЕДРОВСК", None, "--05-14"),
        ("ST. LOUIS, May 3.", "ST. LOUIS", None, "--05-03"),
        ("(Reuters) -", None, "Reuters", None),
        ("القاهرة في 4 مارس (رويترز) -", "القاهرة", "Reuters", "--03-04"),
        ("【3月4日 AFP】", None, "AFP", "--03-04"),
        ("Budapest, 2020. június 3., szerda (MTI) -", "Budapest", "MTI", "2020-06-03"),
    ],
)
def test_the_parts_of_a_dateline_are_read_as_printed(
    head: str, place: str | None, agency: str | None, day: str | None
) -> None:
    printed = read_dateline(head + STORY)
    assert printed is not None
    assert (printed.place, printed.agency, printed.date.value if printed.date else None) == (place, agency, day)


@pytest.mark.parametrize(
    "head",
    [
        "Update, June 13:",
        "UPDATE, June 13.",
        "Moscow, June 13.",
        "JOHN SMITH, 3 May 1950.",
        "Thursday, June 13:",
        "Summer, 3 June –",
        "BREAKING —",
        "WATCH:",
        "CHINESE AGGRESSION:",
        "QUICK SUMMARY:",
        "On Tuesday (Reuters) -",
        "He met Mr. Smith (AP) -",
        "The Associated Press (AP)",
        "Ann Lee / AFP - Getty Images",
        "ROME (AP Photo/Bo Ek) -",
        "Galaxy Buds 3 Pro:",
        "Paris Games September 2:",
        "London, 2 October – 15 February",
        "APS-C vs full-frame –",
        "moscow, June 13:",
        "",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(head: str) -> None:
    assert read_dateline(head + STORY) is None


def test_a_dateline_needs_a_story() -> None:
    assert read_dateline("LONDON (Reuters) -") is None
    assert read_dateline("WASHINGTON — Photos") is None


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        (
            "(東京共同)新しい橋が月曜日に開通し、最初の車が渡った。市は三年をかけて古い橋を直したと発表した。",
            "東京",
            "Kyodo",
        ),
        (
            "(서울=연합뉴스) 새 다리가 월요일에 개통되었다고 시가 발표했다. 옛 다리는 홍수로 무너졌다고 한다.",
            "서울",
            "Yonhap",
        ),
    ],
)
def test_a_bracket_with_place_and_agency_opens_a_story(text: str, place: str, agency: str) -> None:
    found = match_cjk(text)
    assert found is not None
    assert found[1:] == (place, agency)


@pytest.mark.parametrize(
    "text", ["(Reuters) – “The port” is open", "(Foto: Ann Lee) – „Der Hafen“ ist offen", "(a) – “b”"]
)
def test_another_bracket_is_not_searched_for_a_place_and_an_agency(text: str) -> None:
    assert match_cjk(text) is None
