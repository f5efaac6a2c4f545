"""The cue tables beside this file, and the look-up of a line in them."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.page import Role

EDGES = (
    " \t\u00a0:;,.!?|/\\<>«»‹›\"'“”„`~^=+-–—_*#•·●▪■◆►▶▸▼▾▲→←↑↓✕✖×()[]{}：；，。！？…、「」『』【】《》（）0123456789"
)
"""What may stand around a label without changing it: bullets, arrows, colons, counts."""
BULLETS = ' \t\u00a0|>»›-–—*•·●▪■◆►▶▸→#"“„'
LONGEST_LINE = 120
LONGEST_START = 400
ONES = ("one ", "ein ", "eine ", "un ", "une ", "uno ", "una ", "um ", "één ", "een ", "en ", "ett ", "et ", "jeden ")
"""How a line begins that counts to one."""
KEY = 2
"""Characters of a start that are its key in the index: the shortest start is that long."""


class Cue(BaseModel):
    """One kind of line: its role, what it does to the lines around it, and its wordings by language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    effect: Literal["line", "opens", "ends", "closes"]
    """This line only · the list that follows it too · the article ends here, where most of it stands before · it ends
    here, however little stands before."""
    items: str | None = None  # of a cue that opens: the rule of the lines it opens
    sure: bool = False  # decides against the model; else it only names what the model dropped
    lines: Mapping[str, tuple[str, ...]] = {}
    starts: Mapping[str, tuple[str, ...]] = {}
    counting: Mapping[str, tuple[str, ...]] = {}  # between a number and a title in quotation marks


class Table:
    """Every cue by the lines and the starts of lines that show it."""

    def __init__(self, cues: Mapping[str, Cue]) -> None:
        """Index the cues; of two that claim the same wording the one that decides more has it."""
        self.cues = dict(sorted(cues.items(), key=lambda cue: (cue[1].effect == "line", not cue[1].sure)))
        self._lines: dict[str, str] = {}
        self._starts: dict[str, list[tuple[str, str]]] = {}
        for name, cue in self.cues.items():
            for wording in (each for language in cue.lines.values() for each in language):
                self._lines.setdefault(folded(wording), name)
            for wording in (each for language in cue.starts.values() for each in language):
                start = _opening(wording)
                self._starts.setdefault(start[:KEY], []).append((start, name))
        self._counting = [(_counted(cue.counting), name) for name, cue in self.cues.items() if cue.counting]
        for entries in self._starts.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def match(self, text: str) -> str | None:
        """Return the name of the cue a line shows, or None.

        >>> TABLE().match("Read also:")
        'related-label'
        >>> TABLE().match("Читайте также: Министр ушёл в отставку")
        'related'
        """
        if len(text) > LONGEST_START:
            return None
        if len(text) <= LONGEST_LINE:
            cased = _cased(text)
            name = self._lines.get(cased.strip(EDGES))
            if name is not None:
                return name
            opening = cased.lstrip(BULLETS)
        else:
            opening = _opening(text[:60])
        for start, name in self._starts.get(opening[:KEY], ()):
            if opening.startswith(start):
                return name
        if opening[:1].isdigit() or opening.startswith(ONES):
            return next((name for pattern, name in self._counting if pattern.match(opening)), None)
        return None


def _counted(wordings: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Return the pattern of a line that counts what was said on a title: 12 thoughts on “A new bridge”."""
    words = "|".join(re.escape(each) for language in wordings.values() for each in language)
    return re.compile(rf"(?:\d[\d.,]{{0,6}}|{'|'.join(map(str.strip, ONES))}) (?:{words}) {{0,2}}[\"'“”„«»‹›‘‚「『]")


def folded(text: str) -> str:
    """Return a line without case and without what may stand around a label.

    >>> folded("► Read also (3):")
    'read also'
    """
    return _cased(text).strip(EDGES)


def remainder(text: str) -> str:
    """Return what follows the label on a line that names one article: "Read also: X" gives "X"."""
    for mark in (":", "：", "|", "】", "〉", ">", " – ", " - "):
        _, found, rest = text.partition(mark)
        if found and rest.strip():
            return rest.strip()
    return text


def _opening(text: str) -> str:
    return _cased(text).lstrip(BULLETS)


def _cased(text: str) -> str:
    cased = text.casefold()
    return cased if cased.isascii() else cased.replace("i\u0307", "i").replace("’", "'").replace("\u00a0", " ")


@lru_cache(maxsize=1)
def TABLE() -> Table:  # noqa: N802  the one table, read when first asked for
    """Return the table of all cues shipped."""
    cues: dict[str, Cue] = {}
    folder = resources.files(__package__)
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name):
        for name, cue in tomllib.loads(file.read_text(encoding="utf-8")).items():
            cues[name] = Cue.model_validate(cue)
    return Table(cues)
