"""What a short line dates: its page, or a picture, an event, a law, a life."""

import time

import pytest

from schemas.page import Block, Decision, Role
from tasks.enrich.dating.line import dates_of
from tasks.grammar.date_subjects import dates_something_else

OTHERS = [
    "Photo taken on 4 March 2012",
    "Mayor Bo Ek, pictured on 4 March 2012. Photo: Ann Lee/Reuters",
    "A file photo of the harbour, 4 March 2012",
    "Photo: Ann Lee, 4 March 2012",
    "Ann Lee/AFP, 4 March 2012",
    "Foto vom 4. März 2012",
    "Photo prise le 4 mars 2012",
    "Foto tomada el 4 de marzo de 2012",
    "Foto scattata il 4 marzo 2012",
    "Foto: Ann Lee, 4 de março de 2012",
    "Фото: Анна Ли, 4 марта 2012",
    "File photo dated March 4, 2012",
    "Archivfoto: Bo Ek, 4. März 2012",
    "REUTERS/Ann Lee, 4 March 2012",
    "Ann Lee / Getty Images | 4 March 2012",
    "The harbour, March 4, 2012 (Ann Lee/AP)",
    "2012年3月4日撮影",
    "摄于2012年3月4日",
    "写真は2012年3月4日",
    "Law No. 5 of 4 March 1997",
    "Last day: 4 March 2031",
    "By 4 March 2031",
    "Премьера 4 марта 2031",
    "Embargoed until 12 April 2021",
    "Sperrfrist: 12. April 2021",
    "Open until 12 April 2021",
    "Geöffnet bis 12. April 2021",
    "Ouvert jusqu'au 12 avril 2021",
    "Abierto hasta el 12 de abril de 2021",
    "Aperto fino al 12 aprile 2021",
    "Aberto até 12 de abril de 2021",
    "Открыто до 12 апреля 2021",
    "Opens on 4 March 2031",
    "Opens 4 March 2031",
    "Concert on 4 March 2031",
    "Harbour Concert on 4 March 2031",
    "Konzert am 4. März 2031",
    "Concert le 4 mars 2031",
    "Concierto el 4 de marzo de 2031",
    "Koncert: 4 marca 2031",
    "Концерт: 4 марта 2031",
    "Council order of 4 March 1997",
    "Urteil vom 4. März 1997",
    "Arrêté du 4 mars 1997",
    "Decreto de 4 de marzo de 1997",
    "Приказ от 4 марта 1997",
    "Bo Ek, 4 March 1950 - 27 November 2026",
    "* 4. März 1950 - † 27. November 2026",
    "4 March 2021 to 6 March 2021",
]
OWN = [
    "4 March 2021",
    "Thursday, 4 March 2021",
    "On 4 March 2021",
    "Vom 4. März 2021",
    "Meldung vom 4. März 2021",
    "Published on 4 March 2021",
    "Photo story | Published on 4 March 2021",
    "By Ann Lee on 4 March 2021",
    "Ann Lee am 4. März 2021",
    "dpa am 4. März 2021",
    "Ann Lee, 4 March 2021",
    "Arts 4 March 2021",
    "Photos | 4 March 2021",
    "Edition of 4 March 2021",
    "Dated 4 March 2021",
    "Geschrieben am 4. März 2021",
    "Paru le 4 mars 2021",
    "Dodano 4 marca 2021",
    "Concerts | 4 March 2021",
    "London, 4 March 2021",
    "Husum, den 4. März 2021",
    "The Example - 4 March 2021",
    "Do 04.03.21 | 14:07 Uhr | Von Ann Lee",
    "4 March 2021 / Source: THE EXAMPLE",
    "Quelle: dpa, 4. März 2021",
    "Text and photos by Ann Lee, 4 March 2021",
]


def days(line: str) -> list[str | None]:
    decision = Decision(Block(line, 3), Role.DATELINE, 1.0, "test")
    return [each.source.printed.value for each in dates_of(decision, beside=True, header=False, language=None)]


@pytest.mark.parametrize("line", OTHERS)
def test_a_line_that_dates_something_else_dates_no_page(line: str) -> None:
    assert days(line) == []


@pytest.mark.parametrize("line", OWN)
def test_a_line_that_dates_its_page_does(line: str) -> None:
    assert [(day or "")[:10] for day in days(line)] == ["2021-03-04"]


@pytest.mark.parametrize("unit", ["on ", "photo ", "a, ", "Photo: ", "until ", "| ", "By Ann ", "\u0430 "])
def test_telling_what_a_line_dates_takes_linear_time(unit: str) -> None:
    start = time.process_time()
    for times in (1, 2, 4):
        text = unit * (500 * times)
        dates_something_else(text, len(text) // 2, len(text) // 2 + 1)
    assert time.process_time() - start < 0.5
