"""Bylines: the line under a headline that says who wrote the story."""

import re
from dataclasses import dataclass

from tasks.grammar.names import Kind, Names, kind_of, read_names

LONGEST = 300
"""Characters of a line beyond which it is a paragraph and no byline."""

LEAD = re.compile(
    r"""
    \W{0,3}
    (?:
      (?: story | article | words | text | photos? | text\sand\sphotos | written | reported | posted | edited | report
        | reporting | review | opinion | analysis | created | submitted | contributed | published | updated
      ) \s by \b \s? : ?                                                     # "Written by Ann Lee"
    | (?: by | von | vom | par | por | di | da | af | av | door | от | od | przez | oleh | bởi | yazan | tekijä ) \b \s? :?
    | (?: an? \s )? (?: interview | kommentar | analyse | reportage | bericht | gastbeitrag | essay | artikel | beitrag
        | leitartikel | glosse | gastkommentar | kolumne | texte | propos\srecueillis | texto | reportaje | entrevista
        | articolo | testo | artykuł ) \s (?: by | von | par | por | di | af | av | door ) \b \s? :?
    | (?: author s? | writer | reporter | journalist | byline | text | words | story | autor (?:in|en|es|e|a|ka|i)? | autrice
        | auteure? s? | autore | autrici | redakteur (?:in)? | verfasser (?:in)? | tekst | foto\sund\stext | text\sund\sfoto
        | skribent | författare | forfatter | kirjoittaja | teksti | yazar | muhabir | haber | penulis | reporter
        | автор (?:ы|и|ка)? | текст | корреспондент | журналист | бесед(?:овал|у\sвел)[аи]? | подготовил[аи]?
        | 作者 | 记者 | 記者 | 文 | 撰文 | 取材 | 執筆 | 기자 | 글 | كتب | بقلم | الكاتب | كاتب | מאת
      ) (?: \(in\) | \(s\) | /in )? \s? [:：/／]
    | (?: автор | бесед(?:овал|у\sвел)[аи]? | подготовил[аи]? | بقلم | מאת ) \s
    )
    \s{0,3}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What opens a byline: "By", "Written by", "Von", "Ein Kommentar von", "Автор:", "作者："."""
TAIL = re.compile(r"\s*[,|•·–—-]?\s*\b(?:published|updated|posted|on|am|le|el|il|den|\d{1,2}[:./]\d|\d{4})\b", re.IGNORECASE)
"""Where a date begins that shares the byline's line."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a byline names: people, and organisations apart from them."""

    people: tuple[str, ...]
    organisations: tuple[str, ...]
    raw: str  # the line as printed


def read_byline(line: str) -> Byline | None:
    """Return who a line names as the story's authors; None where it is no byline.

    A byline says so by its first word; "By the end of the day" is none, since no name follows.

    >>> read_byline("By Ann Lee and Bo Ek")
    Byline(people=('Ann Lee', 'Bo Ek'), organisations=(), raw='By Ann Lee and Bo Ek')
    >>> read_byline("By the end of the day") is None
    True
    """
    text = " ".join(line[: LONGEST + 1].split())
    lead = LEAD.match(text) if len(text) <= LONGEST else None
    if lead is None:
        return None
    return byline_of(text[lead.end() :], text)


def byline_of(named: str, raw: str) -> Byline | None:
    """Return the byline whose names follow in a string, up to the date that may end it."""
    tail = TAIL.search(named)
    names = _alone_as_organisation(read_names(named[: tail.start()] if tail else named), named)
    return Byline(names.people, names.organisations, raw) if names and _is_only_names(named, names) else None


def _alone_as_organisation(names: Names, named: str) -> Names:
    """Return the names, a lone single word as an organisation: "By Azernews" names a paper."""
    if len(names.people) == 1 and not names.organisations and _is_one_cased_word(names.people[0]):
        return Names((), names.people)
    return names


def _is_one_cased_word(name: str) -> bool:
    return " " not in name and name.lower() != name.upper()


def _is_only_names(named: str, names: Names) -> bool:
    """Return whether the line opens with its first name: a sentence about somebody is no byline."""
    first = min((named.find(name) for name in (*names.people, *names.organisations)), default=-1)
    return 0 <= first <= 4 and kind_of(named[:first]) is Kind.NOBODY
