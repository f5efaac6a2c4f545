"""The views for people who ask MongoDB themselves, where the server has views; elsewhere none is made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.load import views
from tasks.load.connecting import MongoStore
from tasks.load.flattening import COLUMNS
from tasks.load.probing import works
from tests.integration.conftest import Open
from tests.stock import capture, filed, ingest

ROOT = Path(__file__).resolve().parents[2]


def test_the_views_show_what_is_stored(store: MongoStore) -> None:
    if not works(store._mongo, "views"):
        assert not {*views.VIEWS} & {*store._mongo._database.list_collection_names()}
        pytest.skip("this server has no views")
    day = "2020-05-01T10:00:00Z"
    ingest(store, [filed(capture("a", "One"), published=day), filed(capture("b", "Two"), published=day)])
    ingest(store, [filed(capture("copy", "One"), published=day), filed(capture("c", "Undated"))])
    store.open_run("run", {"source": "default"}, {})
    found = {name: store._mongo.find(name) for name in views.VIEWS}
    flat = {row["text"]: row for row in found["articles_flat"]}
    assert set(flat) == {"One", "Two", "Undated"}
    assert flat["One"]["published_at"] == datetime(2020, 5, 1, 10, tzinfo=UTC)
    assert {*flat["One"]} - {"_id"} <= {name for name, *_ in COLUMNS}
    assert [(row["day"], row["articles"]) for row in found["articles_by_day"]] == [("2020-05-01", 2)]
    assert [(row["kind"], row["places"]) for row in found["duplicates"]] == [("copy", ["copy"])]
    assert [row["_id"] for row in found["run_quality"]] == ["run"]


def test_a_view_of_an_earlier_program_is_made_anew(opened: Open) -> None:
    mongo = opened()._mongo
    if not works(mongo, "views"):
        pytest.skip("this server has no views")
    before = mongo.by_ids("meta", ["schema"])["schema"]
    mongo.replace("meta", [{**before, "views": "another"}])
    mongo.drop("run_quality")
    mongo.create("run_quality", viewOn="runs", pipeline=[{"$match": {"_id": "nothing"}}])
    store = opened()
    store.open_run("run", {"source": "default"}, {})
    assert len(mongo.find("run_quality")) == 1


def test_every_view_is_documented() -> None:
    dictionary = (ROOT / "docs" / "data-dictionary.md").read_text()
    assert all(f"`{name}`" in dictionary for name in views.VIEWS)
