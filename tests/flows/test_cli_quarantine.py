"""Protects `copytaster quarantine replay` and `drop`, and the budget of quarantined units."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.captures import text_capture
from flows import ingest, replay, reprocess
from flows.ingest import Request, run
from flows.serving import local
from flows.settings import settings
from schemas.errors import BudgetExceeded, NoArticleText
from schemas.run import Receipt, RunKind, RunStatus
from tasks.clean import batch as cleaning
from tasks.extract.pipeline import batches
from tasks.load import connecting
from tasks.load.connecting import open_store
from tasks.load.embedded import stop
from tasks.pool import Inline

Call = Callable[..., Any]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    stop(tmp_path / "data")


@pytest.fixture
def kept(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which older code quarantined a story, and an empty file is quarantined; replayed without Prefect."""
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "story.txt").write_text(text_capture(1))
    (folder / "empty.txt").write_text("")

    def older(capture: Any, **known: Any) -> Any:
        raise NoArticleText("the old code finds none")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "clean", older)
        patch.setattr(connecting, "pipeline", lambda _templates: "0.0.9+old")
        with open_store(None, data) as store:
            run(Request((str(folder),)), store, Inline(), data / "logs")

    def replay_here(which: dict[str, object], workers: int) -> Receipt:
        now = settings()
        wanted = replay.Held.model_validate(which).selection()
        with open_store(now.address, now.data_dir) as store:
            return reprocess.run(wanted, store, Inline(), now.log_dir, kind=RunKind.REPLAY)

    monkeypatch.setattr(local, "replay_here", replay_here)
    return folder


def held(copytaster: Call, *filters: str) -> list[str]:
    lines = copytaster("quarantine", "list", "--json", *filters).out.splitlines()
    return sorted(Path(json.loads(line)["uri"]).name for line in lines)


def count(out: str, label: str) -> int:
    found = re.search(rf"^{label} +(\d+)$", out, re.MULTILINE)
    assert found is not None
    return int(found[1])


def test_after_an_upgrade_what_gives_an_article_comes_back(copytaster: Call, kept: Path) -> None:
    assert held(copytaster) == ["empty.txt", "story.txt"]
    assert held(copytaster, "--code", "no-article-text") == ["story.txt"]
    done = copytaster("quarantine", "replay")
    assert done.code == 2
    assert (count(done.out, "stored"), count(done.out, "quarantined"), count(done.out, "seen")) == (1, 1, 2)
    assert held(copytaster) == ["empty.txt"]
    assert len(copytaster("find", "--json").out.splitlines()) == 1
    (last, _) = copytaster("runs", "list", "--json").out.splitlines()
    assert json.loads(last)["kind"] == "replay"
    assert copytaster("runs", "verify").code == 0
    (kept / "story.txt").unlink()
    assert copytaster("quarantine", "replay", "--code", "no-article-text").err.endswith(
        "nothing in quarantine fits: nothing was read anew\n"
    )


def test_one_unit_is_replayed_by_its_id(copytaster: Call, kept: Path) -> None:
    (line,) = copytaster("quarantine", "list", "--json", "--code", "no-article-text").out.splitlines()
    done = copytaster("quarantine", "replay", json.loads(line)["_id"][:12])
    assert (done.code, count(done.out, "stored"), count(done.out, "seen")) == (0, 1, 1)
    assert copytaster("quarantine", "replay", "zzz").code == 1


def test_dropping_asks_first_and_then_does_it(copytaster: Call, kept: Path) -> None:
    asked = copytaster("quarantine", "drop", "--code", "empty")
    assert (asked.code, asked.out) == (1, "")
    assert asked.err == "error: 1 capture would leave the quarantine for good: give --yes to drop them\n"
    assert held(copytaster) == ["empty.txt", "story.txt"]
    done = copytaster("quarantine", "drop", "--code", "empty", "--yes")
    assert (done.code, count(done.out, "excluded"), count(done.out, "seen")) == (0, 1, 1)
    assert count(done.out, "dropped") == 1
    assert held(copytaster) == ["story.txt"]
    again = copytaster("quarantine", "drop", "--code", "empty")  # there is nothing to ask about
    assert (again.code, again.out, again.err) == (0, "", "nothing in quarantine fits: nothing was dropped\n")
    assert copytaster("runs", "verify").code == 0


@pytest.mark.parametrize("command", ["list", "replay", "drop"])
def test_a_code_that_nothing_can_have_is_a_usage_error(copytaster: Call, command: str) -> None:
    for code in ("emtpy", '{"$ne": null}', ".*"):
        done = copytaster("quarantine", command, "--code", code)
        assert (done.code, done.out) == (1, "")
        assert "is no reason code" in done.err


def test_a_run_that_broke_its_budget_goes_on_where_it_stopped(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "captures"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text("" if number == 1 else text_capture(number))
    monkeypatch.setattr(ingest, "batches", partial(batches, limit_units=2))
    with open_store(None, data) as store:
        with pytest.raises(BudgetExceeded, match=r"1 of 2 units were quarantined, more than 5 %"):
            run(Request((str(folder),), max_quarantined=5.0), store, Inline(), data / "logs")
        (stopped,) = store.runs()
        assert (stopped.status, stopped.seen, stopped.balanced) == (RunStatus.FAILED, 2, True)
        receipt = run(Request((str(folder),), max_quarantined=50.0), store, Inline(), data / "logs")
        assert receipt.said == "4 new, 1 unchanged, 1 quarantined"
        resumed = store.store_hash()
    try:
        with open_store(None, tmp_path / "fresh") as store:
            run(Request((str(folder),)), store, Inline(), tmp_path / "logs")
            assert store.store_hash() == resumed
    finally:
        stop(tmp_path / "fresh")
