"""The servers the store is tested on: mongomock, the embedded one, and MongoDB where there is one."""

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import mongomock
import pytest

from tasks.load import embedded
from tasks.load.connecting import MongoStore
from tasks.load.filing import Hook, no_hook
from tasks.load.mongo import Mongo, connect

SERVERS = ("mongomock", "embedded", "mongodb")

Open = Callable[..., MongoStore]


@pytest.fixture(scope="session")
def embedded_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an embedded server of the test session's own."""
    folder = tmp_path_factory.mktemp("embedded")
    yield embedded.start(folder)
    embedded.stop(folder)


@pytest.fixture(params=SERVERS)
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Return what opens one and the same empty database, as often as it is called."""
    name = f"test_{uuid4().hex[:12]}"
    mongos: list[Mongo] = []
    client = mongomock.MongoClient(tz_aware=True)

    def mongo() -> Mongo:
        if request.param == "mongomock":
            return Mongo(client, name, "mongomock")
        if request.param == "embedded":
            return connect(request.getfixturevalue("embedded_uri").replace("/copytaster", f"/{name}"))
        return connect(os.environ["COPYTASTER_TEST_MONGO"].replace("/?", f"/{name}?"))

    if request.param == "mongodb" and "COPYTASTER_TEST_MONGO" not in os.environ:
        pytest.skip("COPYTASTER_TEST_MONGO names no MongoDB: these cases did not run on the real engine")

    def open_(hook: Hook = no_hook) -> MongoStore:
        mongos.append(mongo())
        return MongoStore(mongos[-1], hook)

    yield open_
    for each in mongos[:1]:
        each._client.drop_database(name)
    for each in mongos:
        each.close()


@pytest.fixture
def store(opened: Open) -> MongoStore:
    """Return an empty store."""
    return opened()
