"""Pages that stand in an article's place: nothing found, a server's error, a captcha, a login, a consent wall."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from schemas.page import Decision, Page, Role
from tasks.clean.judging.kind import evidence
from tasks.clean.judging.speaking import Line, spoken
from tasks.clean.shapes import words

LOOKED_AT = 300
"""Blocks looked at: a wall is all there is."""
PROSE = 2
"""Sentences that are not the wall's from which a page has something to tell."""
ASIDES = 5
"""Sentences to the reader without a phrase of the wall's ("Please try again") that a wall may have."""
ABOVE, BELOW = 3, 15
"""Lines around an article's beginning among which a paywall says so: in the site's header it asks for a login."""
SIGNS = ("byline-near", "date-near", "og-article", "ld-article", "published")
"""What only an article has."""


class Wall(BaseModel):
    """One kind of wall: what it says, and how much text it can have, as an article's and in all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: int
    page: int
    message: str
    phrases: tuple[str, ...]
    about: tuple[str, ...] = ()  # of what else it speaks
    share: float = 0.0  # of the text taken for the article's, that must speak of it
    cuts_off: bool = False  # the text above it is an article's beginning

    def announced(self, line: Line) -> bool:
        """Return whether a line is this wall's own."""
        return line.is_only(self.phrases) or line.asks(self.phrases)


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says, where it stands."""

    heads: tuple[Line, ...]  # the title, its parts, the headlines
    kept: tuple[Line, ...]
    dropped: tuple[Line, ...]
    beside: tuple[Line, ...]  # of the dropped, those around the text


@dataclass(frozen=True, slots=True)
class Told:
    """How many sentences of the text are what to a wall."""

    own: int  # with a phrase of the wall's
    mentions: int  # of these, such as tell of it and speak to nobody: a story may say so, too
    asides: int  # to the reader
    other: int


def wall_of(page: Page, decisions: Sequence[Decision]) -> Wall | None:
    """Return the wall that a page is, or None.

    A wall's text is the wall's own words: two sentences of anything else make a page that tells something, and a
    phrase in a headline that goes on makes no wall.
    """
    size = sum(words(decision.block.text) for decision in decisions if decision.kept)
    if size > max(wall.most for wall in walls().values()):
        return None
    whole = sum(words(decision.block.text) for decision in decisions)
    fitting = [wall for wall in walls().values() if size <= wall.most and whole <= wall.page]
    if not fitting:
        return None
    said = _said(page, decisions)
    everything = "\n".join(line.folded for line in (*said.heads, *said.kept, *said.dropped))
    named = (wall for wall in fitting if any(phrase in everything for phrase in wall.phrases))
    return next((wall for wall in named if _is_wall(wall, said, page, decisions)), None)


def _said(page: Page, decisions: Sequence[Decision]) -> Said:
    seen = decisions[:LOOKED_AT]
    heads = [page.markup.title or "", *page.markup.headings]
    heads += [decision.block.text for decision in seen if decision.role is Role.HEADLINE]
    kept = [at for at, decision in enumerate(decisions) if decision.kept]
    around = range(kept[0] - ABOVE, kept[-1] + BELOW + 1) if kept else range(LOOKED_AT)
    dropped = {at: spoken(decision.block.text) for at, decision in enumerate(seen) if not decision.kept}
    return Said(
        tuple(part for head in heads for part in spoken(head).parts()),
        tuple(spoken(decisions[at].block.text) for at in kept),
        tuple(dropped.values()),
        tuple(line for at, line in dropped.items() if at in around),
    )


def _is_wall(wall: Wall, said: Said, page: Page, decisions: Sequence[Decision]) -> bool:
    if wall.share:
        return _is_mostly(wall, said) and not (_begins_apart(said) and _is_signed(page, decisions))
    if wall.cuts_off:
        return any(line.has(wall.phrases) for line in said.beside) or any(map(wall.announced, said.kept))
    text = _told(wall, said.kept)
    if any(line.is_only(wall.phrases) for line in said.heads):
        few = text.other < PROSE if text.own + text.asides else not text.other
        return few or ((text.other < PROSE or text.own > 0) and not _is_signed(page, decisions))
    if any(map(wall.announced, said.kept)):
        return text.other < PROSE and text.other <= text.own and not _is_signed(page, decisions)
    if text.other or text.mentions > text.asides or not any(map(wall.announced, said.dropped)):
        return False
    return not any(line.tells for line in said.kept) or not _is_signed(page, decisions)


def _told(wall: Wall, kept: Sequence[Line]) -> Told:
    """Return what the text's sentences are to the wall; one that is too short to tell anything is nothing."""
    own = mentions = asides = other = 0
    for line in kept:
        for sentence in line.sentences():
            if sentence.has(wall.phrases) and not line.quotes:
                own += 1
                mentions += sentence.tells and not sentence.addresses and not sentence.is_only(wall.phrases)
            elif (sentence.addresses or sentence.has(wall.about)) and not line.quotes:
                asides += 1
            elif sentence.tells:
                other += 1
    return Told(own, mentions, asides, other + max(0, asides - ASIDES))


def _is_mostly(wall: Wall, said: Said) -> bool:
    """Return whether most of the text speaks of the wall's matter, and asks the reader about it."""
    if not said.kept:
        return any(line.asks(wall.phrases) for line in said.dropped)
    about = sum(line.size for line in said.kept if line.has(wall.phrases) and not line.quotes)
    asked = any(line.asks(wall.phrases) for line in said.kept)
    return asked and about >= wall.share * sum(line.size for line in said.kept)


def _begins_apart(said: Said) -> bool:
    """Return whether the text's first line tells something and asks nothing: a banner may stand below a brief."""
    return bool(said.kept) and said.kept[0].tells and not said.kept[0].addresses


def _is_signed(page: Page, decisions: Sequence[Decision]) -> bool:
    found = evidence(page, decisions)
    return any(found.get(name) for name in SIGNS)


@lru_cache(maxsize=1)
def walls() -> Mapping[str, Wall]:
    """Return each kind of wall by its name."""
    tables = tomllib.loads((resources.files(__package__) / "walls.toml").read_text(encoding="utf-8"))
    return {name: Wall.model_validate(table) for name, table in tables.items() if name != "reader"}
