"""Batches: every unit once and in order, within both limits, but never fewer than one a batch."""

from collections.abc import Iterator

import pytest

from schemas.capture import Capture, place_of
from schemas.outcome import Outcome, Verdict
from tasks.extract.pipeline import batches


def capture(number: int, size: int) -> Capture:
    return Capture(place=place_of(f"{number}.txt"), data=b"x" * size, sha256="0" * 64, format="text")


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([1, 1, 1, 1, 1, 1, 1], [3, 3, 1]),
        ([10, 1, 1], [1, 2]),
        ([4, 4, 4], [2, 1]),
        ([30, 30], [1, 1]),
        ([], []),
    ],
)
def test_a_batch_ends_at_three_units_or_ten_bytes(sizes: list[int], expected: list[int]) -> None:
    units = [capture(number, size) for number, size in enumerate(sizes)]
    found = list(batches(units, limit_units=3, limit_bytes=10))
    assert [len(batch) for batch in found] == expected
    assert [unit for batch in found for unit in batch] == units


def test_the_bytes_that_a_refused_unit_keeps_count() -> None:
    kept = Outcome(place_of("a.txt"), Verdict.QUARANTINED, "extract", "empty", None, capture(0, 8))
    bare = Outcome(place_of("b.txt"), Verdict.EXCLUDED, "extract", "symlink")
    assert [len(batch) for batch in batches([kept, bare, kept], limit_units=9, limit_bytes=10)] == [2, 1]


def test_nothing_is_read_ahead_of_the_batch_that_is_asked_for() -> None:
    asked: list[int] = []

    def units() -> Iterator[Capture]:
        for number in range(100):
            asked.append(number)
            yield capture(number, 1)

    next(batches(units(), limit_units=5, limit_bytes=100))
    assert len(asked) <= 6
