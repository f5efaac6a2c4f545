"""The article's opening: headline, standfirst, byline and date line, wherever the model drew its border."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from schemas.page import Decision, Role
from tasks.clean.furniture import furniture_role
from tasks.clean.headline import LONGEST, candidates, find_headline, fold
from tasks.clean.shapes import ends_sentence, trail, words
from tasks.clean.sheet import Roles, Sheet
from tasks.grammar.datelines import read_dateline

REACH = 40
"""Blocks before the article in which its byline and date line stand."""
OPENING = 3
"""Blocks of the article's own up to which its byline and date line stand: headline and standfirst may be of it."""
LABEL, MENU = 2, 3
"""Words of a menu's item, and how many of them are a menu."""
STANDFIRST_WORDS = range(6, 61)


def opening_roles(sheet: Sheet, roles: Roles) -> Roles:
    """Return the roles of the blocks around the article's start; `roles` are those already decided."""
    texts = [index for index in range(len(sheet.blocks)) if sheet.keeps(index) and index not in roles]
    menu = _menu(sheet, texts)
    texts = texts[len(menu) :]
    if not texts:
        return {}
    found = {index: sheet.decide(index, Role.NAVIGATION, "before-article") for index in menu}
    found.update(furniture(sheet, {**roles, **found}, texts[0]))
    story = _from_dateline(sheet, texts)
    headline = find_headline(sheet, {**roles, **found}, story)
    if headline is None:
        found.update(_above(sheet, {**roles, **found}, texts, story[0]))
        return found
    top = headline.index
    found[top] = sheet.decide(top, Role.HEADLINE, "headline", _surety(headline.score))
    found.update(_repeated(sheet, {**roles, **found}, top, texts[0]))
    found.update(_window_title(sheet, {**roles, **found}, top))
    found.update(_standfirst(sheet, {**roles, **found}, top, texts))
    return found


def _menu(sheet: Sheet, texts: Sequence[int]) -> Sequence[int]:
    """Return the labels that the text would begin with, if they are several: a menu is made of them, no article."""
    labels = tuple(takewhile(lambda index: _is_label(sheet.blocks[index].text), texts))
    return labels if len(labels) >= MENU else ()


def _is_label(text: str) -> bool:
    return words(text) <= LABEL and not ends_sentence(text)


def _surety(odds: float) -> float:
    return round(min(0.99, max(0.5, 0.5 + odds / 12)), 2)


def furniture(sheet: Sheet, roles: Roles, start: int) -> Iterator[tuple[int, Decision]]:
    """Yield breadcrumbs, bylines and date lines in front of the article."""
    own = 0
    for index in range(max(0, start - REACH), min(len(sheet.blocks), start + REACH)):
        if own == OPENING:
            return
        text, kept = sheet.blocks[index].text, sheet.keeps(index)
        role = furniture_role(text) if index not in roles and len(text) <= LONGEST else None
        if role is not None:
            yield index, sheet.decide(index, role, f"grammar:{role.value}")
        elif index not in roles and not kept and len(text) <= LONGEST and len(trail(text)) > 2:
            yield index, sheet.decide(index, Role.NAVIGATION, "cue:breadcrumb")
        own += role is None and kept and index not in roles


def _repeated(sheet: Sheet, roles: Roles, top: int, start: int) -> Iterator[tuple[int, Decision]]:
    """Yield further copies of the headline around the start: some layouts print it twice."""
    name = fold(sheet.blocks[top].text)
    for index in candidates(sheet, roles, start):
        if index <= start and fold(sheet.blocks[index].text) == name:
            yield index, sheet.decide(index, Role.HEADLINE, "headline:repeated")


def _window_title(sheet: Sheet, roles: Roles, top: int) -> Iterator[tuple[int, Decision]]:
    """Yield the first line of a capture without tags where it is the <title>: the headline and the site's name."""
    first = sheet.blocks[0]
    if first.tag is None and 0 not in roles and fold(sheet.blocks[top].text) in fold(first.text[:LONGEST]):
        yield 0, sheet.decide(0, Role.NAVIGATION, "cue:window-title")


def _standfirst(sheet: Sheet, roles: Roles, top: int, texts: Sequence[int]) -> Iterator[tuple[int, Decision]]:
    """Yield the standfirst: what stands between headline and text, longer than a label.

    The model's text includes it where the site prints it as its first paragraph. Only in front of a dateline it is
    surely none of the story's own, nor is a picture's text there: a wire story begins with its dateline.
    """
    text = [index for index in texts if index > top and index not in roles]
    first = text[0] if text else top
    wire = next((index for index in text[:OPENING] if _opens_wire_story(sheet, index)), first)
    found = False
    for index in range(top + 1, wire):
        line = sheet.blocks[index].text
        if index in roles or (sheet.keeps(index) and ends_sentence(line)):
            continue
        if _opens_wire_story(sheet, index):
            yield index, sheet.decide(index, Role.BODY, "opens-with-dateline", 0.9)
            return
        if not found and words(line) in STANDFIRST_WORDS:
            found = True
            yield index, sheet.decide(index, Role.SUBTITLE, "standfirst", 0.8)
        elif sheet.keeps(index):
            yield index, sheet.decide(index, Role.NAVIGATION, "before-dateline", 0.8)


def _from_dateline(sheet: Sheet, texts: Sequence[int]) -> Sequence[int]:
    """Return the blocks of the text from the dateline on that opens the story, all of them where there is none."""
    wire = next((place for place, index in enumerate(texts[: OPENING + 1]) if _opens_wire_story(sheet, index)), 0)
    return texts[wire:]


def _above(sheet: Sheet, roles: Roles, texts: Sequence[int], wire: int) -> Iterator[tuple[int, Decision]]:
    """Yield the lines above a story's dateline that are no sentences: a label, a picture's text."""
    for index in texts:
        if index < wire and index not in roles and not ends_sentence(sheet.blocks[index].text):
            yield index, sheet.decide(index, Role.NAVIGATION, "before-dateline", 0.8)


def _opens_wire_story(sheet: Sheet, index: int) -> bool:
    return read_dateline(sheet.blocks[index].text) is not None
