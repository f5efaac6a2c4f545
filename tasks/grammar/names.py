"""Names in an author's place: who is a person, who an organisation, and what is neither."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from tasks.grammar.agencies import agency_of
from tasks.grammar.date_labels import is_label
from tasks.grammar.name_words import name_words

LONGEST = 2_000
"""Characters of a byline that are read: a byline of 10,000 names names nobody."""
MOST = 40
"""Names kept of one byline."""
NAME = 60
"""Characters a single name may have."""


class Kind(Enum):
    """What a string in an author's place is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    JOB = "job"  # "Senior Editor", "Staff", "PhD": it belongs to a byline and names nobody
    NOBODY = "nobody"  # other words, a link, a handle


@dataclass(frozen=True, slots=True)
class Names:
    """The names an author's place holds, as printed, in order, each once."""

    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()  # what stands among them and is neither name nor job

    def __bool__(self) -> bool:
        return bool(self.people or self.organisations)


CUT = re.compile(
    r"""
    \s[|•·–—]\s | \s-\s | \s/\s | [|•·»›] | \s{0,9}[(\[（] [^()\[\]（）]{0,80} [)\]）]    # "| BBC News", "(Reuters)"
    | https?://\S{1,300} | \S{1,80}@\S{0,80} | (?<!\w)@\w{1,40}
    | \s(?:in|aus)\s [A-Z][^\W\d_]{1,30} (?:[\s-][A-Z][^\W\d_]{1,30}){0,2} (?=\s{0,3}[,;&|/(]|\s(?:and|und)\s|$)
    | \s(?:for|für|pour|para|per|in|aus|reporting\sfrom|For)\s            # links, handles, "in London", "for CNN"
    """,
    re.VERBOSE,
)
"""What parts a byline into segments that do not belong to one name."""
JOINT = re.compile(
    r"\s{0,9}[,;&،、，/]\s{0,9}(?:(?:and|with|und|mit|et|avec|y|e|og|och|en|и|ja|oraz)\s)?"
    r"|\s(?:and|und|et|og|och|en|y|e|i|и|та|і|й|ve|oraz|ja|și|with|mit|avec|con|com)\s",
    re.IGNORECASE,
)
"""What joins several names: "X and Y", "X und Y", "X, Y", "X, and Y", "X, with Y", "X и Y"."""
HELP = re.compile(
    r"[\s,;.]{1,3}(?:(?:with|and)\s)?(?:(?:additional|further)\s(?:reporting|writing|research)|contributions)\s(?:by|from)\s",
    re.IGNORECASE,
)
"""What joins those who helped: "Ann Lee, with additional reporting by Bo Ek"."""
ARTICLES = frozenset({"the", "a", "an", "our", "das", "der", "die"})
FOREIGN_ARTICLES = frozenset({"la", "les", "el", "los", "il"})
"""Articles that open a paper's name of two words; "Le" opens a name in Vietnam, too ("Le Nga")."""
OPENING = re.compile(r"^(?:[^\W\d_]{3,10}\s)?(?:by|von|par|por|di|av|af|door|durch)\s{1,3}(?=[^\W\d_a-z])")
"""What opens a byline that does not stand at the start of its line: "3 min read · by Ann Lee"."""
LEADING = re.compile(r"\A(?:and|und|with|mit)\s{1,3}")
"""The joint that is left where a place before it was cut: "Ann Lee in Berlin and Bo Ek"."""
SHORT_JOINTS = frozenset({"y", "e", "i", "и", "et", "en", "і", "й"})
"""Joints that also stand inside a name ("Ortega y Gasset"): they part only names of two words."""
WRITERS = frozenset({"writer", "reporter", "correspondent", "correspondente", "korrespondent", "korrespondentin"})
"""Jobs that stand after a name without a comma, beside those of `name_words.toml`."""
DIGIT = re.compile(r"\d")
DOMAIN = re.compile(r"[\w-]{2,40}\.[a-zA-Z]{2,12}")
WORD = re.compile(r"[^\W\d_]", re.UNICODE)
FOOTNOTE = re.compile(r"(?<=[^\W\d_]{2})[\d*†‡¹²³]{1,3}$")
"""The mark of a footnote after a name: "Ann Lee2"."""
REPORTER = re.compile(r"(?<=[\uac00-\ud7af\u3040-\u9fff])\s?(?:기자|특파원|記者|记者)(?:\s외\s\d{1,2}명)?$")
"""The job after a Korean, Chinese or Japanese name, and how many others there are."""
INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}$")
DATE_WORDS = re.compile(
    r"\b(?:published|updated|posted|modified|last|aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado|"
    r"pubblicato|aggiornato|обновлено|опубликовано|minutes?|min|hours?|ago|uhr|read|views?|comments?|share[sd]?)\b",
    re.IGNORECASE,
)


def read_names(text: str) -> Names:
    """Return the people and organisations named in an author's place ("Ann Lee and Bo Ek, Reuters").

    >>> read_names("Ann Lee und Bo Ek, dpa")
    Names(people=('Ann Lee', 'Bo Ek'), organisations=('dpa',), unread=())
    """
    found: dict[Kind, dict[str, str]] = {kind: {} for kind in Kind}
    for part in _parts(text[:LONGEST])[:MOST]:
        name = _without_job(part)
        found[kind_of(name)].setdefault(name.casefold(), name)
    return Names(*(tuple(found[kind].values()) for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.NOBODY)))


def kind_of(name: str) -> Kind:
    """Return what one name is; when in doubt nobody, since a wrong author is worse than none."""
    if len(name) > NAME or not WORD.search(name):  # first: a line of a page may be of any length
        return Kind.NOBODY
    words = name.split()
    plain = [word.casefold().strip(".,:") for word in words]
    known = name_words()
    if "." in name and not any(_is_initial(word) for word in words) and len(words) == 1:
        return Kind.ORGANISATION if DOMAIN.fullmatch(name) else Kind.NOBODY
    if all(word in known.generic or word in known.fillers for word in plain) or DATE_WORDS.search(name):
        return Kind.JOB
    if _ends_in_job(words):
        return Kind.JOB
    if any(word in known.organisation for word in plain) or all(word in known.agencies for word in plain):
        return Kind.ORGANISATION if _has_shape_of_organisation(words) else Kind.NOBODY
    if any(word in known.jobs for word in plain):
        return Kind.JOB
    if plain[0] in ARTICLES or (len(words) == 2 and plain[0] in FOREIGN_ARTICLES):  # "The Local", "La Stampa"
        return Kind.ORGANISATION if _has_shape_of_organisation(words) and _has_shape_of_person(words) else Kind.NOBODY
    if DIGIT.search(name) or any(word in known.interface for word in plain):
        return Kind.NOBODY
    return Kind.PERSON if _has_shape_of_person(words) and not is_label(name) else Kind.NOBODY


def _ends_in_job(words: list[str]) -> bool:
    """Return whether words are one's job in a field ("Science Correspondent"), not an agency's ("Reuters Writer")."""
    field, last = words[:-1], words[-1].casefold()
    if not field or last.endswith("s") or last not in WRITERS | name_words().jobs or "Daily" in field:
        return False  # "Coldwater Daily Reporter" is a paper
    return agency_of(" ".join(field)) is None and name_words().agencies.isdisjoint(map(str.casefold, field))


def _without_job(part: str) -> str:
    """Return a name without the job before it ("unserem Redakteur Max Muster"), the job or the degrees after it.

    A name that stands there twice, as a picture's text and as the link beside it, is one.
    """
    words = REPORTER.sub("", part).split()
    if len(words) > 1:
        words = [FOOTNOTE.sub("", word) for word in words]
    while len(words) > 2 and words[-1].casefold() in name_words().degrees:
        words.pop()
    if len(words) in (4, 6) and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]
    part = " ".join(words)
    jobs = [place for place, word in enumerate(words) if word.casefold() in name_words().jobs]
    if jobs and jobs[-1] < len(words) - 1 and kind_of(" ".join(words[jobs[-1] + 1 :])) is Kind.PERSON:
        return " ".join(words[jobs[-1] + 1 :])
    return part


def _parted(part: str) -> list[str]:
    """Return a name of two words and the job or the agency that follows it without a comma; else the part as it is.

    "Ann Lee Lifestyle Writer", "Ann Lee The Associated Press", "Ann Lee USA TODAY NETWORK".
    """
    words = part.split()
    name, tail, known = words[:2], words[2:], name_words()
    if not 0 < len(tail) < 5 or any(word.casefold() in known.fillers | known.titles | known.particles for word in name):
        return [part]
    if kind_of(" ".join(name)) is not Kind.PERSON or not all(word[:1].isupper() for word in name):
        return [part]
    last = tail[-1].casefold()
    agency = agency_of(" ".join(tail)) or agency_of(" ".join(tail[1:]))
    loud = len(tail) > 1 and " ".join(tail).isupper() and not part.isupper()
    if (len(tail) < 3 and (last in known.jobs or last in WRITERS)) or loud or (agency and len(tail) > 1):
        return [" ".join(name), " ".join(tail)]
    return [part]


def _parts(text: str) -> list[str]:
    """Return the single names of a byline, jobs and places among them."""
    parts: list[str] = []
    for between in CUT.split(HELP.sub("; ", text)):
        segment = LEADING.sub("", between.strip(" \t,;:-–—*").lstrip("."))
        for joined in _unjoined(OPENING.sub("", segment if _ends_in_initial(segment) else segment.rstrip(" ."))):
            parts += _parted(joined)
    return [part for part in parts if part and part.casefold() not in name_words().degrees]


def _unjoined(segment: str) -> list[str]:
    """Return the names of a segment; a short joint inside one name does not part it."""
    parts: list[str] = []
    start = 0
    for joint in JOINT.finditer(segment):
        left, right = segment[start : joint.start()].strip(), segment[joint.end() :].strip()
        if joint.group().strip().casefold() in SHORT_JOINTS and (len(left.split()) < 2 or _is_of_name(right)):
            continue
        if left.split()[-1:] and left.split()[-1] in name_words().particles:  # "Karl von und zu Guttenberg"
            continue
        parts.append(left)
        start = joint.end()
    parts.append(segment[start:].strip())
    return [part.strip(" .,:;") if not _ends_in_initial(part) else part for part in parts]


def _is_of_name(right: str) -> bool:
    """Return whether what follows a short joint is one more word of a name, and no agency ("Jan Kowalski i PAP")."""
    return len(right.split()) < 2 and right.casefold() not in name_words().agencies


def _ends_in_initial(part: str) -> bool:
    words = part.split()
    return bool(words) and (words[-1].casefold() in ("jr.", "sr.") or _is_initial(words[-1]))


def _is_initial(word: str) -> bool:
    return bool(INITIALS.match(word)) or word.casefold() in name_words().titles or word.casefold() in ("jr.", "sr.")


def _has_shape_of_person(words: list[str]) -> bool:
    """Return whether each word could be a name's: a capital first, or a script without capitals."""
    if not 1 <= len(words) <= 6:
        return False
    if all(_is_uncased(word) for word in words):
        return len("".join(words)) >= 2 and (len(words) > 1 or len(words[0]) <= 12)
    named = [word for word in words if word.casefold() not in name_words().particles]
    return bool(named) and all(_is_capitalised(word) for word in named) and named[-1][:1] not in "'’"


def _has_shape_of_organisation(words: list[str]) -> bool:
    """Return whether a name is short and begins as a name does: "our engineering team" names nobody."""
    return len(words) <= 6 and (not words[0].islower() or len(words) == 1)


def _is_uncased(word: str) -> bool:
    return all(unicodedata.category(letter) in ("Lo", "Mn", "Mc", "Lm") or letter in "·・'-.\u200c" for letter in word)


def _is_capitalised(word: str) -> bool:
    core = word.strip("'’\"“”„«».")
    if not core or not all(
        letter.isalpha() or unicodedata.category(letter) == "Mn" or letter in "-'’.‐‑´`" for letter in core
    ):
        return False
    if sum(one.islower() and other.isupper() for one, other in pairwise(core)) > 1:  # "AdvertiseNewslettersHelp"
        return False
    return core[0].isupper() or any(letter.isupper() for letter in core[1:3])  # "d'Alembert", "al-Najjar", "McNeil"
