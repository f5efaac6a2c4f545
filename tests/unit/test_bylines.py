"""Bylines: who is named, people and organisations apart; a sentence is none."""

import time

import pytest

from tasks.grammar.bylines import read_byline, without_dates, without_lead
from tasks.grammar.names import MOST, Kind, Names, kind_of, read_names

PEOPLE = {
    "By Kamila Aliyeva": ["Kamila Aliyeva"],
    "By X. Young and Ann Lee": ["X. Young", "Ann Lee"],
    "By Ann Lee, Bo Ek and Cy Young": ["Ann Lee", "Bo Ek", "Cy Young"],
    "BY ANN LEE": ["ANN LEE"],
    "By Ann Lee, Head of Research": ["Ann Lee"],
    "By Ann Lee May 3, 2020": ["Ann Lee"],
    "Written by Ann Lee | Updated 3 May 2020, 10:15": ["Ann Lee"],
    "Von Anna Müller und Max von der Leyen": ["Anna Müller", "Max von der Leyen"],
    "Von unserem Redakteur Max Muster": ["Max Muster"],
    "Ein Kommentar von Anna Müller": ["Anna Müller"],
    "Par Jean-Pierre Dupont et Marie Curie": ["Jean-Pierre Dupont", "Marie Curie"],
    "Por José Ortega y Gasset": ["José Ortega y Gasset"],
    "Por Ana Díaz y Luis Pérez": ["Ana Díaz", "Luis Pérez"],
    "di Marco Rossi": ["Marco Rossi"],
    "Af Bo Ek og Ann Lee": ["Bo Ek", "Ann Lee"],
    "Door Jan de Vries": ["Jan de Vries"],
    "Автор: Иван Петров": ["Иван Петров"],
    "Авторы: Иван Петров и Анна Смирнова": ["Иван Петров", "Анна Смирнова"],
    "Text: Ann Lee": ["Ann Lee"],
    "作者：王小明": ["王小明"],
    "By Dr. Karin J. Schmitz": ["Dr. Karin J. Schmitz"],
    "By Ann Lee, Bo Ek, and Cy Young": ["Ann Lee", "Bo Ek", "Cy Young"],
    "By Ann Lee and John Q. Public Jr., with Reuters in London": ["Ann Lee", "John Q. Public Jr."],
    "By John Q. Public Jr.": ["John Q. Public Jr."],
    "By Ann Lee in Berlin and Bo Ek in New York": ["Ann Lee", "Bo Ek"],
    "By Ann Lee The Associated Press": ["Ann Lee"],
    "By Ann Lee and Bo Ek USA TODAY NETWORK": ["Ann Lee", "Bo Ek"],
    "Von Anna Müller Landespolitische Korrespondentin": ["Anna Müller"],
    "By Karl-Theodor von und zu Guttenberg": ["Karl-Theodor von und zu Guttenberg"],
    "Autor: Anna Nowak i Jan Kowalski": ["Anna Nowak", "Jan Kowalski"],
    "Por Josep Puig i Cadafalch": ["Josep Puig i Cadafalch"],
    "作者：王明 李红": ["王明", "李红"],
    "By Ann Lee with additional reporting by Bo Ek": ["Ann Lee", "Bo Ek"],
    "By Ann Lee. Additional reporting by Bo Ek": ["Ann Lee", "Bo Ek"],
    "By Ann Lee; additional reporting from Bo Ek in Paris": ["Ann Lee", "Bo Ek"],
    "By Ann Lee with contributions from Bo Ek": ["Ann Lee", "Bo Ek"],
    "Autor: Jan Kowalski i PAP": ["Jan Kowalski"],
    "By Ann Lee, Science Correspondent": ["Ann Lee"],
    "By Le Nga": ["Le Nga"],
    "By Ma Jun": ["Ma Jun"],
    "Par Jean Le Clézio et Le Monde": ["Jean Le Clézio"],
    "By John O'Neil and Mary McDonald for CNN": ["John O'Neil", "Mary McDonald"],
}
ORGANISATIONS = {
    "By Azernews": ["Azernews"],
    "Par Le Figaro avec AFP": ["Le Figaro", "AFP"],
    "Por El País": ["El País"],
    "Par L’Équipe avec AFP": ["L’Équipe", "AFP"],
    "Par La Dépêche du Midi": ["La Dépêche du Midi"],
    "By\xa0 Azernews": ["Azernews"],
    "By Reuters Staff": ["Reuters Staff"],
    "Von dpa": ["dpa"],
    "By Ann Lee, The Associated Press": ["The Associated Press"],
    "By Jane Roe | BBC News": ["BBC News"],
    "By Ann Lee and John Q. Public Jr., with Reuters in London": ["Reuters"],
}
NONE = [
    "By the time the rain stopped",
    "By Monday, everything had changed",
    "By 3 May 2020",
    "von der Leyen warnt vor Krise",
    "Di Maio attacca il governo",
    "Da Vinci code found",
    "By Staff",
    "By Click Here",
    "Da La Nota",
    "责任编辑：王明",
    "By Sponsored",
    "Por Redacción",
    "Posted by admin",
    "By @joe",
    "Text: Bigger",
    "Text: Read more about our offer",
    "Ann Lee",
    "",
    "By " + "Ann Lee, " * 100,
]


@pytest.mark.parametrize(("line", "people"), PEOPLE.items(), ids=str)
def test_people_are_named_one_by_one(line: str, people: list[str]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert list(byline.people) == people


@pytest.mark.parametrize(("line", "organisations"), ORGANISATIONS.items(), ids=str)
def test_papers_and_agencies_are_no_people(line: str, organisations: list[str]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert list(byline.organisations) == organisations


@pytest.mark.parametrize("line", NONE, ids=lambda line: line[:40])
def test_a_line_that_names_nobody_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee | ann@news.example | @annlee", Names(("Ann Lee",))),
        ("Ann Lee, PhD, Bo Ek, MD", Names(("Ann Lee", "Bo Ek"))),
        ("Ann Lee; Bo Ek; ann lee", Names(("Ann Lee", "Bo Ek"), (), ("ann lee",))),
        ("Ann Lee (Reuters)", Names(("Ann Lee",))),
        ("Ann Lee2", Names(("Ann Lee",))),
        ("Abby Kass", Names(("Abby Kass",))),
        ("https://news.example/ann", Names()),
        ("3 May 2020", Names((), (), ("3 May 2020",))),
    ],
)
def test_an_authors_place_holds_names_and_other_things(text: str, names: Names) -> None:
    assert read_names(text) == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ann Lee", Kind.PERSON),
        ("Ursula von der Leyen", Kind.PERSON),
        ("Владимир Иванов", Kind.PERSON),
        ("Recent Posts", Kind.NOBODY),
        ("AdvertiseNewslettersHelp CenterCurrent", Kind.NOBODY),
        ("our engineering team", Kind.NOBODY),
        ("Senior Editor", Kind.JOB),
        ("Science Correspondent", Kind.JOB),
        ("Nordby Daily Reporter", Kind.ORGANISATION),
        ("Quelle", Kind.JOB),
        ("BBC News Correspondent", Kind.ORGANISATION),
        ("La Stampa", Kind.ORGANISATION),
        ("La Toya Jackson", Kind.PERSON),
        ("Die Redaktion", Kind.JOB),
        ("news.example", Kind.ORGANISATION),
        ("12", Kind.NOBODY),
        ("", Kind.NOBODY),
    ],
)
def test_one_name_is_one_kind(name: str, kind: Kind) -> None:
    assert kind_of(name) is kind


def test_openings_and_dates_can_be_taken_off() -> None:
    assert without_lead("Written by Ann Lee") == "Ann Lee"
    assert without_lead("Ann Lee") == "Ann Lee"
    assert without_dates("3 May 2020, Ann Lee") == "Ann Lee"


def test_a_byline_of_ten_thousand_names_is_bounded() -> None:
    start = time.process_time()
    names = read_names(", ".join(f"Ann Lee{'abcdefghij'[i % 10]}" for i in range(10_000)))
    assert time.process_time() - start < 0.5
    assert len(names.people) <= MOST


@pytest.mark.parametrize("unit", ["By a ", "(", "a@", "A and ", "http://", "By By By ", "von und ", "é ", "(a) "])
def test_reading_names_takes_linear_time(unit: str) -> None:
    start = time.process_time()
    for times in (1, 2, 4):
        text = unit * (2_500 * times)
        read_names(text)
        read_byline(text)
    assert time.process_time() - start < 0.5
