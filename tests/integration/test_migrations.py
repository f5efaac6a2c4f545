"""Stores of every released form come to the present one, on every server, also when the way there is cut off."""

from pathlib import Path

import pytest
from bson import json_util

from schemas.errors import ConfigurationError
from schemas.stored import SCHEMA_VERSION
from tasks.load.collections import NAMES
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search
from tasks.load.migrating import MARK, migrate, migrations, unfinished
from tasks.load.mongo import Mongo
from tests.faults.killing import Killed, ends
from tests.faults.test_interrupted_load import FIRST, SECOND
from tests.integration.conftest import Open
from tests.stock import ingest

FORMS = Path(__file__).resolve().parents[1] / "forms"
HELD = sorted(FORMS.glob("form-*.jsonl"))
"""A store of each released form, as the program of that time wrote it: the captures of test_interrupted_load."""


def put(mongo: Mongo, form: Path) -> None:
    """Make the store what a form's file says."""
    mongo.delete_where("meta", {})
    for collection in NAMES:
        mongo.drop(collection)  # today's validators would refuse them
    for line in form.read_text().splitlines():
        each = json_util.loads(line, json_options=json_util.JSONOptions(tz_aware=True))
        assert not mongo.replace(each["collection"], [each["document"]]).rejected


@pytest.fixture(autouse=True)
def unknown_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today's records name no pipeline, as those of form 1 cannot."""
    monkeypatch.setattr("tasks.load.connecting.pipeline", lambda templates: None)


def fresh(store: MongoStore) -> str:
    """Return the hash of a store that is given the same captures today."""
    for number, units in enumerate((FIRST, SECOND)):
        ingest(store, units, f"run{number}")
    return store.store_hash()


def versions(mongo: Mongo) -> set[int | None]:
    return {each.get("schema_version") for name in NAMES for each in mongo.find(name)}


def test_every_released_form_has_its_store() -> None:
    assert [form.stem for form in HELD] == [f"form-{number}" for number in range(1, SCHEMA_VERSION)]
    assert [step.to for step in migrations(1)] == list(range(2, SCHEMA_VERSION + 1))


@pytest.mark.parametrize("form", HELD, ids=lambda form: form.stem)
def test_a_migrated_store_is_the_store_made_today(opened: Open, form: Path) -> None:
    expected = fresh(opened())
    mongo = opened()._mongo
    put(mongo, form)
    store = opened()
    assert versions(mongo) == {SCHEMA_VERSION}
    assert store.store_hash() == expected
    assert store.verify(every_raw=True).findings == ()
    assert [found["text"] for found in store.find(Search(text="moved"))] == ["Has moved"]
    assert unfinished(mongo) is None


@pytest.mark.parametrize("point", [*NAMES[:3], "raw", "documents", "version"])
def test_a_migration_that_was_killed_goes_on(opened: Open, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    monkeypatch.setattr("tasks.load.migrating.WHOLE", 2)
    monkeypatch.setattr("tasks.load.migrating.BATCH_DOCUMENTS", 2)
    expected = fresh(opened())
    mongo = opened()._mongo
    put(mongo, HELD[0])
    with pytest.raises(Killed):
        migrate(mongo, 1, ends(point, 0))
    store = opened()
    assert (versions(mongo), store.store_hash()) == ({SCHEMA_VERSION}, expected)
    assert unfinished(mongo) is None


def test_a_migration_goes_on_where_it_was_left(store: MongoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.load.migrating.WHOLE", 2)
    mongo = store._mongo
    put(mongo, HELD[0])
    with pytest.raises(Killed):
        migrate(mongo, 1, ends("articles", 1))
    mark = unfinished(mongo)
    assert (mark["collection"], mark["to"]) == ("articles", 2)
    migrate(mongo, 1, seen := _Seen())
    assert seen.points.count("articles") < 3


class _Seen:
    """A hook that only notes what it was called with."""

    def __init__(self) -> None:
        self.points: list[str] = []

    def __call__(self, name: str) -> None:
        self.points.append(name)


def test_an_older_program_that_writes_meanwhile_loses_nothing(
    store: MongoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It changes an article between our reading and our writing: its change stays, in the new form."""
    mongo = store._mongo
    put(mongo, HELD[0])
    real, changed = mongo.replace, []

    def replace(collection: str, documents: list[dict[str, object]], *arguments: object, **options: object) -> object:
        if collection == "articles" and not changed:
            changed.append(documents[0]["_id"])
            mongo.set_all("articles", changed, {"title": "Changed meanwhile", "state": "another"})
        return real(collection, documents, *arguments, **options)

    monkeypatch.setattr(mongo, "replace", replace)
    migrate(mongo, 1)
    article = mongo.by_ids("articles", changed)[changed[0]]
    assert (article["title"], article["schema_version"]) == ("Changed meanwhile", 2)
    assert "meanwhile" in article["terms"]


def test_an_article_that_is_gone_meanwhile_stays_gone(store: MongoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    mongo = store._mongo
    put(mongo, HELD[0])
    real, gone = mongo.replace, []

    def replace(collection: str, documents: list[dict[str, object]], *arguments: object, **options: object) -> object:
        if collection == "articles" and not gone:
            gone.append(documents[0]["_id"])
            mongo.delete("articles", gone)
        return real(collection, documents, *arguments, **options)

    monkeypatch.setattr(mongo, "replace", replace)
    migrate(mongo, 1)
    assert gone[0] not in mongo.by_ids("articles", gone)


def test_a_newer_store_is_refused_and_left_alone(opened: Open) -> None:
    mongo = opened()._mongo
    before = mongo.by_ids("meta", ["schema"])["schema"]
    mongo.replace("meta", [{"_id": "schema", "version": SCHEMA_VERSION + 1}])
    with pytest.raises(ConfigurationError, match="a newer copytaster wrote the store"):
        opened()
    mongo.delete("meta", [MARK])
    mongo.replace("meta", [before])


def test_verify_tells_of_documents_of_an_older_form(store: MongoStore) -> None:
    ingest(store, FIRST)
    assert "older-form" not in {each.code for each in store.verify().findings}
    (first, *_) = store._mongo.each("captures")
    store._mongo.set_all("captures", [first["_id"]], {"schema_version": SCHEMA_VERSION - 1})
    assert ("older-form", "captures") in {(each.code, each.subject) for each in store.verify().findings}
