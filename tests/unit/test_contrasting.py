"""Protects what a comparison counts and shows: fields filled, emptied and changed; the largest first; bounded."""

from typing import Any

from flows.answers.contrasting import SHOWN, TEXT_SHOWN, Differences, field_changes, side_by_side
from tasks.load.exchange import Change


def record(**said: Any) -> dict[str, Any]:
    return {"title": None, "text": "One.\n\nTwo.", "authors": [], "quality": {"score": 0.5, "flags": []}, **said}


def test_a_field_is_filled_emptied_or_changed() -> None:
    found = Differences()
    found.enter(Change("a", record(title="Old"), record(title="New", authors=["Ann"])))
    found.enter(Change("b", record(title="Old"), record(quality={"score": 0.7, "flags": []})))
    found.enter(Change("c", record(), record(evidence={"title": 1}, id="x")))
    counted = {name: (each.filled, each.emptied, each.changed) for name, each in found.by_field()}
    assert counted == {"title": (0, 1, 1), "authors": (1, 0, 0), "quality": (0, 0, 1)}
    assert (found.articles, found.better, found.worse) == (2, 1, 0)
    assert round(found.mean_shift, 3) == 0.1


def test_a_date_is_compared_by_what_is_printed() -> None:
    old, new = {"value": "2020", "method": "a"}, {"value": "2020", "method": "b"}
    assert list(field_changes(record(published=old), record(published=new))) == []


def test_the_largest_differences_are_kept_and_no_more() -> None:
    found = Differences()
    for number in range(SHOWN * 3):
        found.enter(Change(str(number), record(text=""), record(text="x" * number)))
    lengths = [len((change.after or {})["text"]) for change in found.largest()]
    assert lengths == list(range(SHOWN * 3 - 1, SHOWN * 2 - 1, -1))


def test_equal_paragraphs_stand_beside_each_other_and_words_are_marked() -> None:
    rows = side_by_side("Same.\n\nThe old man.\n\nGone.", "Same.\n\nThe new man.")
    assert rows[0] == ([("same", "Same.")], [("same", "Same.")])
    assert rows[1] == (
        [("same", "The "), ("gone", "old"), ("same", " man.")],
        [("same", "The "), ("came", "new"), ("same", " man.")],
    )
    assert rows[2] == ([("gone", "Gone.")], [])


def test_a_value_against_none_is_all_gone_or_all_new() -> None:
    assert side_by_side(None, ["Ann", "Bo"]) == [([], [("came", "Ann")]), ([], [("came", "Bo")])]
    assert side_by_side("Ann", None) == [([("gone", "Ann")], [])]


def test_a_long_text_is_cut_and_takes_no_time() -> None:
    rows = side_by_side("a " * TEXT_SHOWN, "b " * TEXT_SHOWN)
    shown = sum(len(text) for old, new in rows for _, text in (*old, *new))
    assert shown <= 2 * (TEXT_SHOWN + 1)
