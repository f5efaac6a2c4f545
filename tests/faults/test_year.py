"""A year of captures in small: edits, copies, moves, late deliveries, two forgets, a migration and an upgrade."""

import pytest

from benchmarks import year


def test_after_a_year_the_store_is_what_was_done_to_it() -> None:
    # python -m benchmarks.year plays 2,000 captures over 60 runs
    assert year.main(60, 6, None) == 0


def test_the_check_of_a_year_finds_a_revision_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script's own account is what the store is held against: a wrong account must be noticed."""
    edited = year.Year._edited

    def twice(self: year.Year, story: year.Story) -> None:
        edited(self, story)
        story.edits += 1

    monkeypatch.setattr(year.Year, "_edited", twice)
    assert year.main(30, 3, None) == 1
