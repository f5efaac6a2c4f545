"""The sites' templates in the store, on every server: learned, numbered, used, and part of what makes a record."""

from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest

from benchmarks.sites import SEED, made_page, made_site
from flows import ingest, learn, reprocess
from flows.answers import opening
from flows.answers.explaining import MADE_WITHOUT, OTHERS_NOW, UNKNOWN, stored_capture
from schemas.capture import Capture
from schemas.run import Receipt, RunKind, RunStatus
from schemas.template import Templates
from tasks.clean.explaining import explain
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search, Selection
from tasks.pool import Inline
from tests.integration.conftest import Open


@pytest.fixture
def site(tmp_path: Path) -> Path:
    random = Random(SEED)
    made = made_site(random, 2)
    folder = tmp_path / "captures"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(made_page(random, made)[0])
    (tmp_path / "appeal").write_text(made.appeals[1])
    return folder


def ingested(store: MongoStore, folder: Path, source: str = "post.example") -> Receipt:
    return ingest.run(ingest.Request((str(folder),), source), store, Inline(), folder.parent / "logs")


def learned(store: MongoStore, folder: Path, site: str | None = None) -> Receipt:
    return learn.run(site, store, Inline(), folder.parent / "logs")


def appealing(store: MongoStore, folder: Path) -> int:
    appeal = (folder.parent / "appeal").read_text()
    return sum(appeal in article["text"] for article in store.find(Search()))


def test_what_is_learned_is_used_by_reprocess_and_by_the_next_ingest(opened: Open, site: Path) -> None:
    store = opened()
    ingested(store, site)
    before = appealing(store, site)
    assert before
    receipt = learned(store, site)
    assert (receipt.kind, receipt.status) == (RunKind.LEARN, RunStatus.COMPLETED)
    assert receipt.effects == {"captures read": 6, "templates": 1, "templates changed": 1}
    assert store.templates().by_site["post.example"].version == 1
    store = opened()
    reread = reprocess.run(Selection(), store, Inline(), site.parent / "logs")
    assert reread.balanced
    assert appealing(store, site) == 0
    again = reprocess.run(Selection(), store, Inline(), site.parent / "logs")
    assert again.counts["revised"] == 0
    assert {article["pipeline"].count(".") for article in store.find(Search())} == {3}


def test_learning_again_changes_nothing_and_only_a_page_of_the_site_makes_a_new_version(
    opened: Open, site: Path
) -> None:
    store = opened()
    ingested(store, site)
    learned(store, site)
    whole = store.store_hash()
    assert learned(store, site).effects["templates changed"] == 0
    assert store.store_hash() == whole
    random = Random(SEED + 1)
    (site / "foreign.txt").write_text(made_page(random, made_site(random, 2))[0])
    ingested(store, site)
    learned(store, site)
    assert store.templates().by_site["post.example"].version == 1
    random = Random(SEED)
    made = made_site(random, 2)
    (site / "more.txt").write_text([made_page(random, made)[0] for _ in range(7)][-1])
    ingested(store, site)
    learned(store, site)
    assert store.templates().by_site["post.example"].version == 2


def test_a_stored_article_is_explained_with_the_templates_its_record_was_made_with(
    opened: Open, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(site.parent))
    monkeypatch.setattr(opening, "opened", lambda address: nullcontext(opened()))
    ingested(store, site)
    (article, *_) = store.find(Search())

    def explained() -> tuple[set[str], str]:
        asked = stored_capture(article["_id"], None)
        rows = [row for unit in asked.units if isinstance(unit, Capture) for row in explain(unit, asked.templates).rows]
        return {row.rule for row in rows if row.recurs}, asked.said

    assert explained() == (set(), "")
    learned(store, site)
    assert explained() == (set(), MADE_WITHOUT)
    reprocess.run(Selection(), opened(), Inline(), site.parent / "logs")
    assert explained() == ({"template:post.example@1"}, "")
    random = Random(SEED)
    made = made_site(random, 2)
    (site / "more.txt").write_text([made_page(random, made)[0] for _ in range(7)][-1])
    ingested(opened(), site)
    learned(opened(), site)
    assert explained() == ({"template:post.example@1"}, OTHERS_NOW)
    for file in (site.parent / "templates").iterdir():
        file.unlink()
    assert explained() == ({"template:post.example@2"}, UNKNOWN)


def test_captures_of_a_source_that_names_no_site_are_not_pooled(opened: Open, site: Path) -> None:
    store = opened()
    ingested(store, site, "archive")
    assert learned(store, site).effects.get("captures read", 0) == 0
    assert store.templates() == Templates()


def test_of_one_site_only_that_one_is_learned_or_forgotten(opened: Open, site: Path) -> None:
    store = opened()
    ingested(store, site)
    ingested(store, site, "echo.example")
    learned(store, site, "nowhere.example")
    assert store.templates() == Templates()
    learned(store, site)
    known = set(store.templates().by_site)
    store.keep_templates(Templates(), "post.example")
    assert set(store.templates().by_site) == known - {"post.example"}
