"""Protects the commands that look into the store: find, show, explain, runs, quarantine, store, doctor."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.captures import text_capture
from flows.answers import opening
from flows.ingest import Request, run
from schemas.run import Receipt, RunStatus
from tasks.load import embedded
from tasks.load.connecting import open_store
from tasks.load.exchange import Finding, Verification
from tasks.pool import Inline

Call = Callable[..., Any]
CANARY = "s3cret-canary"
HOSTILE = "evil\x1b[31m\n\u202e.txt"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Receipt]]:
    """A store with two articles and a quarantined unit of a hostile name; the captures; the run's receipt."""
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("captures")
    (folder / "one.txt").write_text(text_capture(1))
    (folder / "two.txt").write_text(text_capture(2))
    (folder / HOSTILE).write_text("")
    with open_store(None, data) as store:
        receipt = run(Request((str(folder),)), store, Inline(), data / "logs")
    yield data, folder, receipt
    embedded.stop(data)


@pytest.fixture
def call(copytaster: Call, kept: tuple[Path, Path, Receipt], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command on that store."""
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(kept[0]))
    return copytaster


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def test_find_prints_the_records_that_clean_prints(call: Call, kept: tuple[Path, Path, Receipt]) -> None:
    cleaned = {row["source"]["uri"]: row for row in rows(call("clean", kept[1]).out) if row["outcome"] == "article"}
    found = {row["source"]["uri"]: row for row in rows(call("find", "--json").out)}
    assert found.keys() == cleaned.keys()
    for uri, row in found.items():
        assert row.pop("id")
        assert cleaned[uri].pop("id") is None
        assert row == cleaned[uri]


def test_find_lists_what_fits_and_says_when_nothing_does(call: Call) -> None:
    every = call("find")
    assert (every.code, len(every.out.splitlines())) == (0, 3)  # the heading and two articles
    assert len(call("find", "--limit", "1").out.splitlines()) == 2
    one, _ = rows(call("find", "--json").out)
    assert [row["id"] for row in rows(call("find", "--text", one["title"].upper(), "--json").out)] == [one["id"]]
    for nothing in (["--publisher", "Nobody's"], ["--flag", "no-such-flag"], ["--since", "2999-01-01"]):
        done = call("find", *nothing)
        assert (done.code, done.out, done.err) == (0, "", "no article fits\n")


def test_a_word_of_the_users_is_no_pattern(call: Call) -> None:
    assert call("find", "--text", ".*").err == "no article fits\n"
    assert call("find", "--text", '{"$ne": null}').err == "no article fits\n"


def test_show_takes_the_beginning_of_an_id(call: Call) -> None:
    (first, *_) = rows(call("find", "--json").out)
    done = call("show", first["id"][:12])
    assert done.code == 0
    assert first["source"]["uri"] in done.out
    assert first["text"].split("\n\n")[0] in done.out
    (shown,) = rows(call("show", first["id"], "--json").out)
    assert isinstance(shown.pop("links"), list)  # what the store knows beside the record
    assert shown == first
    refused = call("show", "zzz")
    assert (refused.code, refused.out) == (1, "")


def test_show_evidence_says_where_each_field_comes_from(call: Call) -> None:
    (first, *_) = rows(call("find", "--json").out)
    done = call("show", first["id"], "--evidence")
    assert done.code == 0
    for field, proof in first["evidence"].items():
        (line,) = (each for each in done.out.splitlines() if each.startswith(f"{field} "))
        assert proof["method"] in line
        assert f"line {proof['line']}" in line if proof["line"] else True
    assert rows(call("show", first["id"], "--evidence", "--json").out) == [first["evidence"]]


def test_explain_takes_an_id_too(call: Call, kept: tuple[Path, Path, Receipt]) -> None:
    (first, *_) = rows(call("find", "--json").out)
    by_id = rows(call("explain", first["id"], "--json").out)
    assert by_id[0]["rows"] == rows(call("explain", first["source"]["uri"], "--json").out)[0]["rows"]
    assert call("explain", "abcdef").code == 1


def test_quarantine_shows_a_hostile_name_escaped(call: Call) -> None:
    done = call("quarantine", "list")
    assert done.code == 0
    assert r"evil\x1b[31m\n\u202e.txt" in done.out
    assert "\x1b" not in done.out
    (unit,) = rows(call("quarantine", "list", "--json").out)
    assert (unit["reason"], unit["stage"]) == ("empty", "extract")
    assert "empty" in call("quarantine", "show", unit["_id"][:8]).out
    assert call("quarantine", "show", "zzz").code == 1


def test_runs_are_listed_shown_and_verified(call: Call, kept: tuple[Path, Path, Receipt]) -> None:
    receipt = kept[2]
    assert receipt.id in call("runs", "list").out
    (listed,) = rows(call("runs", "list", "--json").out)
    assert listed["counts"] == dict(receipt.counts)
    assert receipt.log in call("runs", "show").out
    assert call("runs", "show", receipt.id[:6]).code == 0
    for command in ("show", "verify"):
        unknown = call("runs", command, "zzz")
        assert (unknown.code, unknown.out) == (1, "")
        assert len(unknown.err.splitlines()) == 1
    verified = call("runs", "verify")
    assert (verified.code, verified.err) == (0, f"run {receipt.id}: everything agrees\n")


def test_a_language_is_named_in_either_case(call: Call) -> None:
    assert call("find", "--language", "EN").out == call("find", "--language", "en").out != ""


def test_a_run_that_has_not_ended_is_not_verified(
    call: Call, kept: tuple[Path, Path, Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy:
        def runs(self, limit: int) -> tuple[Receipt, ...]:
            return (replace(kept[2], status=RunStatus.RUNNING, ended_at=None),)

    @contextmanager
    def opened(address: str | None) -> Iterator[Busy]:
        yield Busy()

    monkeypatch.setattr(opening, "opened", opened)
    done = call("runs", "verify")
    assert (done.code, done.out) == (1, "")
    assert "still running, or was killed" in done.err


def test_a_store_that_does_not_add_up_exits_3(
    call: Call, kept: tuple[Path, Path, Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Damaged:
        def runs(self, limit: int) -> tuple[Receipt, ...]:
            return (kept[2],)

        def verify(self, run: str | None, every_raw: bool) -> Verification:
            return Verification("r1", {"raw": 1}, 0, (Finding("raw-missing", "abc", "its bytes are not stored"),))

    @contextmanager
    def opened(address: str | None) -> Iterator[Damaged]:
        yield Damaged()

    monkeypatch.setattr(opening, "opened", opened)
    done = call("runs", "verify")
    assert done.code == 3
    assert "raw-missing" in done.out


def test_the_store_says_where_it_is_and_what_it_holds(call: Call, kept: tuple[Path, Path, Receipt]) -> None:
    status = call("store", "status").out
    assert str(kept[0]) in status
    uri = call("store", "uri").out.strip()
    assert uri.startswith("mongodb://127.0.0.1:")
    assert uri in status
    with open_store(None, kept[0]) as store:
        assert call("store", "hash").out.strip() == store.store_hash()


def test_the_embedded_store_starts_and_stops(copytaster: Call) -> None:
    assert "not running" in copytaster("store", "status").out
    assert copytaster("find").err == "no article fits\n"  # started on demand
    assert copytaster("runs", "list").err == "no runs yet\n"
    assert copytaster("runs", "verify").err == "error: no runs yet\n"
    assert copytaster("store", "stop").err == "stopped\n"
    assert copytaster("store", "stop").err == "it was not running\n"


def test_somebody_elses_store_is_not_ours_to_stop(copytaster: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYTASTER_STORE", f"mongodb://u:{CANARY}@h/")
    done = copytaster("store", "stop")
    assert done.code == 1
    assert "not ours" in done.err


def test_a_shell_that_is_not_installed_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    done = call("store", "shell")
    assert done.code == 1
    assert "mongosh is not installed" in done.err


@pytest.mark.parametrize("command", [["find"], ["doctor"], ["ingest", "--dry-run", "."], ["store", "hash"]])
def test_a_store_that_is_down_is_one_line_and_no_password(
    copytaster: Call, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr("tasks.load.mongo.address.SELECTION_MS", 300)
    monkeypatch.setenv("COPYTASTER_STORE", f"mongodb://me:{CANARY}@127.0.0.1:1/x")
    done = copytaster(*command)
    assert done.code == (1 if command == ["doctor"] else 4)
    assert CANARY not in done.out + done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("address", ["nonsense", f"http://u:{CANARY}@h/", f"mongodb://u:{CANARY}@@h/"])
def test_an_address_that_is_none_is_a_configuration_error(copytaster: Call, address: str) -> None:
    done = copytaster("find", "--store", address)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert CANARY not in done.err


def test_a_data_folder_that_cannot_be_used_is_named(
    copytaster: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(tmp_path / "file" / "data"))
    done = copytaster("find")
    assert done.code == 4
    assert str(tmp_path / "file") in done.err
    assert copytaster("doctor").code == 1


def test_doctor_finds_everything_and_leaves_nothing_behind(copytaster: Call, tmp_path: Path) -> None:
    done = copytaster("doctor", "--json")
    by_name = {row["what"]: row for row in rows(done.out)}
    assert done.code == 0
    assert not [row for row in by_name.values() if row["state"] == "FAILED"]
    assert {"python", "pymongo", "lxml", "data folder", "store", "langdetect profiles", "Prefect server"} <= set(
        by_name
    )
    assert "55 languages" in by_name["langdetect profiles"]["said"]
    assert not (tmp_path / "data").exists()


def test_a_shell_is_opened_on_our_database(started: Call, tmp_path: Path) -> None:
    shell = tmp_path / "mongosh"
    shell.write_text('#!/bin/sh\necho "$@"\n')
    shell.chmod(0o755)
    address = f"mongodb://u:{CANARY}@h/"
    out, _ = started("store", "shell", COPYTASTER_STORE=address, PATH=f"{tmp_path}:/usr/bin:/bin").communicate(
        timeout=60
    )
    assert out.startswith(f"{address} --shell --eval ")
    assert 'getSiblingDB("copytaster")' in out
