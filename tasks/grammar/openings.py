"""The day that opens a paragraph by itself, as press offices and reviews print it: no place, no agency."""

import re

from tasks.grammar.dates import PrintedDate, find_dates

HEAD = 80
"""Characters in which the day and what parts it from the story must stand."""
STORY = 40
"""Characters that must follow: a caption or an entry of a list is shorter."""
RELEASE = re.compile(
    r"(?:pressemitteilung|medienmitteilung|presseinformation|press release|media release|communiqué(?: de presse)?"
    r"|comunicado(?: de prensa| de imprensa)?|comunicato stampa|пресс-релиз)"
    r"\s{0,2}(?:vom|of|du|de|del|от)?[\s:,–-]{0,3}",
    re.IGNORECASE,
)
"""Pressemitteilung vom"""
AFTER = re.compile(r"\s?(?:[)\]]|[.:|]|–|—|-{2}|\s-)\s{1,2}(?=[\"'“„«»‘¿¡(]?[^\W\d_])")
"""What parts the day from the story: a bracket, a full stop, a colon, a bar, a dash."""


def read_opening_date(paragraph: str) -> PrintedDate | None:
    """Return the full day that opens a paragraph and is no part of its first sentence; None where none does.

    >>> read_opening_date("(21. November 2022) Energieverbraucher erhalten eine Erhöhung nach der nächsten.").value
    '2022-11-21'
    >>> read_opening_date("31 October 2023 was a day that the people of the town will remember for long.") is None
    True
    """
    text = paragraph[: HEAD + STORY].strip()
    release = RELEASE.match(text)
    start = release.end() if release else len(text) - len(text.lstrip("(["))
    dates = find_dates(text[:HEAD])
    if not dates or dates[0].span[0] != start or dates[0].day is None or not any(map(str.isalpha, dates[0].raw)):
        return None
    after = AFTER.match(text, dates[0].span[1])
    if after is None or len(text) - after.end() < STORY or text[after.end()].islower():
        return None
    return dates[0]
