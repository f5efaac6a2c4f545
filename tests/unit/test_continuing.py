"""A page that shows only the beginning of its article is read from the articleBody of its JSON-LD; no other page is."""

import hashlib
import json

import pytest

from schemas.capture import Capture, place_of
from schemas.page import Cleaned, Role
from tasks.clean.pipeline import clean
from tasks.clean.rescuing.rescue import RULE

STORY = (
    "The mill at Corley is to grind again after forty years, the parish council decided on Thursday by a single vote.",
    "Its wheel was taken down in 1981, when the last miller, Ada Renn, retired and nobody wanted to follow her.",
    "Volunteers have spent three winters cutting new paddles from oak that fell in the great storm, he said.",
    "The stones are the old ones. They lay under nettles behind the chapel, and a farmer had fed his hens from one.",
    "A baker in the next valley has promised to buy the first ten sacks, whatever the flour may turn out to be like.",
    "The council will look at the costs once more in May. Until then the sluice stays shut, and the ducks stay put.",
)
PAY = "You have read your last free story this month. Subscribe for a pound a week to go on reading."
OTHER = tuple(
    f"At Denholm the bakers of street number {number} have had no flour since the spring." for number in range(9)
)


def page(shown: tuple[str, ...], body: str, after: str = "") -> Cleaned:
    linked = json.dumps({"@type": "NewsArticle", "headline": "The mill at Corley", "articleBody": body})
    text = "".join(f"<p>{line}</p>" for line in shown)
    data = (
        "<html lang=en><head><title>Mill to grind again - The Corley Post</title>"
        '<meta property="og:type" content="article"><meta property="article:published_time" content="2020-03-04">'
        f'<script type="application/ld+json">{linked}</script></head><body><nav><a href=/>Home</a></nav><main><article>'
        f"<h1>Mill to grind again</h1><p>By Ann Lee</p>{text}</article>{after}</main></body></html>"
    ).encode()
    return clean(Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), "html"))


def is_told(found: Cleaned) -> bool:
    rules = {each.rule for each in found.decisions if each.kept}
    assert (rules == {RULE}) is ("beginning-shown" in found.page.flags)
    return rules == {RULE}


@pytest.mark.parametrize("shown", [1, 2, 3])
def test_the_beginning_goes_on_in_the_article_body(shown: int) -> None:
    found = page(STORY[:shown], "\n\n".join(STORY))
    assert found.text == "\n\n".join(STORY)
    assert is_told(found)


@pytest.mark.parametrize("after", [f"<div><p>{PAY}</p></div>", f"<p>{PAY}</p>"])
def test_what_asks_to_subscribe_changes_nothing(after: str) -> None:
    assert page(STORY[:1], "\n\n".join(STORY), after).text == "\n\n".join(STORY)


def test_a_paragraph_that_is_cut_off_is_a_beginning_too() -> None:
    cut = (STORY[0], STORY[1][: len(STORY[1]) // 2] + " …")
    assert page((STORY[0], cut[1]), " ".join(STORY)).text == " ".join(STORY)


def test_the_headline_is_the_one_shown() -> None:
    found = page(STORY[:2], "\n\n".join(STORY))
    assert [each.block.text for each in found.decisions if each.role is Role.HEADLINE] == ["Mill to grind again"]


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(OTHER),
        "\n\n".join((*OTHER, *STORY)),
        "\n\n".join(STORY[:3]),
        "".join(f"<p>{line}</p>" for line in STORY),
        STORY[0] + " …",
        "",
    ],
    ids=["another story", "another story first", "hardly more", "markup", "a teaser", "nothing"],
)
def test_any_other_body_is_left_alone(body: str) -> None:
    found = page(STORY[:2], body)
    assert not is_told(found)
    assert found.text == "\n\n".join(STORY[:2])


def test_what_the_page_shows_as_something_else_does_not_go_on_with_it() -> None:
    """Protects from a body that has the teasers beneath the article in it."""
    after = "".join(f"<aside class=related><h3>More</h3><p>{line}</p></aside>" for line in OTHER)
    assert not is_told(page(STORY[:3], "\n\n".join((*STORY[:3], *OTHER)), after))


def test_a_page_that_shows_all_of_it_is_read_from_what_it_shows() -> None:
    assert not is_told(page(STORY, "\n\n".join(STORY)))
