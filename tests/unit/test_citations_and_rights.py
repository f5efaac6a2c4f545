"""Cited agencies, copyright notices and picture credits: told apart, and each only where the words say so."""

import pytest

from tasks.grammar.agencies import agency_of
from tasks.grammar.citations import cited_agencies
from tasks.grammar.rights import claims_rights, read_copyright, read_credit


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("“We can,” he said, TASS reported on October 20.", ["TASS"]),
        ("According to Reuters news reports, he left.", ["Reuters"]),
        ("She told the AP in an interview that it was over.", ["AP"]),
        ("Об этом сообщает ТАСС со ссылкой на ведомство.", ["TASS"]),
        ("Wie die Nachrichtenagentur Reuters meldet, fiel der Kurs.", ["Reuters"]),
        ("Es gebe nichts Neues, sagte Ann Lee der Deutschen Presse-Agentur.", ["dpa"]),
        ("selon l'AFP, le ministre est parti", ["AFP"]),
        ("según informa Europa Press, el ministro se fue", ["Europa Press"]),
        ("据新华社报道，会议已经结束。", ["Xinhua"]),
        ("Reuters reported it first. Later AFP said the same, citing Reuters.", ["Reuters", "AFP"]),
    ],
)
def test_a_cited_agency_is_found(text: str, agencies: list[str]) -> None:
    assert list(cited_agencies(text)) == agencies


@pytest.mark.parametrize(
    "text",
    [
        "The Reuters building stands in London.",
        "Photo by Ann Lee via AFPX",
        "He was taken to AP English class.",
        "(AP Photo/Ann Lee)",
        "bonds rated AA by two houses",
        "Mr. Reuter went home.",
        "They told him. TASS headquarters are in Moscow.",
    ],
)
def test_a_name_alone_is_no_citation(text: str) -> None:
    assert cited_agencies(text) == {}


def test_a_publisher_is_known_as_an_agency_by_name_and_by_site() -> None:
    assert [agency_of(each) for each in ("TASS", "apnews.com", "www.apnews.com", "notapnews.com", None)] == [
        "TASS",
        "AP",
        "AP",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        ("Copyright © Example.Az", "Copyright © Example.Az"),
        (
            "© 2023 The Example. All rights reserved. Use of this site is free.",
            "© 2023 The Example. All rights reserved",
        ),
        ("Ein Angebot der Gruppe © 2024 Beispiel Mediengruppe", "© 2024 Beispiel Mediengruppe"),
        ("© Copyright 2023 Example Ltd. All Rights Reserved.", "© Copyright 2023 Example Ltd. All Rights Reserved."),
        ("(c) 2020 Example", "(c) 2020 Example"),
    ],
)
def test_a_copyright_notice_is_read(line: str, notice: str) -> None:
    assert read_copyright(line) == notice
    assert claims_rights(line)


@pytest.mark.parametrize(
    "line",
    [
        "© Ann Lee/Example, Pool Photo via AP",
        "©",
        "Copyright",
        "Privacy policy",
        "She holds the copyright",
        "Photo: Ann Lee",
    ],
)
def test_a_credit_or_a_mere_word_is_no_notice(line: str) -> None:
    assert read_copyright(line) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("© Ann Lee/Example, Pool Photo via AP", "© Ann Lee/Example, Pool Photo via AP"),
        ("Foto: Ann Lee/dpa", "Foto: Ann Lee/dpa"),
        ("(Image credit: Ann Lee)", "Image credit: Ann Lee"),
        ("Ann Lee/Getty Images", "Ann Lee/Getty Images"),
        ("The mayor speaks on Monday. (AP Photo/Ann Lee)", "AP Photo/Ann Lee"),
        ("Photos of the year", None),
        ("The picture of the town has changed since then.", None),
    ],
)
def test_a_picture_credit_is_read(line: str, credit: str | None) -> None:
    assert read_credit(line) == credit
