"""Exports: what is written, as of which run, what other tools make of it, and the way back into an empty store."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas
import polars
import pytest

from schemas.errors import ConfigurationError
from schemas.run import RunStatus
from schemas.stored import identity, stamped
from tasks.load import archiving, tombstones
from tasks.load.collections import NAMES
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Export
from tasks.load.exporting import MANIFEST, export, read_manifest
from tests.faults.killing import Killed, ends
from tests.faults.test_interrupted_load import FIRST, SECOND
from tests.integration.conftest import Open, empty
from tests.stock import capture, filed, ingest

URL = "https://news.example/bridge"


def run(store: MongoStore, name: str, units: list[object]) -> None:
    """Take units in as a run of its own, from its receipt to its end."""
    receipt = store.open_run(name, {"source": "default"}, {})
    ingest(store, units, name)  # type: ignore[arg-type]
    counts = store._running.recount(receipt)
    done = replace(receipt, status=RunStatus.COMPLETED, counts=counts, seen=sum(counts.values()))
    store.close_run(done)


def taken(store: MongoStore, folder: Path, **wanted: object) -> bytes:
    """Return the articles of an export, as bytes."""
    manifest = store.export(Export(folder, **wanted))  # type: ignore[arg-type]
    (name,) = manifest["documents"]
    return (folder / name).read_bytes()


HISTORY: list[list[object]] = [
    list(FIRST),
    list(SECOND),
    [filed(capture("a", "Plain one")), filed(capture("copy", "New here"))],
    [filed(capture("f", "Moves back"), url=URL), filed(capture("late", "Entirely new"))],
]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_as_of_a_run_is_the_export_taken_after_it(store: MongoStore, tmp_path: Path, form: str) -> None:
    then = []
    for number, units in enumerate(HISTORY):
        run(store, f"run-{number}", units)
        then.append(taken(store, tmp_path / f"then-{number}", form=form))
    assert len(set(then)) == len(then)
    for number, expected in enumerate(then):
        assert taken(store, tmp_path / f"now-{number}", form=form, as_of=f"run-{number}") == expected


def test_an_article_that_has_gone_since_is_in_the_export_as_of_before(store: MongoStore, tmp_path: Path) -> None:
    from tasks.load import journal

    run(store, "one", [filed(capture("a", "Goes")), filed(capture("b", "Stays"))])
    before = taken(store, tmp_path / "before")
    articles = {each["_id"]: each for each in store._mongo.find("articles", {"text": "Goes"})}
    journal.note(store._mongo, articles, dict.fromkeys(articles))
    store._mongo.delete("articles", articles)
    run(store, "two", [])
    assert len(taken(store, tmp_path / "after").splitlines()) == 1
    ingest(store, [filed(capture("c", "Goes"))])  # and is made again
    assert taken(store, tmp_path / "then", as_of="one") == before
    assert len(taken(store, tmp_path / "between", as_of="two").splitlines()) == 1
    journal.forget(store._mongo, articles)
    assert b"Goes" not in repr(store._mongo.find("journal")).encode()


def test_a_run_without_a_journal_is_refused_in_one_line(store: MongoStore, tmp_path: Path) -> None:
    run(store, "old", [])
    store._mongo.set_all("runs", ["old"], {"journal": None})
    for name, said in (("old", "before the store kept a journal"), ("nobody", "no run")):
        with pytest.raises(ConfigurationError, match=said):
            taken(store, tmp_path / "out", as_of=name)
        assert not (tmp_path / "out").exists()


ODD = ("=1+1", "+49 40", "-2 degrees", "@home", "\tTab", "plain", 'a;b, "c"\n\nd', "大きさ", "＝1")


@pytest.fixture
def odd(store: MongoStore) -> MongoStore:
    """Return a store with odd texts and a date."""
    units = [filed(capture(str(number), text), published="2017-06-15T12:25:00Z") for number, text in enumerate(ODD)]
    run(store, "run", [replace(each, article=replace(each.article, authors=("José Díaz", "=cmd"))) for each in units])
    return store


def test_a_spreadsheet_computes_nothing_of_an_export(odd: MongoStore, tmp_path: Path) -> None:
    taken(odd, tmp_path / "out", form="csv")
    with (tmp_path / "out" / "articles.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["text"].removeprefix("'") for row in rows} == set(ODD)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]


def test_parquet_opens_in_pandas_duckdb_and_polars(odd: MongoStore, tmp_path: Path) -> None:
    taken(odd, tmp_path / "out", form="parquet")
    path = tmp_path / "out" / "articles.parquet"
    frame, table = pandas.read_parquet(path), polars.read_parquet(path)
    rows = duckdb.read_parquet(str(path)).project("text, authors[1], year(published_at)").fetchall()
    assert set(frame["text"]) == set(table["text"]) == {row[0] for row in rows} == set(ODD)
    assert {(row[1], row[2]) for row in rows} == {("José Díaz", 2017)}
    assert table["published_at"].dtype == polars.Datetime("ms", "UTC")


def test_an_export_of_a_query_holds_what_the_query_lists(odd: MongoStore, tmp_path: Path) -> None:
    run(odd, "more", [filed(capture("x", "Somebody else's"))])
    wanted = {"query": "by-author", "parameters": {"author": "jose diaz"}}
    lines = taken(odd, tmp_path / "out", **wanted).decode().split("\n")
    assert {json.loads(line)["text"] for line in lines if line} == set(ODD)
    with pytest.raises(ConfigurationError, match="lists no articles"):
        taken(odd, tmp_path / "none", query="run-quality")


def test_the_manifest_tells_a_changed_file(odd: MongoStore, tmp_path: Path) -> None:
    taken(odd, tmp_path / "out")
    assert read_manifest(tmp_path / "out")["documents"] == {"articles.jsonl": len(ODD)}
    with pytest.raises(ConfigurationError, match="is there already"):
        taken(odd, tmp_path / "out")
    path = tmp_path / "out" / "articles.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    for folder in (tmp_path / "out", tmp_path / "nothing"):
        with pytest.raises(ConfigurationError):
            read_manifest(folder)


@pytest.mark.parametrize("point", ["captures", "raw", "files", "manifest"])
def test_a_killed_export_leaves_nothing_that_looks_whole(store: MongoStore, tmp_path: Path, point: str) -> None:
    run(store, "run", list(FIRST))
    with pytest.raises(Killed):
        export(store._mongo, store._running, Export(tmp_path / "out", full=True), ends(point, 0))
    assert not (tmp_path / "out").exists()
    store.export(Export(tmp_path / "out", full=True))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    read_manifest(tmp_path / "out")


def archived(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Export a store with every kind of document whole, then empty it; return its hash."""
    monkeypatch.setattr(archiving, "LINES", 3)
    store = opened()
    if store._mongo.shown != "mongomock":  # it has no GridFS
        monkeypatch.setattr("tasks.load.raws.INLINE_BYTES", 40)
        monkeypatch.setattr(archiving, "INLINE_BYTES", 40)
    for number, units in enumerate(HISTORY[:2]):
        run(store, f"run-{number}", units)
    store.export(Export(folder, full=True))
    before = store.store_hash()
    for name in ("raw.files", "raw.chunks"):
        store._mongo.delete_where(name, {})
    empty(store._mongo)
    return before


def test_an_archive_makes_the_same_store_again(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = archived(opened, tmp_path / "all", monkeypatch)
    store = opened()
    assert store.take_in(tmp_path / "all") == sum(read_manifest(tmp_path / "all")["documents"].values())
    assert store.store_hash() == before == json.loads((tmp_path / "all" / MANIFEST).read_text())["store_hash"]
    assert store.verify(every_raw=True).findings == ()
    with pytest.raises(ConfigurationError, match="is not empty"):
        store.take_in(tmp_path / "all")
    run(store, "next", [filed(capture("n", "The next"))])
    assert taken(store, tmp_path / "as-of", as_of="run-0") != taken(store, tmp_path / "now")


@pytest.mark.parametrize("point", ["articles", "raw", "confirmed"])
def test_an_import_that_was_killed_goes_on(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    before = archived(opened, tmp_path / "all", monkeypatch)
    with pytest.raises(Killed):
        opened(ends(point, 0)).take_in(tmp_path / "all")
    mongo = opened()._mongo
    assert archiving.unfinished(mongo)
    store = opened()
    store.take_in(tmp_path / "all")
    assert store.store_hash() == before
    assert not archiving.unfinished(mongo)


def test_what_a_store_has_forgotten_does_not_come_back_with_an_archive(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archived(opened, tmp_path / "all", monkeypatch)
    store = opened()
    key = tombstones.article_key(identity(f"url:{URL}"))
    store._mongo.replace("tombstones", [stamped({"_id": key})])
    store.take_in(tmp_path / "all")
    assert not store._mongo.find("articles", {"url": URL})
    assert not store._mongo.find("revisions", {"url": URL})
    assert URL.encode() not in repr(store._mongo.find("journal")).encode()
    assert store.counts()["articles"]


def test_what_is_no_archive_or_of_a_newer_program_is_refused(store: MongoStore, tmp_path: Path) -> None:
    taken(store, tmp_path / "articles")
    with pytest.raises(ConfigurationError, match="holds articles only"):
        store.take_in(tmp_path / "articles")
    store.export(Export(tmp_path / "all", full=True))
    manifest = tmp_path / "all" / MANIFEST
    manifest.write_text(manifest.read_text().replace('"schema_version": 2', '"schema_version": 99'))
    with pytest.raises(ConfigurationError, match="newer copytaster"):
        store.take_in(tmp_path / "all")
    assert not any(store.counts().values())


def test_a_store_is_not_exported_whole_while_a_run_goes_on(store: MongoStore, tmp_path: Path) -> None:
    store.open_run("busy", {"source": "default"}, {})
    with pytest.raises(ConfigurationError, match="is going on"):
        store.export(Export(tmp_path / "all", full=True))
    assert set(NAMES) >= {"journal", "runs"}
