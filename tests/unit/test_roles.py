"""Roles: what lines declare is heeded, in the right place and no further."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from schemas.page import Block, Decision, Page, Role
from tasks.clean.roles import decide

HEADLINE = "Mill wheel turns again after forty years"
FIRST = "The wheel of the old mill turned again on Saturday after forty years, to the applause of the village."
SECOND = "“It sounds as it did when I was a child,” said the miller’s daughter, who had paid for the new paddles."
THIRD = "The mill will grind flour on the first Sunday of each month, the village council said."


def roles_of(*lines: str) -> list[Decision]:
    """Return the decisions on a capture of these lines; the model likes whatever ends with a full stop."""
    blocks = tuple(Block(line, number) for number, line in enumerate(lines, 1) if line)
    data = "\n".join(lines).encode()
    page = Page(Capture(place_of("a.txt"), data, hashlib.sha256(data).hexdigest(), "text"), "utf-8", blocks)
    likes = tuple(0.8 if block.text.rstrip("”\"'").endswith(".") else 0.05 for block in blocks)
    return list(decide(page, likes, 0.5, {}))


def rules(decisions: list[Decision]) -> dict[str, str]:
    return {decision.block.text: decision.rule for decision in decisions}


def roles(decisions: list[Decision]) -> dict[str, Role]:
    return {decision.block.text: decision.role for decision in decisions}


def test_a_related_list_is_cut_out_of_the_middle() -> None:
    found = roles_of(HEADLINE, FIRST, "Read also", "Bakers ask for stone-ground flour", SECOND, THIRD)
    assert rules(found)["Read also"] == "cue:related-label"
    assert rules(found)["Bakers ask for stone-ground flour"] == "cue:related"
    assert [decision.block.text for decision in found if decision.kept] == [FIRST, SECOND, THIRD]


def test_nothing_after_a_comment_form_is_article_text() -> None:
    found = roles_of(HEADLINE, FIRST, SECOND, "Leave a reply", "I was there and it was the finest day of my life.")
    assert [decision.block.text for decision in found if decision.kept] == [FIRST, SECOND]
    assert found[-1].role is Role.COMMENTS


def test_a_link_to_the_comments_above_the_article_does_not_end_it() -> None:
    found = roles_of(HEADLINE, "Comments", FIRST, SECOND, THIRD)
    assert [decision.block.text for decision in found if decision.kept] == [FIRST, SECOND, THIRD]


SEEN = "I saw it turn from the bridge with my grandson, and neither of us said a word until it stopped."


def test_a_thread_that_names_the_article_ends_it_however_long_it_is() -> None:
    found = roles_of(HEADLINE, FIRST, SECOND, f"12 thoughts on “{HEADLINE}”", *[SEEN] * 40)
    assert [decision.block.text for decision in found if decision.kept] == [FIRST, SECOND]
    assert {decision.role for decision in found[4:]} == {Role.COMMENTS}


def test_a_line_that_closes_an_article_ends_it_before_what_the_site_offers_next() -> None:
    found = roles_of(HEADLINE, FIRST, SECOND, f"Share or comment on this article: {HEADLINE}", "e-mail", *[SEEN] * 40)
    assert [decision.block.text for decision in found if decision.kept] == [FIRST, SECOND]
    assert rules(found)[SEEN] == "cue:after-article-end"
    assert roles(found)[SEEN] is Role.RELATED


def test_such_a_line_above_the_article_is_a_link() -> None:
    found = roles_of(f"12 thoughts on “{HEADLINE}”", HEADLINE, FIRST, SECOND, THIRD)
    assert [decision.block.text for decision in found if decision.kept] == [FIRST, SECOND, THIRD]


def test_a_linked_word_inside_a_sentence_is_no_label() -> None:
    lines = ("She had left her", "comments", ", she said, in the book at the entrance.")
    data = [Block(line, number) for number, line in enumerate((FIRST, *lines, SECOND), 1)]
    capture = Capture(place_of("a.txt"), b"", "0" * 64, "text")
    found = decide(Page(capture, "utf-8", tuple(data)), (0.8,) * 5, 0.5, {})
    assert all(decision.kept for decision in found)


def test_persons_and_topics_are_named_by_their_rules() -> None:
    found = rules(
        roles_of(HEADLINE, FIRST, "Persons", "Edda Moor", "Topics", "Mills", "Village life", "In other media", "Photo")
    )
    assert found["Persons"] == "cue:persons-label"
    assert found["Edda Moor"] == "cue:persons"
    assert found["Topics"] == "cue:topics-label"
    assert found["Mills"] == found["Village life"] == "cue:topics"
    assert found["In other media"] == "cue:most-read-label"


def test_a_long_list_of_topics_is_a_menu() -> None:
    menu = [f"Section {letter}" for letter in "abcdefghijklmnopqrst"]
    found = rules(roles_of(HEADLINE, FIRST, "Topics", *menu))
    assert "cue:topics" not in found.values()


def test_template_code_credit_and_breadcrumb() -> None:
    lines = (
        "Home » Villages » " + HEADLINE,
        HEADLINE,
        "© Olav Berg/Village Photo",
        FIRST,
        "{{item.group_date}}",
        "Copyright © The Mill Post",
    )
    found = roles(roles_of(*lines))
    assert found["{{item.group_date}}"] is Role.TEMPLATE_RESIDUE
    assert found["© Olav Berg/Village Photo"] is Role.CREDIT
    assert found["Copyright © The Mill Post"] is Role.FOOTER
    assert rules(roles_of(*lines))[lines[0]] == "cue:breadcrumb"


@pytest.mark.parametrize("line", ["<" * 5_000, "< > " * 50, "};" * 40])
def test_a_line_of_signs_is_what_is_left_of_broken_markup(line: str) -> None:
    found = roles_of(HEADLINE, FIRST, line, SECOND)
    assert (roles(found)[line], rules(found)[line]) == (Role.TEMPLATE_RESIDUE, "shape:template")


def test_signs_that_part_or_say_something_are_left_to_the_model() -> None:
    found = roles_of(HEADLINE, FIRST, "* " * 30, "<" * 40 + " Corley", SECOND)
    assert "shape:template" not in rules(found).values()


def test_code_in_an_article_is_no_residue() -> None:
    line = "Write {{ name }} where the template engine should put the reader's name, and nothing else."
    assert roles(roles_of(HEADLINE, FIRST, line, SECOND))[line] is Role.BODY


def test_headline_byline_and_date_stand_before_the_text() -> None:
    found = roles(roles_of("News", "Sport", HEADLINE, "By Ann Lee", "3 May 2019", FIRST, SECOND))
    assert found[HEADLINE] is Role.HEADLINE
    assert found["By Ann Lee"] is Role.BYLINE
    assert found["3 May 2019"] is Role.DATELINE


def test_the_lower_of_two_possible_headlines_is_the_standfirst() -> None:
    standfirst = "The wheel of the mill turned again and the village applauded"
    found = roles(roles_of(HEADLINE, standfirst, "MOORTOWN, May 3. /TASS/. " + FIRST, SECOND))
    assert found[HEADLINE] is Role.HEADLINE
    assert found[standfirst] is Role.SUBTITLE


def test_a_menu_that_the_model_keeps_is_no_beginning() -> None:
    lines = ("Village", "Ridge", "Kettle", HEADLINE, "18 May 2022 | By Edda Moor", FIRST, SECOND)
    blocks = tuple(Block(line, number) for number, line in enumerate(lines, 1))
    page = Page(Capture(place_of("a.txt"), b"", "0" * 64, "text"), "utf-8", blocks)
    found = list(decide(page, (0.6, 0.6, 0.6, 0.9, 0.9, 0.9, 0.9), 0.5, {}))
    assert [each.rule for each in found[:3]] == ["before-article"] * 3
    assert roles(found)["18 May 2022 | By Edda Moor"] is Role.BYLINE
    assert [each.block.text for each in found if each.kept] == [FIRST, SECOND]


def test_two_words_that_open_a_poem_are_its_own() -> None:
    found = roles_of("Turn, wheel.", "Turn again.", FIRST, SECOND)
    assert [each.block.text for each in found if each.kept] == ["Turn, wheel.", "Turn again.", FIRST, SECOND]


def test_a_list_above_the_article_does_not_swallow_the_headline() -> None:
    assert roles(roles_of("More news", HEADLINE, "3 May 2019", FIRST, SECOND))[HEADLINE] is Role.HEADLINE


def test_every_block_has_one_decision_in_page_order() -> None:
    lines = (HEADLINE, FIRST, "Tags: mill, village", "Share", "7", SECOND)
    found = roles_of(*lines)
    assert [decision.block.text for decision in found] == list(lines)
    assert all(0 <= decision.score <= 1 for decision in found)


def test_an_empty_page_has_no_decisions() -> None:
    assert roles_of() == []


def test_text_in_a_standfirst_is_none_once_it_is_as_long_as_an_article() -> None:
    lines = [FIRST, " ".join([SECOND] * 4)]
    blocks = tuple(
        Block(text, number, "p", "html>body>div.standfirst>p") for number, text in enumerate((HEADLINE, *lines), 1)
    )
    page = Page(Capture(place_of("a.html"), b"", "", "html"), "utf-8", blocks)
    found = decide(page, (0.1, 0.9, 0.9), 0.5, {})
    assert [decision.block.text for decision in found if decision.kept] == [lines[1]]
    assert found[1].role is Role.SUBTITLE


def test_a_date_line_under_a_kept_headline_standfirst_and_byline_is_none_of_the_text() -> None:
    standfirst = "The council pays for two more years of it."
    lines = (HEADLINE, standfirst, "By Edda Moor", "Published 4 May 2019, 10:15", FIRST, SECOND, THIRD)
    blocks = tuple(Block(line, number) for number, line in enumerate(lines, 1))
    page = Page(Capture(place_of("a.txt"), b"", "0" * 64, "text"), "utf-8", blocks)
    found = decide(page, (0.8,) * len(lines), 0.5, {})
    assert [decision.role for decision in found[2:4]] == [Role.BYLINE, Role.DATELINE]


def test_a_date_inside_the_article_is_text() -> None:
    found = rules(roles_of(HEADLINE, FIRST, SECOND, THIRD, "4 May 2019.", FIRST + " "))
    assert found["4 May 2019."] == "model"


def pieces(*odds: float, form: str = "text") -> list[Decision]:
    """Return the decisions on a sentence in three pieces between two paragraphs, the model's word on each given."""
    lines = (FIRST, "The miller told", "the Valley Gazette", "on Saturday that the wheel is safe.", SECOND)
    blocks = tuple(Block(line, number) for number, line in enumerate(lines, 1))
    page = Page(Capture(place_of("a"), b"", "0" * 64, form), "utf-8", blocks)
    return list(decide(page, (0.9, *odds, 0.9), 0.5, {}))


def test_a_sentence_in_pieces_is_kept_whole_where_most_of_it_is() -> None:
    found = pieces(0.9, 0.2, 0.9)
    assert all(decision.kept for decision in found)
    assert (found[2].rule, found[2].score) == ("sentence", pytest.approx(0.2))


def test_a_piece_alone_does_not_bring_its_sentence_back() -> None:
    assert [decision.kept for decision in pieces(0.2, 0.9, 0.2)] == [True, False, True, False, True]


def test_on_a_page_with_tags_a_block_is_no_piece() -> None:
    assert [decision.kept for decision in pieces(0.9, 0.2, 0.9, form="html")] == [True, True, False, True, True]


def cells(*odds: float, tag: str = "td") -> list[bool]:
    """Return which cells of a table between two sentences are kept, for what the model makes of them."""
    texts = ["Mill", "Turned until", "Long Ford", "never", "Upper mill", "May 1979"][: len(odds)]
    blocks = (Block(FIRST, 1, "p"), *(Block(text, 2 + n, tag) for n, text in enumerate(texts)), Block(SECOND, 9, "p"))
    page = Page(Capture(place_of("a.html"), b"", "0" * 64, "html"), "utf-8", blocks)
    found = decide(page, (0.9, *odds, 0.9), 0.5, {}, {1: "template"} if odds[0] < 0.1 else {})
    return [decision.kept for decision in found[1:-1]]


def test_a_table_that_is_mostly_kept_is_kept_whole() -> None:
    assert cells(0.3, 0.8, 0.7, 0.4, 0.7, 0.7) == [True] * 6
    assert cells(0.05, 0.8, 0.7, 0.4, 0.7, 0.7) == [False] + [True] * 5  # what recurs on the site stays out


def test_a_table_of_which_little_is_kept_or_which_is_a_line_is_left_to_the_model() -> None:
    assert cells(0.3, 0.2, 0.7, 0.4, 0.2, 0.2) == [False, False, True, False, False, False]
    assert cells(0.3, 0.8, 0.7) == [False, True, True]
    assert cells(0.3, 0.8, 0.7, 0.4, 0.7, 0.7, tag="li") == [False, True, True, False, True, True]
