"""What differs between two versions, as a reader sees it."""

import pytest

from flows.answers.differing import COMPARED_WORDS, differences, paragraphs
from schemas.record import record
from tests.stock import capture, filed


def says(text: str, **fields: object) -> dict[str, object]:
    return record(filed(capture("a", text)).article) | fields


def told(before: str, after: str) -> list[tuple[str, str]]:
    ((name, lines),) = differences(says(before), says(after))
    assert name == "text"
    return [(piece.how, piece.words) for line in lines for piece in line.pieces]


def test_within_a_paragraph_words_are_told() -> None:
    assert told("Kept.\n\nThe old bridge is shut today.", "Kept.\n\nThe new bridge is shut today.") == [
        ("same", "The "), ("gone", "old"), ("come", "new"), ("same", " bridge is shut today.")
    ]  # fmt: skip


def test_scripts_without_spaces_are_told_by_character() -> None:
    assert told("市長は橋を閉じた。", "市長は橋を開けた。") == [
        ("same", "市長は橋を"), ("gone", "閉じ"), ("come", "開け"), ("same", "た。")
    ]  # fmt: skip


def test_paragraphs_with_nothing_in_common_are_gone_and_come() -> None:
    assert told("Sheep were moved.", "Nobody swims here") == [
        ("gone", "Sheep were moved."), ("come", "Nobody swims here")
    ]  # fmt: skip


def test_a_very_long_paragraph_is_told_whole() -> None:
    """Comparing by word takes time by the square."""
    long = " ".join(map(str, range(COMPARED_WORDS)))
    assert [how for how, _ in told(long, f"{long} x")] == ["gone", "come"]


def test_white_space_is_nothing_to_read() -> None:
    assert list(differences(says("One  word.\n\nTwo."), says("One word.\n\n Two."))) == []


@pytest.mark.parametrize(
    ("name", "value", "lines"),
    [
        ("title", None, []),
        ("authors", ["Ann  Lee", "Bo"], ["Ann Lee", "Bo"]),
        ("published", {"value": "2017-06-15"}, ["2017-06-15"]),
        ("dateline", {"place": "OSLO", "agency": None, "raw": "OSLO, May 1"}, ["OSLO, May 1", "OSLO · None"]),
    ],
)
def test_every_field_has_lines(name: str, value: object, lines: list[str]) -> None:
    assert paragraphs(name, value) == lines
