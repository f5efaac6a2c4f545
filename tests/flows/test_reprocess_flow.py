"""Protects `reprocess`: the run, its receipt, what it says, and that it gives what an ingest today would give."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.captures import html_capture, text_capture
from flows import ingest, promote, reprocess
from flows.serving import local
from flows.settings import settings
from schemas.errors import NoArticleText
from schemas.run import Receipt, RunKind, RunStatus
from tasks import pool
from tasks.clean import batch as cleaning
from tasks.enrich import batch as enriching
from tasks.load import connecting
from tasks.load.connecting import open_store
from tasks.load.embedded import stop
from tasks.load.exchange import Search, Selection
from tasks.load.store import Store
from tasks.pool import Inline

Call = Callable[..., Any]
OLD = "0.0.9+old"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, a copy, an empty file, and a page of which the old code makes nothing."""
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "a.txt").write_text(text_capture(1))
    (folder / "b.html").write_text(html_capture(2))
    (folder / "c.txt").write_text(text_capture(1))
    (folder / "d.txt").write_text("")
    (folder / "e.txt").write_text(text_capture(3))
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    stop(tmp_path / "data")


def ingested(folder: Path, store: Store, logs: Path) -> Receipt:
    return ingest.run(ingest.Request((str(folder),)), store, Inline(), logs)


def ingested_by_old_code(folder: Path, data: Path) -> None:
    """Ingest with code that finds no article in e.txt."""
    clean = cleaning.clean
    wanted = (folder / "e.txt").read_bytes()

    def older(capture: Any, **known: Any) -> Any:
        if capture.data == wanted:
            raise NoArticleText("the old code finds none")
        return clean(capture, **known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "clean", older)
        patch.setattr(connecting, "pipeline", lambda templates: OLD)
        with open_store(None, data) as store:
            ingested(folder, store, data / "logs")


def test_it_gives_what_an_ingest_with_todays_code_gives(folder: Path, data: Path, tmp_path: Path) -> None:
    ingested_by_old_code(folder, data)
    for path in folder.iterdir():
        path.unlink()  # no file is needed
    with open_store(None, data) as store:
        receipt = reprocess.run(Selection(), store, Inline(), data / "logs")
        assert (receipt.kind, receipt.status, receipt.balanced) == (RunKind.REPROCESS, RunStatus.COMPLETED, True)
        assert receipt.said == "1 new, 2 unchanged, 1 duplicate, 1 quarantined"
        assert store.verify(receipt.id, every_raw=True).findings == ()
        assert store.run(receipt.id) == receipt
        hashed = store.store_hash()
        again = reprocess.run(Selection(), store, Inline(), data / "logs")
        assert again.said == "3 unchanged, 1 duplicate, 1 quarantined"
        assert store.store_hash() == hashed
    restored = {"a.txt": 1, "c.txt": 1, "e.txt": 3}
    for name, number in restored.items():
        (folder / name).write_text(text_capture(number))
    (folder / "b.html").write_text(html_capture(2))
    (folder / "d.txt").write_text("")
    try:
        with open_store(None, tmp_path / "fresh") as store:
            ingested(folder, store, tmp_path / "logs")
            assert store.store_hash() == hashed
    finally:
        stop(tmp_path / "fresh")


def test_an_article_todays_code_refuses_stays_and_the_receipt_names_it(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested_by_old_code(folder, data)

    def stricter(capture: Any, **known: Any) -> Any:
        raise NoArticleText("the new code finds none")

    monkeypatch.setattr(cleaning, "clean", stricter)
    with open_store(None, data) as store:
        before = {article["_id"] for article in store.find(Search())}
        receipt = reprocess.run(Selection(), store, Inline(), data / "logs")
        assert {article["_id"] for article in store.find(Search())} == before
    assert receipt.effects == {"kept though refused": 3}
    assert sum("stays as it was" in note and "no-article-text" in note for note in receipt.notes) == 3
    assert receipt.balanced


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reprocess without Prefect."""

    def reprocess_here(which: dict[str, object], workers: int) -> Receipt:
        now = settings()
        with open_store(now.address, now.data_dir) as store:
            return reprocess.run(reprocess.Which.model_validate(which).selection(), store, Inline(), now.log_dir)

    monkeypatch.setattr(local, "reprocess_here", reprocess_here)


@pytest.mark.usefixtures("plainly")
def test_the_command_says_what_came_of_it(copytaster: Call, folder: Path, data: Path) -> None:
    ingested_by_old_code(folder, data)
    done = copytaster("reprocess", "--version-before", "current")
    assert done.code == 2
    assert re.search(r"^stored +1$", done.out, re.MULTILINE)
    assert re.search(r"^seen +5$", done.out, re.MULTILINE)
    assert "5 units" in done.err
    nothing = copytaster("reprocess", "--site", "nowhere.example", "--no-quarantined")
    assert (nothing.code, nothing.err.splitlines()[-1]) == (0, "nothing stored fits: nothing was read anew")


@pytest.mark.parametrize("words", ["soon", "1..2", "1.2.3.4.5", "$ne", "1" * 9])
def test_a_release_that_is_none_is_a_usage_error(copytaster: Call, words: str) -> None:
    done = copytaster("reprocess", "--version-before", words)
    assert (done.code, done.out) == (1, "")
    assert "is no release" in done.err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--query", "nothing-of-ours"], "no query has this name"),
        (["--query", "run-quality"], "lists no articles"),
        (["--query", "by-site", "site"], "key=value"),
        (["--query", "by-site", "site=a.example", "--site", "b.example"], "chooses by itself"),
        (["site=a.example"], "name it with --query"),
    ],
)
def test_a_query_that_cannot_choose_is_refused_in_a_line(copytaster: Call, words: list[str], line: str) -> None:
    done = copytaster("reprocess", *words)
    assert (done.code, done.out) == (1, "")
    assert line in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("plainly")
def test_a_saved_query_chooses_what_is_read_anew(copytaster: Call, folder: Path, data: Path) -> None:
    ingested_by_old_code(folder, data)
    none = copytaster("reprocess", "--query", "by-site", "site=nowhere.example")
    assert (none.code, none.err.splitlines()[-1]) == (0, "nothing stored fits: nothing was read anew")


def test_prefect_runs_it(prefect: None, folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(data))
    monkeypatch.delenv("COPYTASTER_STORE", raising=False)
    ingested_by_old_code(folder, data)
    state = reprocess.reprocess(reprocess.Which(workers=1), return_state=True)
    assert state.is_completed()
    assert state.message.startswith("5 units: 1 new, 2 unchanged, 1 duplicate, 1 quarantined")


@pytest.fixture
def promoting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Promote without Prefect; compare without worker processes."""

    def promote_here(plan: str, workers: int) -> Receipt:
        now = settings()
        with open_store(now.address, now.data_dir) as store:
            return promote.run(plan, store, Inline(), now.log_dir)

    monkeypatch.setattr(local, "promote_here", promote_here)
    monkeypatch.setattr(pool, "Processes", lambda *_: nullcontext(Inline()))


@pytest.mark.usefixtures("plainly", "promoting")
def test_a_dry_run_says_what_would_change_and_changes_nothing(copytaster: Call, folder: Path, data: Path) -> None:
    ingested_by_old_code(folder, data)
    before = copytaster("store", "hash").out
    done = copytaster("reprocess", "--dry-run")
    assert done.code == 2
    assert re.search(r"^stored +1$", done.out, re.MULTILINE)
    assert re.search(r"^text +1 +0 +0$", done.out, re.MULTILINE)
    assert "1 article would change" in done.out
    assert copytaster("store", "hash").out == before
    assert len(copytaster("runs", "list", "--json").out.splitlines()) == 1
    assert copytaster("promote").err == "no plans: `copytaster reprocess --compare OUT.html` makes one\n"


@pytest.mark.usefixtures("plainly", "promoting")
def test_a_comparison_is_a_page_of_its_own_and_a_plan_that_is_promoted(
    copytaster: Call, folder: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested_by_old_code(folder, data)
    enrich = enriching.enrich

    def better(cleaned: Any) -> Any:
        return replace(enrich(cleaned), title="<script>alert('x')</script> & co", topics=("Ships",))

    monkeypatch.setattr(enriching, "enrich", better)
    before = copytaster("store", "hash").out
    done = copytaster("reprocess", "--compare", tmp_path / "out.html")
    assert done.code == 2
    assert copytaster("store", "hash").out == before
    page = (tmp_path / "out.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert not re.search(r"<(?:link|img|script|iframe)\b|url\(|@import", page)
    plan = re.search(r"copytaster promote ([0-9a-f]{12})", done.out)
    assert plan is not None
    assert plan[1] in page
    assert copytaster("promote").out.splitlines()[1].startswith(f"{plan[1]}  planned")
    promoted = copytaster("promote", plan[1][:4])
    assert promoted.code == 2
    assert json.loads(copytaster("runs", "list", "--json").out.splitlines()[0])["kind"] == "promote"
    assert copytaster("runs", "verify").code == 0
    titles = {json.loads(line)["title"] for line in copytaster("find", "--json").out.splitlines()}
    assert titles == {"<script>alert('x')</script> & co"}
    again = copytaster("promote", plan[1])
    assert (again.code, again.out) == (1, "")
    assert "was promoted by run" in again.err
    assert len(again.err.splitlines()) == 1


@pytest.mark.usefixtures("plainly", "promoting")
def test_a_page_that_cannot_be_written_is_said_before_anything_is_read(copytaster: Call, tmp_path: Path) -> None:
    done = copytaster("reprocess", "--compare", tmp_path / "nowhere" / "out.html")
    assert (done.code, done.out) == (1, "")
    assert "cannot be written" in done.err


def test_a_plan_that_is_none_is_refused_in_one_line(copytaster: Call) -> None:
    done = copytaster("promote", "nonesuch")
    assert (done.code, done.out) == (1, "")
    assert done.err == "error: no plan has an id that starts with 'nonesuch'\n"
