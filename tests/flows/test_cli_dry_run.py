"""Protects the write preview: `ingest --dry-run` foretells what `ingest` does, unit by unit, and writes nothing."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.captures import text_capture
from flows import ingest
from flows.answers import rehearsing
from flows.ingest import Request, run
from schemas.outcome import Outcome
from tasks.extract.pipeline import batches
from tasks.load.connecting import MongoStore, open_store
from tasks.load.embedded import stop
from tasks.pool import Inline

Call = Callable[..., Any]
PAGE = (
    '<html><head><title>{title}</title><link rel="canonical" href="https://news.example/bridge">'
    '<meta property="article:published_time" content="2021-03-0{day}T10:00:00Z"></head><body><article><h1>{title}</h1>'
    "<p>The harbour bridge opened to traffic on Wednesday morning, nine years after the first pile was driven into the "
    "mud below the old ferry steps, the town council said in a statement.</p><p>{more}</p><p>The council expects the "
    "bridge to take a third of the traffic off the ring road within a year, although the engineers who built it have "
    "warned that the northern ramp will need a second lane before the summer.</p></article></body></html>"
)
MORE = "About four thousand people walked across before the first cars were let through, the harbour police said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(text_capture(number))
    (folder / "bridge.html").write_text(PAGE.format(title="Bridge opens", day=1, more=MORE))
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture
def kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of that folder, which has changed since: a revision, a copy, a new page, a moved-in page, rubbish."""
    data = tmp_path / "data"
    with open_store(None, data) as store:
        run(Request((str(folder),)), store, Inline(), data / "logs")
    (folder / "bridge.html").write_text(PAGE.format(title="Bridge opens at last", day=1, more=MORE))
    (folder / "copy.txt").write_bytes((folder / "0.txt").read_bytes())
    (folder / "later.html").write_text(PAGE.format(title="Bridge opens", day=2, more=f"{MORE} Twice."))
    (folder / "new.txt").write_text(text_capture(7))
    (folder / "new-too.txt").write_text(text_capture(7))
    (folder / "rubbish.txt").write_text("Home\nSport\nWeather\n")
    (folder / "notes.md").write_text("not a capture")
    yield data
    stop(data)


def foretold(copytaster: Call, folder: Path) -> dict[str, dict[str, Any]]:
    done = copytaster("ingest", folder, "--dry-run", "--json")
    assert done.err.endswith("dry run: nothing was stored\n")
    return {Path(row["uri"]).name: row for row in map(json.loads, done.out.splitlines())}


@pytest.mark.parametrize("together", [1, 200])
def test_it_foretells_what_an_ingest_does_and_writes_nothing(
    copytaster: Call, folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    """Whatever the batches are: a later one knows what those before it would have left."""
    monkeypatch.setattr(rehearsing, "TOGETHER", together)
    with open_store(None, kept) as store:
        before, runs, counts = store.store_hash(), len(store.runs()), store.counts()
    units = foretold(copytaster, folder)
    with open_store(None, kept) as store:
        assert (store.store_hash(), len(store.runs()), store.counts()) == (before, runs, counts)
    found: dict[str, Outcome] = {}
    load = MongoStore.load

    def noted(self: MongoStore, units: Any, run: str) -> tuple[Outcome, ...]:
        outcomes = load(self, units, run)
        found.update((Path(outcome.place.uri).name, outcome) for outcome in outcomes)
        return outcomes

    monkeypatch.setattr(MongoStore, "load", noted)
    monkeypatch.setattr(ingest, "batches", partial(batches, limit_units=together))
    with open_store(None, kept) as store:
        run(Request((str(folder),)), store, Inline(), kept / "logs")
    assert {name: row["outcome"] for name, row in units.items()} == {
        name: outcome.verdict.value for name, outcome in found.items()
    }
    assert {name: row["article"] for name, row in units.items()} == {
        name: outcome.article for name, outcome in found.items()
    }


def test_a_revision_shows_the_fields_that_differ(copytaster: Call, folder: Path, kept: Path) -> None:
    (folder / "later.html").unlink()
    units = foretold(copytaster, folder)
    assert {name: row["outcome"] for name, row in units.items()} == {
        "0.txt": "unchanged",
        "1.txt": "unchanged",
        "2.txt": "unchanged",
        "bridge.html": "revised",
        "copy.txt": "duplicate",
        "empty.txt": "quarantined",
        "new-too.txt": "new",
        "new.txt": "duplicate",
        "notes.md": "excluded",
        "rubbish.txt": "quarantined",
    }
    changes = {each["field"]: (each["before"], each["after"]) for each in units["bridge.html"]["changes"]}
    assert changes["title"] == ("Bridge opens", "Bridge opens at last")
    assert "text" not in changes
    assert not units["new.txt"]["changes"]
    table = copytaster("ingest", folder, "--dry-run")
    assert table.code == 2
    assert "title: Bridge opens → Bridge opens at last" in table.out
    assert "empty: the file is empty" in table.out


def test_a_text_shows_the_paragraphs_that_differ(copytaster: Call, folder: Path, kept: Path) -> None:
    (folder / "later.html").unlink()
    (folder / "bridge.html").write_text(PAGE.format(title="Bridge opens", day=1, more=f"{MORE} Twice."))
    changes = {each["field"]: each for each in foretold(copytaster, folder)["bridge.html"]["changes"]}
    assert (changes["text"]["before"], changes["text"]["after"]) == ([MORE], [f"{MORE} Twice."])
