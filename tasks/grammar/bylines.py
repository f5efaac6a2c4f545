"""Bylines: the line under a headline that says who wrote the story."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.grammar.calendar_words import weekday_of
from tasks.grammar.dates import find_dates
from tasks.grammar.names import Names, read_names

LONGEST = 300
"""Characters of a line beyond which it is a paragraph and no byline."""

LEAD = re.compile(
    r"""
    \W{0,3}
    (?: (?:this|the) \s (?:post|article|story|piece) \s was \s )?
    (?:
      (?: story | article | words | text | photos? | text\sand\sphotos | written | reported | posted | edited | report
        | reporting | review | opinion | analysis | created | submitted | contributed | published | updated | authored
      ) (?: \s written )? \s by \b \s? : ?                                                     # "Written by Ann Lee"
    | (?: erstellt | verfasst | geschrieben | veröffentlicht | gespeichert | eingestellt | artikel | beitrag | foto
        | text ) \s von \b \s? : ?
    | (?: écrit | rédigé | publié | soumis | enviado | inviato | article | escrito | publicado | redactado | scritto
        | pubblicato | redatto | geschreven | skrevet | skriven | napisane
      ) \s (?: par | por | da | di | door | av | af | przez ) \b \s? : ?
    | (?: by | von | vom | par | por | di | da | af | av | door | от | od | przez | oleh | bởi | yazan | durch
      ) \b \s? :?
    | (?: (?:an?|eine?) \s )? (?: interview | kommentar | analyse | reportage | bericht | gastbeitrag | essay | artikel
        | beitrag
        | leitartikel | glosse | gastkommentar | kolumne | texte | propos\srecueillis | texto | reportaje | entrevista
        | articolo | testo | artykuł ) \s (?: by | von | par | por | di | af | av | door ) \b \s? :?
    | (?: author s? | writer | reporter | journalist | byline | text | words | story | penulis
        | autor (?:in|en|es|e|a|ka|i)? | autrice | auteure? s? | autore | autrici | redakteur (?:in)?
        | verfasser (?:in)? | tekst | foto\sund\stext | text\sund\sfoto
        | skribent | författare | forfatter | kirjoittaja
        | teksti
        | yazar | muhabir | haber
        | автор (?:ы|и|ка)? | текст | корреспондент | журналист | бесед(?:овал|у\sвел)[аи]? | подготовил[аи]?
        | about\sthe\sauthors? | 作者 | 记者 | 記者 | 文 | 撰文 | 取材 | 執筆
        | 기자 | 글 | كتب | بقلم | الكاتب | كاتب | מאת
      ) (?: \(in\) | \(s\) | /in )? \s? [:：/／]
    | (?: автор | бесед(?:овал|у\sвел)[аи]? | подготовил[аи]? | بقلم | מאת ) \s
    )
    \s{0,3}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What opens a byline: "By", "Written by", "Von", "Ein Kommentar von", "Автор:", "作者："."""
WEAK = re.compile(r"\W{0,3}(?:story|words|text|tekst|texto|haber|texte|글|文|текст)\b", re.IGNORECASE)
"""Openings that also label other things: after them a single word is no name ("Text: Bigger")."""
LABEL = re.compile(
    r"[\s,|•·–—-]{0,5}\b(?:published|updated|posted|aktualisiert|erstellt|geändert|veröffentlicht|publié|publicado|pubblicato"
    r"|обновлено|опубликовано)\b",
    re.IGNORECASE,
)
"""The label of a date that shares the byline's line."""


JOINT = re.compile(r"[\s,|•·–—-]{1,5}(?:on|at|am|le|el|il|den|du|vom|dne|dnia|от)\Z", re.IGNORECASE)
"""The small word between a name and the date that followed it."""


CHINESE = re.compile("作者|记者|記者|撰文")
HAN = re.compile("[\u4e00-\u9fff]{2,4}")
"""The openings after which white space parts names, and a name there."""
FRENCH = re.compile(r"\W{0,3}(?:\w{3,8}\s)?par\b", re.IGNORECASE)
LE = re.compile(r"(?:Les?\s|La\s|L['’])\w.{0,60}")
"""A paper's name after "Par"; elsewhere "Le" opens names of people, too."""
COLON = re.compile(r"[^|•·–—,;:：]{1,40}[:：]\s{0,3}\Z")
"""The words before a date that a colon parts from it."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a byline names: people, and organisations apart from them."""

    people: tuple[str, ...]
    organisations: tuple[str, ...]
    raw: str  # the line as printed


@lru_cache(maxsize=1024)
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
    named = _before_date(text[lead.end() :])
    names = _read(lead[0], named)
    if not names or not _may_follow(names) or _is_weekday(lead[0], named.split()[0].strip(",.")):
        return None
    if len(names.people) == 1 and not names.organisations and _is_one_cased_word(names.people[0]):
        return None if WEAK.match(text) else Byline((), names.people, text)  # "By Azernews" names a paper
    return Byline(names.people, names.organisations, text)


def _read(lead: str, named: str) -> Names:
    """Return the names after an opening, read as its language writes them.

    After "作者" white space parts names; after "Par", what begins with an article is a paper.
    """
    if CHINESE.search(lead) and all(map(HAN.fullmatch, named.split())):
        named = "、".join(named.split())
    names = read_names(named)
    papers = tuple(name for name in names.people if FRENCH.match(lead) and LE.fullmatch(name))
    people = tuple(name for name in names.people if name not in papers)
    return Names(people, (*papers, *names.organisations), names.unread)


def _may_follow(names: Names) -> bool:
    """Return whether what is no name may stand in a byline: a title after a full name, "Ann Lee, Head of Research"."""
    full = bool(names.people) and " " in names.people[0]
    return not names.unread or (full and all(part[:1].isupper() for part in names.unread))


def without_dates(text: str) -> str:
    """Return a line without the dates it prints, "·" in their place.

    >>> without_dates("3 May 2020, Ann Lee")
    'Ann Lee'
    """
    for date in reversed(find_dates(text)):
        text = f"{text[: date.span[0]]} · {text[date.span[1] :]}"
        text = JOINT.sub("", text.strip(" ·|,-–—"))
    return text.strip(" ·|,-–—")


def without_labelled_dates(text: str) -> str:
    """Return a line without the dates it prints and without the label before each, whatever its language.

    A colon right before a date says that the words before it are the date's, and no name.

    >>> without_labelled_dates("Ann Lee | Kuupäev: 3 May 2020")
    'Ann Lee'
    """
    for date in reversed(find_dates(text)):
        label = COLON.search(text, 0, date.span[0])
        text = f"{text[: label.start() if label else date.span[0]]} · {text[date.span[1] :]}"
    return without_dates(text)


def opens_byline(line: str) -> bool:
    """Return whether a line is a byline's opening and no more: the name stands on the next line.

    >>> opens_byline("Written by:"), opens_byline("By Ann Lee")
    (True, False)
    """
    return len(line) <= LONGEST and LEAD.fullmatch(line) is not None


def opens_with_lead(line: str) -> bool:
    """Return whether a line opens as a byline does, whoever it then names.

    >>> opens_with_lead("Author: Bo2 on 3 May 2019"), opens_with_lead("Bo2 on 3 May 2019")
    (True, False)
    """
    return LEAD.match(line[:LONGEST]) is not None


def without_lead(text: str) -> str:
    """Return what follows the opening of a byline; a text without one as it is.

    >>> without_lead("Written by Ann Lee")
    'Ann Lee'
    """
    lead = LEAD.match(text)
    return text[lead.end() :] if lead else text


def _before_date(named: str) -> str:
    """Return the names without the date that may share their line."""
    dates = find_dates(named)
    label = LABEL.search(named)
    ends = [dates[0].span[0]] if dates else []
    cut = named[: min([*ends, label.start()] if label else ends, default=len(named))].strip(" ·|,-–—")
    return JOINT.sub("", cut)


def _is_weekday(lead: str, word: str) -> bool:
    """Return whether what follows an opening is a weekday; short ones are names ("By Ma Jun"), "la" is in Finnish."""
    short = len(word) < 3 and (word.casefold() != "la" or FRENCH.match(lead) is not None)
    return not short and weekday_of(word, None) is not None


def _is_one_cased_word(name: str) -> bool:
    return " " not in name and name.lower() != name.upper()
