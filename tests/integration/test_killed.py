"""kill -9 at any moment of a migration, of reading anew, of a promotion, of an export: the next call mends it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tasks.load.connecting import MongoStore
from tasks.load.exporting import MANIFEST, read_manifest
from tasks.load.hashing import store_hash
from tasks.load.mongo import Mongo, connect
from tasks.load.running import Running
from tasks.load.verifying import verify
from tests.faults import killed
from tests.faults.again import FIRST, NEW, OLD, SECOND, planned
from tests.integration.conftest import DATABASE, empty
from tests.integration.test_migrations import HELD, put
from tests.stock import ingest

ROOT = Path(__file__).resolve().parents[2]
KILLS, SEED = 3, 20261127
MIGRATE, EXPORT = "migrate", "export"


class Server:
    """A database that other processes reach too."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.mongos: list[Mongo] = []

    def mongo(self) -> Mongo:
        self.mongos.append(connect(self.uri))
        return self.mongos[-1]

    def store(self, made_by: str) -> MongoStore:
        return MongoStore(self.mongo(), made_by=made_by)

    def hash(self) -> str:
        return store_hash(self.mongo())


@pytest.fixture(params=["embedded", "mongodb"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    uri = str(request.getfixturevalue(f"{request.param}_uri"))
    server = Server(uri.replace("/copytaster", f"/{DATABASE}") if request.param == "embedded" else uri)
    yield server
    empty(server.mongo())
    for each in server.mongos:
        each.close()


def given(action: str, server: Server) -> None:
    """Make the store what it is before the action."""
    if action == MIGRATE:
        put(server.mongo(), HELD[-1])
        return
    store = server.store(OLD)
    empty(server.mongo())
    for units in (FIRST, SECOND):
        ingest(store, units)
    if action == "promote":
        planned(server.store(NEW))


def process(action: str, server: Server, moment: int, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Do it in a process of its own, which is killed at a moment; 0 is none."""
    command = [sys.executable, killed.__file__, action, server.uri, str(moment), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=120)


def again(action: str, server: Server, folder: Path) -> MongoStore:
    """Give the same command once more, as somebody does who found it killed."""
    store = server.store(NEW)
    if action != MIGRATE:
        killed.ACTIONS[action](store, folder)
    return store


def told(mongo: Mongo) -> bool:
    """Return whether `runs verify` says that something is half done."""
    return bool(verify(mongo, Running(mongo), None, every_raw=True).findings)


@pytest.mark.parametrize("action", [MIGRATE, "reprocess", "promote"])
def test_what_was_killed_is_told_of_and_ended_by_the_next_call(server: Server, tmp_path: Path, action: str) -> None:
    given(action, server)
    before = server.hash()
    undisturbed = process(action, server, 0, tmp_path)
    assert undisturbed.returncode == 0, undisturbed.stderr[-2000:]
    after, chance, half = server.hash(), Random(f"{SEED}-{action}"), 0
    assert after != before
    moments = int(undisturbed.stdout)
    for part in range(KILLS):  # one in each third of what it does
        moment = chance.randint(1 + moments * part // KILLS, moments * (part + 1) // KILLS)
        given(action, server)
        assert process(action, server, moment, tmp_path).returncode == -signal.SIGKILL
        found = server.hash()
        half += found not in (before, after)
        assert found in (before, after) or told(server.mongo()), f"half done at moment {moment}, and nothing says so"
        store = again(action, server, tmp_path)
        assert store.store_hash() == after, f"after a kill at moment {moment}"
        assert store.verify(every_raw=True).findings == ()
    assert half  # or no kill came within


def test_an_export_that_was_killed_is_not_there_and_the_next_one_is_whole(server: Server, tmp_path: Path) -> None:
    given(EXPORT, server)
    undisturbed = process(EXPORT, server, 0, tmp_path / "undisturbed")
    assert undisturbed.returncode == 0, undisturbed.stderr[-2000:]
    wanted, moments = read_manifest(tmp_path / "undisturbed"), int(undisturbed.stdout)
    for moment in (*Random(SEED).sample(range(1, moments), KILLS - 1), moments):
        folder = tmp_path / str(moment)
        assert process(EXPORT, server, moment, folder).returncode == -signal.SIGKILL
        assert not folder.exists()
        again(EXPORT, server, folder)
        assert read_manifest(folder) == wanted
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(f"{moment}.")]
        assert (folder / MANIFEST).is_file()
