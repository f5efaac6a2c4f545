"""Protects `copytaster forget`: nothing goes by mistake, what goes is gone from the disk too, and stays away."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.captures import text_capture
from flows.ingest import Request, run
from tasks.load import embedded, forgetting
from tasks.load.connecting import open_store
from tasks.load.exchange import Target
from tasks.pool import Inline

Call = Callable[..., Any]
CANARY = "Quillfeather"
"""A name that stands in one capture only, in its text as in its file's name."""


@pytest.fixture
def kept(tmp_path: Path, copytaster: Call) -> Iterator[tuple[Path, Path]]:
    """A store with an article on a person and one that is not; its data folder and the captures."""
    data, folder = tmp_path / "data", tmp_path / "captures"
    folder.mkdir()
    (folder / f"{CANARY}.txt").write_text(text_capture(1).replace("The", f"The {CANARY}"))
    (folder / "other.txt").write_text(text_capture(2))
    with open_store(None, data) as store:
        assert run(Request((str(folder),)), store, Inline(), data / "logs").counts["new"] == 2
    yield data, folder
    embedded.stop(data)


def the_id(call: Call) -> str:
    (row,) = (json.loads(line) for line in call("find", "--text", CANARY, "--json").out.splitlines())
    return str(row["id"])


def test_an_article_goes_only_when_that_is_said(copytaster: Call, kept: tuple[Path, Path]) -> None:
    article = the_id(copytaster)
    rehearsed = copytaster("forget", article[:12], "--dry-run")
    assert (rehearsed.code, rehearsed.err) == (0, "1 article would be forgotten; nothing was changed\n")
    assert f"{CANARY}.txt" in rehearsed.out
    asked = copytaster("forget", article)
    assert (asked.code, asked.err) == (1, "error: 1 article would be forgotten for good: give --yes to do it\n")
    assert the_id(copytaster) == article
    for wrong in ([], [article, "--site", "x"], ["--url", "no address"], ["nobody"], [article, "--reason", "Mr. Q"]):
        assert copytaster("forget", *wrong, "--yes").code == 1


def test_ctrl_c_says_that_the_same_command_goes_on_and_it_does(
    copytaster: Call, kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    article = the_id(copytaster)
    with monkeypatch.context() as patched:

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(forgetting, "erase", interrupted)
        done = copytaster("forget", article, "--yes")
    assert done.code == 130
    assert done.err.splitlines() == [
        "not all of it is forgotten yet: the same command goes on where it stopped",
        "interrupted",
    ]
    assert copytaster("forget", article, "--yes").code == 0
    assert copytaster("forget", "--verify").code == 0
    assert copytaster("find", "--text", CANARY, "--json").out == ""


def test_the_lines_of_its_log_are_not_printed(
    copytaster: Call, kept: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    """Prefect, once imported, has a handler at the root that prints what comes by."""
    article = the_id(copytaster)
    caplog.set_level("INFO")
    caplog.clear()
    assert copytaster("forget", article, "--yes").code == 0
    assert [each.getMessage() for each in caplog.records if each.name == "copytaster"] == []


def test_what_is_forgotten_is_gone_from_the_disk_too(copytaster: Call, kept: tuple[Path, Path]) -> None:
    data, folder = kept
    article = the_id(copytaster)
    done = copytaster("forget", article, "--yes", "--reason", "court-order")
    assert done.code == 0
    assert "articles removed" in done.out
    assert copytaster("find", "--text", CANARY).err == "no article fits\n"
    again = copytaster("forget", article, "--yes")
    assert (again.code, again.err) == (0, "it was forgotten already\n")
    verified = copytaster("forget", "--verify")
    assert (verified.code, verified.err) == (0, "nothing is left of what was forgotten\n")
    shown = json.loads(copytaster("runs", "show", "--json").out)
    assert (shown["kind"], shown["status"], shown["effects"]["articles removed"]) == ("forget", "completed", 1)
    assert shown["parameters"] == {"by": "article", "reason": "court-order"}
    with open_store(None, data) as store:
        assert run(Request((str(folder),)), store, Inline(), data / "logs2").reasons == {"forgotten": 1}
    assert copytaster("forget", "--verify").code == 0
    stored = [path for path in (data / "store").rglob("*") if path.is_file()]
    assert any("data" in path.parts[-2] for path in stored)
    assert [path.name for path in stored if CANARY.encode() in path.read_bytes()] == []


def test_residue_ends_with_a_code_of_its_own(copytaster: Call, kept: tuple[Path, Path]) -> None:
    article = the_id(copytaster)
    copytaster("forget", article, "--yes")
    with open_store(None, kept[0]) as store:
        store._mongo.insert("links", {"_id": "1", "a": article})  # type: ignore[attr-defined]
    found = copytaster("forget", "--verify")
    assert (found.code, found.err) == (3, "something IS left of what was forgotten\n")
    assert "links 1" in found.out


KILLED = """
import os, signal, sys
from pathlib import Path
from tasks.load.connecting import MongoStore
from tasks.load.mongo import connect
from tasks.load.exchange import Target

def kill(name):
    if name == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

store = MongoStore(connect(sys.argv[1]), kill)
from schemas.run import RunKind
store.open_run("killed", {}, {}, kind=RunKind.FORGET)
store.forget(Target(article=sys.argv[2]), "asked", "killed")
"""


@pytest.mark.parametrize("point", ["noted", "barred", "articles", "raw", "erased"])
def test_a_forget_that_is_killed_is_finished_by_the_next_call(
    copytaster: Call, kept: tuple[Path, Path], point: str
) -> None:
    """kill -9 of a process of its own; the next call names something else, and finishes this one too."""
    data, _ = kept
    article = the_id(copytaster)
    uri = embedded.start(data)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", KILLED, uri, article, point], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert copytaster("forget", "--verify").code == 3
    assert copytaster("forget", article, "--yes").code == 0
    assert copytaster("forget", "--verify").code == 0
    assert copytaster("find", "--text", CANARY).err == "no article fits\n"
    with open_store(None, data) as store:
        assert store.run("killed").status == "crashed"  # type: ignore[union-attr]
        assert store.was_forgotten(Target(article=article))
