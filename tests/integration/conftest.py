"""The servers the store is tested on: mongomock, the embedded one, and MongoDB where there is one."""

import os
from collections.abc import Callable, Iterator

import mongomock
import pytest

from tasks.load import embedded
from tasks.load.connecting import MongoStore
from tasks.load.filing import Hook, no_hook
from tasks.load.mongo import Mongo, connect
from tasks.load.views import VIEWS

SERVERS = ("mongomock", "embedded", "mongodb")
DATABASE = f"copytaster_test_{os.getpid()}"

Open = Callable[..., MongoStore]


@pytest.fixture(scope="session")
def embedded_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an embedded server of the test session's own."""
    folder = tmp_path_factory.mktemp("embedded")
    yield embedded.start(folder)
    embedded.stop(folder)


@pytest.fixture(scope="session")
def mongodb_uri() -> Iterator[str]:
    """Return the address of a database on the MongoDB that is given; it is dropped when the session ends."""
    if "COPYTASTER_TEST_MONGO" not in os.environ:
        pytest.skip("COPYTASTER_TEST_MONGO names no MongoDB: these cases did not run on the real engine")
    server, _, options = os.environ["COPYTASTER_TEST_MONGO"].partition("/?")
    uri = f"{server}/{DATABASE}?{options}"
    yield uri
    mongo = connect(uri)
    mongo._client.drop_database(DATABASE)
    mongo.close()


@pytest.fixture(params=SERVERS)
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Return what opens one and the same empty database, as often as it is called."""
    mongos: list[Mongo] = []
    client = mongomock.MongoClient(tz_aware=True)

    def mongo() -> Mongo:
        if request.param == "mongomock":
            return Mongo(client, DATABASE, "mongomock")
        if request.param == "embedded":
            return connect(request.getfixturevalue("embedded_uri").replace("/copytaster", f"/{DATABASE}"))
        return connect(request.getfixturevalue("mongodb_uri"))

    def open_(hook: Hook = no_hook, made_by: str | None = None) -> MongoStore:
        mongos.append(mongo())
        return MongoStore(mongos[-1], hook, made_by)

    yield open_
    for each in mongos[:1]:
        empty(each)
    for each in mongos:
        each.close()


def empty(mongo: Mongo) -> None:
    """Empty a database; its indexes and what is known of its server stay: to make them takes longer than a test."""
    for collection in {*mongo._database.list_collection_names()} - {"meta", "system.views", *VIEWS}:
        mongo.delete_where(collection, {})
    mongo.delete("meta", {each["_id"] for each in mongo.find("meta")} - {"schema", "capabilities"})


@pytest.fixture
def store(opened: Open) -> MongoStore:
    """Return an empty store."""
    return opened()
