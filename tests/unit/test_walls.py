"""Pages that stand in an article's place are refused with a reason; stories about them are not."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from schemas.errors import BadInput, NoArticle, NoArticleText
from schemas.page import Block, Decision, Page, Role
from tasks.clean.furniture import furniture_role
from tasks.clean.judging.refusing import refuse

STORY = "The harbour office said on Monday that the ferry would run again as soon as the storm had passed the islands. "


def judge(kept: tuple[str, ...], dropped: tuple[str, ...] = (), headline: str = "") -> None:
    """Refuse a capture of these lines, one of which may be its headline, or do nothing."""
    blocks = tuple(Block(line, number) for number, line in enumerate((*dropped, *kept), 1))
    roles = {**dict.fromkeys(kept, Role.BODY), headline: Role.HEADLINE}
    decisions = [
        Decision(block, roles.get(block.text) or furniture_role(block.text) or Role.NAVIGATION, 0.9, "model")
        for block in blocks
    ]
    data = "\n".join(block.text for block in blocks).encode()
    capture = Capture(place_of("a.txt"), data, hashlib.sha256(data).hexdigest(), "text")
    refuse(Page(capture, "utf-8", blocks), decisions, "\n\n".join(kept))


@pytest.mark.parametrize(
    ("kept", "dropped", "said"),
    [
        ((), ("404 - Page not found",), "nothing at this address"),
        (("Die Seite wurde nicht gefunden. Bitte prüfen Sie die Adresse.",), (), "nothing at this address"),
        (("Страница не найдена. Проверьте адрес.",), (), "nothing at this address"),
        (("Checking your browser before accessing the site.",), (), "human"),
        (("请完成安全验证后继续访问。",), (), "human"),
        ((), ("Anmelden", "Passwort vergessen?", "Angemeldet bleiben"), "password"),
        (
            ("We and our partners use cookies to show you personalised ads and ask for your consent.",),
            ("Accept all",),
            "consent",
        ),
        (("Wir und unsere Partner benötigen Ihre Zustimmung zu Cookies.",), (), "consent"),
        (("The mill will never grind again, the council said.",), ("Subscribe to continue reading",), "subscribers"),
        (("Мельница больше не будет работать.",), ("Доступно только подписчикам",), "subscribers"),
    ],
)
def test_a_wall_is_refused_and_named(kept: tuple[str, ...], dropped: tuple[str, ...], said: str) -> None:
    with pytest.raises(NoArticle, match=said):
        judge(kept, dropped)


@pytest.mark.parametrize(
    "line",
    [
        "Page not found was all that readers saw on Monday. ",
        "Forgot your password? So did half of the town. ",
        "Cookies and tracking are what the new law is about. ",
    ],
)
def test_a_story_about_walls_is_an_article(line: str) -> None:
    judge((line + STORY * 20,))


def test_a_brief_of_forty_words_is_an_article() -> None:
    judge(
        (STORY * 2,),
        ("Log in", "Forgot your password?", "Cookie policy", *(f"Section {n} of the site" for n in range(80))),
    )


def test_a_sentence_that_mentions_a_wall_is_none_below_a_login() -> None:
    mention = "Wer sein Passwort vergessen hat, muss seit Montag in die Filiale am Markt."
    judge((mention,), ("Anmelden | Passwort vergessen?",))


def test_a_signed_brief_below_a_headline_of_a_walls_words_alone_is_an_article() -> None:
    headline, brief = "Page not found", "The column that stood here since 1990 ends today, its author said."
    judge((brief,), (headline, "By Ann Lee"), headline)
    with pytest.raises(NoArticle, match="nothing at this address"):
        judge((brief,), (headline,), headline)


def test_a_page_not_found_with_other_news_below_is_refused() -> None:
    headline, kept = "Page not found", ("Sorry, there is nothing here. Please try the home page.", STORY)
    with pytest.raises(NoArticle, match="nothing at this address"):
        judge(kept, (headline, "14 November 2019"), headline)


def test_a_header_that_asks_subscribers_in_cuts_no_brief_off() -> None:
    judge((STORY,), ("Already a subscriber? Log in", *(f"Section {n} of the site" for n in range(9))))


@pytest.mark.parametrize("byline", ["By Ann Lee", "14 November 2019"])
def test_advice_to_readers_with_a_byline_or_a_date_asks_for_no_script(byline: str) -> None:
    advice = ("Your week begins well, and you will meet an old friend on Tuesday.",)
    dropped = ("Please enable JavaScript to view the comments.", byline)
    judge(advice, dropped)
    with pytest.raises(NoArticle, match="JavaScript"):
        judge(advice, dropped[:1])


@pytest.mark.parametrize("kept", [(), ("Two words.",)])
def test_no_text_is_no_article_text(kept: tuple[str, ...]) -> None:
    with pytest.raises(NoArticleText):
        judge(kept, ("Home", "News", "Sport"))


def test_a_refusal_is_one_clear_line() -> None:
    with pytest.raises(BadInput) as caught:
        judge((), ("Home",))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 100
