"""Roles by what lines say: single cues, labels with the lists that follow them, and where the article ends."""

from collections.abc import Iterator

from schemas.page import Decision, Role
from tasks.clean.containers import sure_role
from tasks.clean.shapes import dropped_role, ends_with_stop, is_counter, is_credit, is_residue, is_signs, words
from tasks.clean.sheet import Roles, Sheet, goes_on

LONGEST_ITEM = 200
LONGEST_NAME = 60
MOST_NAMES = 15
"""Persons or topics an article has at most: a longer list is the site's menu."""
MOST_ITEMS = 60
STANDFIRST = 60
"""Words of the longest standfirst: a page that calls all of its text so (inria.fr) has none."""
SURE_TEXT = 0.9
"""The probability from which a block ends a list: on the gold pages half of such items are the article's."""
BEGUN = 0.3
"""The share of the text the model keeps that must stand before a comments heading for the article to end there."""

BRIEF = 200
"""Characters of the shortest article: with less before it, a line that closes an article is a link at its top."""


def cue_roles(sheet: Sheet) -> Roles:
    """Return the roles that the lines themselves declare."""
    roles: dict[int, Decision] = {}
    roles.update(_single(sheet))
    start = next((index for index in range(len(sheet.blocks)) if sheet.keeps(index)), len(sheet.blocks))
    for index in range(start, len(sheet.blocks)):  # above the article a label's "list" would end with its headline
        cue = sheet.cue(index)
        if cue is not None and cue.effect == "opens":
            roles.update(_list(sheet, index))
    roles.update(_after(sheet, ending(sheet), roles))
    return roles


def _after(sheet: Sheet, end: int, roles: Roles) -> Iterator[tuple[int, Decision]]:
    """Yield the line that ends the article, and those after it: readers' words, or what the site offers next."""
    closing = sheet.cue(end) if end < len(sheet.blocks) else None
    if closing is None:
        return
    thread = closing.role is Role.COMMENTS
    for index in range(end, len(sheet.blocks)):
        if not sheet.keeps(index) and (index in roles or not thread):
            continue
        if index == end:
            yield index, sheet.decide(index, closing.role, _rule(sheet, index))
        elif thread:
            yield index, sheet.decide(index, Role.COMMENTS, "cue:after-comments-label")
        else:
            yield index, sheet.decide(index, dropped_role(sheet.blocks[index].text), "cue:after-article-end")


def ending(sheet: Sheet) -> int:
    """Return the index of the line that opens the readers' comments: the article ends before it.

    The form never stands inside an article, nor does a heading that counts what was said on it. A mere heading
    ("Comments") also links to the thread from above the article, and a thread may outweigh a short article: it counts
    once a good part of the kept text is behind it.
    """
    kept = [len(block.text) if sheet.keeps(index) else 0 for index, block in enumerate(sheet.blocks)]
    total = sum(kept)
    behind = 0
    for index, size in enumerate(kept):
        cue = sheet.cue(index)
        if cue is not None and (
            (cue.effect == "ends" and total and behind >= BEGUN * total) or (cue.effect == "closes" and behind >= BRIEF)
        ):
            return index
        behind += size
    return len(kept)


def _single(sheet: Sheet) -> Iterator[tuple[int, Decision]]:
    for index, block in enumerate(sheet.blocks):
        text, kept, cue = block.text, sheet.keeps(index), sheet.cue(index)
        if (len(text) <= LONGEST_ITEM and is_residue(text)) or is_signs(text):
            yield index, sheet.decide(index, Role.TEMPLATE_RESIDUE, "shape:template")
        elif cue is not None and (cue.sure or not kept):
            yield index, sheet.decide(index, cue.role, _rule(sheet, index))
        elif is_credit(text):
            yield index, sheet.decide(index, Role.CREDIT, "shape:credit")
        elif (sure := sure_role(block.path)) is not None and not (sure is Role.SUBTITLE and words(text) > STANDFIRST):
            yield index, sheet.decide(index, sure, "container")
        elif not kept and is_counter(text):
            yield index, sheet.decide(index, Role.NAVIGATION, "shape:counter")


def _list(sheet: Sheet, label: int) -> Iterator[tuple[int, Decision]]:
    """Yield the items that follow a label: short lines, as headlines and names are, up to the next cue or sentence."""
    cue = sheet.cue(label)
    if cue is None or cue.items is None:
        return
    names = cue.items in ("persons", "topics")
    items = list(_names(sheet, label) if names else _headlines(sheet, label))
    if names and len(items) > MOST_NAMES:
        return
    for index in items:
        yield index, sheet.decide(index, cue.role, f"cue:{cue.items}")


def _names(sheet: Sheet, label: int) -> Iterator[int]:
    for index in range(label + 1, min(len(sheet.blocks), label + 1 + 2 * MOST_NAMES)):
        text = sheet.blocks[index].text
        if sheet.cues[index] or len(text) > LONGEST_NAME or words(text) > 6 or ends_with_stop(text) or is_counter(text):
            return
        yield index


def _headlines(sheet: Sheet, label: int) -> Iterator[int]:
    for index in range(label + 1, min(len(sheet.blocks), label + 1 + MOST_ITEMS)):
        text, cue = sheet.blocks[index].text, sheet.cue(index)
        if cue is not None and cue.effect != "line":
            return
        if sheet.probabilities[index] >= SURE_TEXT:
            return
        if len(text) > LONGEST_ITEM or ends_with_stop(text) or is_residue(text) or goes_on(sheet.blocks, index):
            return
        if cue is None and words(text) >= 3:
            yield index


def _rule(sheet: Sheet, index: int) -> str:
    return f"cue:{sheet.cues[index]}"
