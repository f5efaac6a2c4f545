"""The article's opening: headline, standfirst, byline and date line, wherever the model drew its border."""

import re
from collections.abc import Iterator

from schemas.page import Decision, Role
from tasks.clean.headline import LONGEST, REACH, find_headline, fold
from tasks.clean.shapes import ends_with_stop, trail, words
from tasks.clean.sheet import Roles, Sheet

OPENING = 3
"""Paragraphs that a headline sums up."""
STANDFIRST_WORDS = range(6, 61)
FURNITURE = 120
"""Characters of a byline or date line at most."""
BYLINE = re.compile(r"(?:by|von|par|por|di|автор|текст|text|words)\s*:?\s+\S.{1,90}", re.IGNORECASE)
DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{4}年|\d{1,2}月\d{1,2}日",
)


def opening_roles(sheet: Sheet, roles: Roles) -> Roles:
    """Return the roles of the blocks around the article's start; `roles` are those already decided."""
    texts = [index for index in range(len(sheet.blocks)) if sheet.keeps(index) and index not in roles]
    if not texts:
        return {}
    start = texts[0]
    found: dict[int, Decision] = dict(_furniture(sheet, roles, start))
    headline = find_headline(sheet, {**roles, **found}, start, texts[:OPENING])
    if headline is None:
        return found
    top = headline.index
    found[top] = sheet.decide(top, Role.HEADLINE, "headline", min(1.0, headline.score / 6))
    found.update(_repeated(sheet, {**roles, **found}, top, start))
    found.update(_standfirst(sheet, {**roles, **found}, top, texts))
    return found


def _furniture(sheet: Sheet, roles: Roles, start: int) -> Iterator[tuple[int, Decision]]:
    """Yield breadcrumbs, bylines and date lines in front of the article."""
    for index in range(max(0, start - REACH), min(len(sheet.blocks), start + OPENING)):
        text, kept = sheet.blocks[index].text, sheet.keeps(index)
        if index in roles or len(text) > LONGEST:
            continue
        if not kept and len(trail(text)) > 1:
            yield index, sheet.decide(index, Role.NAVIGATION, "cue:breadcrumb")
        elif len(text) > FURNITURE or ends_with_stop(text):
            continue
        elif BYLINE.fullmatch(text) and words(text) <= 12:
            yield index, sheet.decide(index, Role.BYLINE, "shape:byline")
        elif not kept and DATED.search(text) and words(text) <= 12:
            yield index, sheet.decide(index, Role.DATELINE, "shape:date")


def _repeated(sheet: Sheet, roles: Roles, top: int, start: int) -> Iterator[tuple[int, Decision]]:
    """Yield further copies of the headline around the start: some layouts print it twice."""
    name = fold(sheet.blocks[top].text)
    for index in range(max(0, start - REACH), min(len(sheet.blocks), start + OPENING)):
        if index not in roles and fold(sheet.blocks[index].text[: LONGEST + 1]) == name:
            yield index, sheet.decide(index, Role.HEADLINE, "headline:repeated")


def _standfirst(sheet: Sheet, roles: Roles, top: int, texts: list[int]) -> Iterator[tuple[int, Decision]]:
    """Yield the standfirst: what stands between headline and text, longer than a label, and is no full paragraph."""
    bound = next((index for index in texts if index > top and ends_with_stop(sheet.blocks[index].text)), top)
    for index in range(top + 1, bound):
        text = sheet.blocks[index].text
        if index in roles or words(text) not in STANDFIRST_WORDS:
            continue
        if not sheet.keeps(index) or not ends_with_stop(text):
            yield index, sheet.decide(index, Role.SUBTITLE, "standfirst", 0.8)
            return
