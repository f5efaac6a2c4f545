"""A capture whose article is one sentence below a date has that sentence as its text."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from schemas.page import Block, Cleaned, Decision, Page, Role
from tasks.clean.rescuing.brief import RULE
from tasks.clean.rescuing.rescue import rescued

MENU = ("Holm Gazette", "Home", "News", "Sport")
BRIEF_LINE = "Two boats sank off Holm on Tuesday. Nobody drowned."
RIGHTS = "© 2022 Holm Gazette. Imprint | Privacy"


def dropped(*lines: str, kept: tuple[str, ...] = ()) -> Cleaned:
    """Return a capture of these lines, of which the block model kept these alone."""
    blocks = tuple(Block(line, number) for number, line in enumerate(lines, 1))
    data = "\n".join(lines).encode()
    capture = Capture(place_of("a.txt"), data, hashlib.sha256(data).hexdigest(), "text")
    decisions = tuple(
        Decision(block, Role.BODY if block.text in kept else Role.NAVIGATION, 0.8, "model") for block in blocks
    )
    return Cleaned(Page(capture, "utf-8", blocks), decisions, "\n\n".join(kept))


@pytest.mark.parametrize(
    "lines",
    [
        (BRIEF_LINE,),
        (BRIEF_LINE, "The harbour master will ask why."),
        ("Auf Holm ist am Dienstag ein Boot gesunken.",),
        ("本市明日全天停水。",),
    ],
)
def test_what_stands_below_the_only_date_is_the_brief(lines: tuple[str, ...]) -> None:
    found = rescued(dropped(*MENU, "In brief", "Ann Lee", "14 November 2019", *lines, RIGHTS))
    assert found.text == "\n\n".join(lines)
    assert [each.block.text for each in found.decisions if each.kept] == list(lines)
    assert {each.rule for each in found.decisions if each.kept} == {RULE}


@pytest.mark.parametrize(
    "lines",
    [
        ("14 November 2019", BRIEF_LINE, "13 November 2019", "A goat was found on Monday. It is well."),
        ("14 November 2019", BRIEF_LINE, "Goats", "A goat was found on Monday. It is well."),
        ("14 November 2019", "Please sign in to read what has happened."),
        ("14 November 2019", "Two boats sink off Holm in the autumn storm"),
        (BRIEF_LINE, "14 November 2019"),
        (BRIEF_LINE,),
    ],
    ids=["two dates", "two briefs", "a request", "a headline", "above the date", "no date"],
)
def test_what_may_be_something_else_stays_dropped(lines: tuple[str, ...]) -> None:
    cleaned = dropped(*MENU, *lines, RIGHTS)
    assert rescued(cleaned) is cleaned


def test_a_capture_with_text_stays_as_it_is() -> None:
    cleaned = dropped("A goat was found.", "14 November 2019", BRIEF_LINE, kept=("A goat was found.",))
    assert rescued(cleaned) is cleaned
