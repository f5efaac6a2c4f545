"""What makes two texts a story and its copy or rewrite, which came first, and what that proves of a date."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.stories import cut, edited, embedded, story
from schemas.link import Kind
from schemas.record import record
from tasks.load.linking.direction import completed, direction
from tasks.load.linking.likeness import likeness
from tasks.load.linking.relation import Side, linked_date, relation
from tasks.load.linking.shingles import SKETCH, shingles
from tests import family

NOTHING: dict[str, Any] = record(family.other().article)
WEEK = timedelta(days=7)
CHINESE = (
    "港务局长昨天在会上宣布，停航四年的夜间渡轮将于五月一日恢复通航，第一班船将在黎明前到达对岸的小镇。"
    "渔民担心疏浚航道会毁掉养活三个村庄的贻贝滩，而船主们则欢迎这一决定，认为旧码头早就该拆除重建了。"
)


def side(name: str, text: str, **fields: Any) -> Side:
    return Side(name, {**NOTHING, "text": text, **fields}, shingles(text))


def dated(value: str | None, precision: str | None = "day", instant: str | None = None) -> dict[str, Any]:
    return {"value": value, "precision": precision, "instant": instant, "linked": None}


@pytest.mark.parametrize(
    "copy",
    [
        cut(story(1), 0.3, 1),
        cut(story(1), 0.6, 2),
        edited(story(1), 0.15, 3),
        embedded(story(1), story(2)),
        f"{story(1)}\n\n{story(3, 10)}",
        story(1).upper(),
    ],
    ids=["30 % cut", "60 % cut", "15 % edited", "embedded", "boilerplate", "capitals"],
)
def test_a_copy_is_known_by_its_sketch_and_by_its_text(copy: str) -> None:
    original, other = side("a", story(1)), side("b", copy)
    assert len(set(original.shingles.keys) & set(other.shingles.keys)) >= 5
    link = relation(original, other, frozenset(), twins=False)
    assert link is not None
    assert link.kind is Kind.NEAR_DUPLICATE


def test_two_stories_of_one_grammar_are_strangers() -> None:
    sides = [side(str(number), story(number)) for number in range(12)]
    assert not [1 for a in sides for b in sides if a.id < b.id and relation(a, b, frozenset(), twins=False)]


def test_a_script_without_spaces_is_compared_by_characters() -> None:
    whole, half = shingles(CHINESE), shingles(CHINESE[: len(CHINESE) // 2])
    assert whole.width == 8
    assert set(half.keys) <= set(whole.keys)
    assert half.keys
    assert likeness(whole, half).share_b == 1.0


def test_a_sketch_has_a_bound_and_no_text_is_too_odd_for_one() -> None:
    assert len(shingles(story(1, 3000)).keys) <= SKETCH
    for text in ("", "🙂" * 50, "1", "\0", "a" * 100_000, "\ud800 lone " * 10):
        assert len(shingles(text).keys) <= SKETCH


@settings(deadline=None, max_examples=50)
@given(one=st.text(max_size=400), other=st.text(max_size=400))
def test_likeness_knows_no_first_and_no_second(one: str, other: str) -> None:
    a, b = likeness(shingles(one), shingles(other)), likeness(shingles(other), shingles(one))
    assert (a.shared, a.share_a, a.share_b, a.passages) == (b.shared, b.share_b, b.share_a, b.passages)


@pytest.mark.parametrize("notice", range(7, 13))
def test_what_very_many_articles_have_is_left_out(notice: int) -> None:
    """Half of each text is a notice whose keys are common; what is left has nothing in common."""
    ending = story(notice, 12)
    one, other = shingles(f"{story(1, 12)}\n\n{ending}"), shingles(f"{story(2, 12)}\n\n{ending}")
    common = frozenset(set(one.keys) & set(other.keys))
    assert likeness(one, other).share > 0.4
    assert likeness(one, other, common).share < 0.15


def test_a_copy_among_articles_with_one_notice_is_still_a_copy() -> None:
    ending = story(7, 8)
    common = frozenset(set(shingles(f"{story(2)}\n\n{ending}").keys) & set(shingles(f"{story(3)}\n\n{ending}").keys))
    one, other = (shingles(f"{text}\n\n{ending}") for text in (story(1), cut(story(1), 0.3, 1)))
    assert likeness(one, other, common).share > 0.6


def test_a_rewrite_needs_more_than_a_subject() -> None:
    """The same two texts, once with the agency named and once without anybody named."""
    wire, rewrite = (
        replace(side(name, unit.article.text), record=record(unit.article))
        for name, unit in (("a", family.wire()), ("b", family.rewrite()))
    )
    link = relation(wire, rewrite, frozenset(), twins=False)
    assert link is not None
    assert (link.kind, link.a, link.b, link.original, link.direction) == ("derived-from", "b", "a", "a", "cited-agency")
    unnamed = replace(rewrite, record={**rewrite.record, "cited_agencies": []})
    assert relation(wire, unnamed, frozenset(), twins=False) is None


@pytest.mark.parametrize(
    ("a", "b", "first"),
    [
        (dated("2019-03-04"), dated("2019-03-09"), "a"),
        (dated("2019-03-09"), dated("2019-03-04"), "b"),
        (dated("2019-03-04"), dated("2019-03-05"), None),  # nobody knows where the clocks stand
        (dated("2019-03-04"), dated("2019-03-04"), None),
        (
            dated("2019-03-04T10:00", "minute", "2019-03-04T07:00:00Z"),
            dated("x", "minute", "2019-03-04T07:01:00Z"),
            "a",
        ),
        (dated("2019-03", "month"), dated("2020-03-04"), None),
        (dated("--03-04"), dated("2019-03-09"), None),
        (dated("9999-12-31"), dated("0001-01-01"), None),  # beyond the calendar's ends
        (dated(None, None), dated(None, None), None),
    ],
)
def test_direction_by_dates_alone(a: dict[str, Any], b: dict[str, Any], first: str | None) -> None:
    found = direction({**NOTHING, "published": a}, {**NOTHING, "published": b})
    assert (found.first if found else None) == first


def test_one_site_has_one_clock() -> None:
    on = {**NOTHING, "site": "news.example"}
    found = direction({**on, "published": dated("2019-03-05")}, {**on, "published": dated("2019-03-04")})
    assert found is not None
    assert (found.first, found.method) == ("b", "dates")


def test_dates_and_citations_that_contradict_each_other_say_nothing() -> None:
    wire = {**NOTHING, "dateline": {"place": "X", "agency": "TASS", "raw": ""}, "published": dated("2019-03-20")}
    paper = {**NOTHING, "publisher": "The Penmarrow Post", "cited_agencies": ["TASS"], "published": dated("2019-03-04")}
    assert direction(paper, wire) is None
    both = direction({**paper, "published": dated("2019-03-25")}, wire)
    assert both is not None
    assert (both.first, both.method, both.agency) == ("b", "cited-agency+dates", "TASS")


@pytest.mark.parametrize(
    ("printed", "near", "expected"),
    [
        ("--03-04", date(2019, 3, 5), "2019-03-04"),
        ("--12-31", date(2019, 1, 2), "2018-12-31"),
        ("--01-01", date(2018, 12, 31), "2019-01-01"),
        ("--03-04", date(2019, 6, 5), None),
        ("--02-29", date(2019, 3, 1), None),
        ("--02-29", date(2020, 3, 1), "2020-02-29"),
        ("--03-04T10:15", date(2019, 3, 5), "2019-03-04T10:15"),
        ("2019-03-04", date(2019, 3, 5), None),
        ("--13-40", date(2019, 3, 5), None),
        ("--01-01", date(1, 1, 2), "0001-01-01"),
    ],
)
def test_a_day_without_a_year_beside_one_with(printed: str, near: date, expected: str | None) -> None:
    assert completed(printed, near, WEEK, WEEK) == expected


def test_articles_that_prove_different_years_prove_nothing() -> None:
    article = {"_id": "a", "published": dated("--03-04")}
    links = [{"a": other, "b": "a", "original": "a", "kind": "derived-from"} for other in ("b", "c")]
    others = {"b": {"published": dated("2019-03-05")}, "c": {"published": dated("2019-03-06")}}
    assert linked_date(article, links, others) == {"value": "2019-03-04", "by": "b"}
    others["c"] = {"published": dated("2020-03-06")}
    assert linked_date(article, links, others) is None


@pytest.mark.parametrize(
    ("against", "value"),
    [
        ({}, "2019-03-04"),
        ({"raw": "Monday, March 4"}, "2019-03-04"),
        ({"raw": "Tuesday, March 4"}, None),
        ({"candidates": ["2013-03-04", "2019-03-04"]}, "2019-03-04"),
        ({"candidates": ["2013-03-04", "2024-03-04"]}, None),
    ],
)
def test_a_link_proves_no_day_that_the_article_itself_rules_out(against: dict[str, Any], value: str | None) -> None:
    article = {"_id": "a", "published": {**dated("--03-04"), **against}}
    links = [{"a": "b", "b": "a", "original": "b", "kind": "derived-from"}]
    found = linked_date(article, links, {"b": {"published": dated("2019-03-04")}})
    assert (found and found["value"]) == value
