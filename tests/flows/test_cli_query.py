"""Protects `query`, `export`, `import` and what every parameter of the looking commands does with hostile words."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.captures import html_capture, text_capture
from flows.ingest import Request, run
from tasks.load import embedded
from tasks.load.asking import queries
from tasks.load.connecting import open_store
from tasks.pool import Inline

Call = Callable[..., Any]
HOSTILE = ('{"$ne": null}', "$where", "(a+)+$" * 50, ".*", "é" * 1_000_000, "\x1b[31m")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with some articles, one of them HTML."""
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("captures")
    for number in range(3):
        (folder / f"{number}.txt").write_text(text_capture(number))
    (folder / "page.html").write_text(html_capture(7))
    with open_store(None, data) as store:
        run(Request((str(folder),)), store, Inline(), data / "logs")
    yield data
    embedded.stop(data)


def test_the_list_names_every_query_with_its_parameters(call: Call) -> None:
    done = call("query", "--list")
    assert done.code == 0
    for name, query in queries().items():
        assert f"{name}: " in done.out
        assert all(f"    {key}: " in done.out for key in query.parameters.model_fields)
    assert len(call("query", "--list", "--json").out.splitlines()) == len(queries())


def test_a_query_goes_on_where_its_page_ended(call: Call) -> None:
    every = [json.loads(line)["id"] for line in call("query", "latest", "--json").out.splitlines()]
    first = call("query", "latest", "--limit", "3", "--json")
    mark = first.err.removeprefix("more: --after ").strip()
    rest = call("query", "latest", "--limit", "3", "--after", mark, "--json")
    assert [json.loads(line)["id"] for line in (first.out + rest.out).splitlines()] == every
    assert (len(every), rest.err) == (4, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["by-site"],
        ["by-site", "site"],
        ["by-site", "site=a", "site=b"],
        ["by-site", "site=a", "$where=1"],
        ["latest", "since=yesterday"],
        ["latest", "--after", "x"],
    ],
)
def test_what_cannot_be_asked_is_one_line_and_exits_1(call: Call, arguments: list[str]) -> None:
    done = call("query", *arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_text_or_refused_everywhere(call: Call, value: str) -> None:
    plain = " ".join(re.findall(r"\w+", value))
    found = call("find", "--text", value)
    assert found.code == 0
    assert found.out == call("find", "--text", plain).out  # its words, nothing else
    for option in ("--publisher", "--language", "--flag"):
        done = call("find", option, value)
        assert (done.code, done.out, done.err) == (0, "", "no article fits\n"), option
    for name, query in queries().items():
        for key in query.parameters.model_fields:
            done = call("query", name, f"{key}={value}")
            assert (done.code, done.out) in {(0, ""), (1, "")}, (name, key)
            assert len(done.err.splitlines()) == 1
            assert "\x1b" not in done.err


ASKING = (
    ["show", "VALUE"],
    ["story", "VALUE"],
    ["history", "VALUE"],
    ["diff", "VALUE"],
    ["raw", "VALUE"],
    ["explain", "VALUE"],
    ["find", "--publisher", "VALUE"],
    ["find", "--language", "VALUE"],
    ["find", "--since", "VALUE"],
    ["query", "by-site", "site=x", "--after", "VALUE"],
    ["quarantine", "show", "VALUE"],
    ["quarantine", "list", "--site", "VALUE"],
    ["quarantine", "list", "--code", "VALUE"],
    ["quarantine", "drop", "--site", "VALUE"],
    ["runs", "show", "VALUE"],
    ["runs", "diff", "VALUE", "x"],
    ["runs", "verify", "VALUE"],
    ["report", "VALUE"],
    ["forget", "VALUE", "--dry-run"],
    ["forget", "--site", "VALUE", "--dry-run"],
    ["forget", "--url", "VALUE", "--dry-run"],
    ["promote", "VALUE"],
    ["export", "--as-of", "VALUE", "out"],
    ["export", "--query", "VALUE", "out"],
    ["reprocess", "--dry-run", "--site", "VALUE"],
    ["reprocess", "--dry-run", "--text", "VALUE"],
    ["reprocess", "--dry-run", "--version-before", "VALUE"],
    ["reprocess", "--dry-run", "--query", "VALUE"],
)
"""Every command that asks the store for something by words, and the option that has them."""


@pytest.mark.parametrize("command", ASKING, ids=" ".join)
def test_whatever_a_command_is_asked_for_it_finds_nothing_or_refuses_in_a_line(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = call("store", "hash").out
    for value in (HOSTILE[0], "(a+)+$" * 50, "é" * 1_000_000, "\x1b[31m", "\udcff", ""):
        done = call(*(value if word == "VALUE" else word for word in command))
        assert done.code in (0, 1), (value[:20], done.err[:300])
        assert "defect" not in done.err, (value[:20], done.err[:300])
        assert "\x1b" not in done.out + done.err
        assert len(done.err) < 2500
    assert call("store", "hash").out == before
    assert not (tmp_path / "out").exists()


def test_an_export_is_written_and_comes_in_elsewhere(
    call: Call, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = call("export", "--format", "csv", "--query", "by-site", "site=news.example", tmp_path / "site")
    assert (done.code, (tmp_path / "site" / "articles.csv").read_text().count("case 7")) == (0, 1)
    assert call("export", "--full", tmp_path / "all").code == 0
    before = call("store", "hash").out.strip()
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(tmp_path / "twin"))
    assert before in call("import", tmp_path / "all").err
    assert call("store", "hash").out.strip() == before
    again = call("import", tmp_path / "all")
    assert (again.code, len(again.err.splitlines())) == (1, 1)
    embedded.stop(tmp_path / "twin")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--full", "--format", "csv", "out"],
        ["--query", "by-site", "--as-of", "r", "site=a", "out"],
        ["site=a", "out"],
        ["--as-of", "nobody", "out"],
    ],
)
def test_an_export_that_cannot_be_had_is_one_line_and_makes_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("export", *arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert not (tmp_path / "out").exists()
