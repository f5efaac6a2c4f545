"""Protects the proposal of a profile: what captures share becomes a profile that loads, fits new pages, not others."""

import hashlib
import tomllib
from datetime import date
from random import Random

import pytest

from benchmarks.prose import headline, paragraph, person
from benchmarks.sites import Site, made_page, made_site
from schemas.capture import Capture, place_of
from schemas.errors import ConfigurationError
from tasks.clean import pipeline
from tasks.clean.profile import Profile
from tasks.clean.profiling import apply_profile
from tasks.clean.proposing.proposal import propose
from tasks.clean.proposing.seen import Seen
from tasks.clean.segmenting.segment import segment
from tasks.enrich.pipeline import enrich

TEASERS = ("The ferry runs again after nine weeks on the slip", "Eleven towers and four hundred swifts")
OLD = '<div id="page"><h1 class="title">{0}</h1><div class="author-line">By {1}</div><div class="story">{2}</div></div>'
NEW = (
    '<main><header class="top"><h1>{0}</h1><p class="by">By {1}</p></header><section id="article-text">{2}'
    '<div class="join-box"><p>Become a member of our club of readers for three pounds a month and read more.</p></div>'
    "</section></main>"
)


def captured(data: str, name: str, form: str) -> Capture:
    return Capture(place_of(name), data.encode(), hashlib.sha256(data.encode()).hexdigest(), form)


def seen(capture: Capture) -> Seen:
    cleaned = pipeline.clean(capture)
    article = enrich(cleaned)
    day = article.published.value
    return Seen(cleaned, date.fromisoformat(day[:10]) if day else None, "en", article.publisher)


def text_captures(number: int, count: int = 4) -> list[Capture]:
    random = Random(number)
    site = made_site(random, number)
    return [captured(made_page(random, site)[0], f"{site.name}-{each}.txt", "text") for each in range(count)]


def html_capture(random: Random, layout: str, day: str, host: str = "news.example.com") -> tuple[Capture, list[str]]:
    body = [paragraph(random) for _ in range(random.randint(4, 7))]
    name = headline(random)
    article = layout.format(name, person(random), "".join(f"<p>{each}</p>" for each in body))
    teasers = "".join(f"<li><h3>{each}</h3><p>{paragraph(random)}</p></li>" for each in TEASERS)
    page = (
        f'<html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta property="og:site_name" content="The Example News">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z">'
        f'<link rel="canonical" href="https://www.{host}/{random.randint(1, 10**6)}"></head><body>'
        f'<ul class="menu"><li>Front page</li><li>Example News Extra</li><li>Readers of the News</li></ul>{article}'
        f'<ul class="other-stories">{teasers}</ul><footer><p>Printed by the Example News Company</p>'
        f"<p>Write to the editor of the day</p></footer></body></html>"
    )
    return captured(page, f"{day}.html", "html"), body


def two_layouts() -> list[Capture]:
    random = Random(7)
    days = ((OLD, ("2018-02-03", "2018-05-09", "2019-11-20")), (NEW, ("2020-03-01", "2021-07-12", "2022-01-30")))
    return [html_capture(random, layout, day)[0] for layout, each in days for day in each]


def proposed(site: str, captures: list[Capture]) -> Profile:
    return Profile.model_validate(tomllib.loads(propose(site, [seen(each) for each in captures])))


def test_lines_that_text_captures_share_prove_a_new_page_of_the_site_and_no_other_site() -> None:
    random = Random(3)
    site: Site = made_site(random, 3)
    pages = [captured(made_page(random, site)[0], f"{each}.txt", "text") for each in range(5)]
    profile = proposed("post03.example", pages[:4])
    (era,) = profile.era
    assert era.text is not None
    assert len(era.text.signature) >= 2
    known = {"post03.example": profile}
    assert apply_profile(segment(pages[4]).page, known).domain == "post03.example"
    assert apply_profile(segment(text_captures(4)[0]).page, known).domain is None


def test_layouts_become_eras_with_the_last_day_of_the_older_one() -> None:
    profile = proposed("news.example.com", two_layouts())
    old, new = profile.era
    assert (str(old.until), old.within, old.title) == ("2019-11-20", ".story", "h1.title")
    assert (new.until, new.within, new.title) == (None, "#article-text", ".top h1")
    assert (profile.name, profile.language) == ("The Example News", "en")


def test_a_proposal_cleans_a_new_page_of_the_site() -> None:
    profile = proposed("news.example.com", two_layouts())
    random = Random(99)
    for layout, day in ((OLD, "2019-01-07"), (NEW, "2022-05-06")):
        capture, body = html_capture(random, layout, day)
        segmented = segment(capture)
        found = apply_profile(segmented.page, {"news.example.com": profile})
        likely = (0.9,) * len(segmented.page.blocks)  # a model that keeps all it sees
        decisions = pipeline.decided(segmented, likely, 0.5, found, {})
        assert [each.block.text for each in decisions if each.kept] == body


def test_neither_order_nor_copies_change_a_proposal() -> None:
    captures = [seen(each) for each in two_layouts()]
    once = propose("news.example.com", captures)
    assert propose("news.example.com", captures[::-1]) == once
    assert propose("news.example.com", [*captures, *captures]) == once


@pytest.mark.parametrize(
    ("captures", "said"),
    [
        (two_layouts()[:2], "2 different articles of news.example.com"),
        ([two_layouts()[0]] * 5, "1 different articles of news.example.com"),
        ([*two_layouts(), html_capture(Random(1), NEW, "2022-02-02", "other.example")[0]], "a page of other.example"),
        ([*text_captures(1, 6), text_captures(2, 1)[0]], "02.example-0.txt shows too little"),
        ([text_captures(each, 1)[0] for each in (1, 2, 3)], "nothing in common"),
    ],
    ids=["two", "copies", "other site", "a stranger", "strangers"],
)
def test_what_gives_no_profile_is_refused_in_one_line(captures: list[Capture], said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        propose("news.example.com", [seen(each) for each in captures])
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_a_page_says_is_quoted_in_the_proposal() -> None:
    captures = []
    for each in two_layouts():
        cleaned = pipeline.clean(each)
        captures.append(Seen(cleaned, None, None, 'A "quoted" \\ name\u2028of\x7f it'))
    assert tomllib.loads(propose("news.example.com", captures))["name"] == captures[0].publisher
