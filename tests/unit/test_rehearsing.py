"""Protects the dry run: it counts what an ingest would, and asks the store nothing but what it knows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.answers import rehearsing
from schemas.capture import Capture
from schemas.outcome import Outcome, Verdict
from tasks.load.foreseeing import Nothing

STORY = "The ferry to Portsea was cancelled on Monday because of fog, the harbour office said in a statement."


class Reader(Nothing):
    """A store that knows one file; whatever else but its foresight is asked of it fails the test."""

    def recognise(self, captures: Sequence[Capture | Outcome]) -> tuple[Capture | Outcome, ...]:
        return tuple(
            Outcome(each.place, Verdict.UNCHANGED, "load") if each.place.path.endswith(b"known.txt") else each
            for each in captures
        )


def test_it_counts_what_would_happen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def opened(address: str | None) -> Iterator[Reader]:
        yield Reader()

    monkeypatch.setattr(rehearsing, "opened", opened)
    monkeypatch.setenv("COPYTASTER_STORE", "mongodb://stand-in/")
    story = "\n\n".join(f"{STORY} Sailing {word} was the first to go." for word in ("one", "two", "three"))
    for name in ("a.txt", "b.txt", "known.txt"):
        (tmp_path / name).write_text(f"Fog stops the ferry\n\n{story}\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "x.part").write_text("half")
    rehearsal = rehearsing.rehearse([str(tmp_path)], "default", 0)
    assert {verdict: units for verdict, units in rehearsal.counts.items() if units} == {
        "new": 1,
        "duplicate": 1,
        "unchanged": 1,
        "quarantined": 1,
        "excluded": 1,
    }
    assert rehearsal.reasons == {"empty": 1, "partial-file": 1}
    assert rehearsal.seen == 5


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COPYTASTER_STORE", raising=False)
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "empty.txt").write_text("")
    assert rehearsing.rehearse([str(tmp_path / "empty.txt")], "default", 0).seen == 1
    assert not (tmp_path / "data").exists()
