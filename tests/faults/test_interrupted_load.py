"""A load that is killed between two writes, or within one, and repeated, leaves what an undisturbed one leaves."""

from typing import Any
from uuid import uuid4

import mongomock
import pytest

from schemas.errors import TransientError
from schemas.outcome import Filed, Outcome
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search
from tasks.load.filing import HOOKS
from tasks.load.mongo import Mongo
from tests.faults.killing import Killed, Torn
from tests.stock import capture, filed, ingest, refused

BRIDGE, FERRY = "https://news.example/bridge", "https://news.example/ferry"
FIRST: list[Filed | Outcome] = [
    filed(capture("a", "Plain one")),
    filed(capture("b", "The bridge"), url=BRIDGE),
    filed(capture("c", "The bridge, again"), text="X", url=BRIDGE),
    filed(capture("d", "The bridge, third"), text="The bridge", url=BRIDGE),
    refused(capture("e", "menu")),
    filed(capture("f", "Moves away"), url=BRIDGE),
]
SECOND: list[Filed | Outcome] = [
    filed(capture("a", "Plain one, revised")),
    filed(capture("c", "The bridge, now as the others"), text="The bridge", url=BRIDGE),  # two versions become one
    filed(capture("e", "menu, and at last a story")),
    filed(capture("f", "Has moved"), url=FERRY),
    filed(capture("g", "Plain one, revised")),
    filed(capture("h", "New here")),
    refused(capture("i", "only links")),
]


class Server:
    """An empty mongomock database that can be opened several times."""

    def __init__(self) -> None:
        self.client = mongomock.MongoClient(tz_aware=True)
        self.name = uuid4().hex

    def store(self, **options: Any) -> MongoStore:
        return MongoStore(Mongo(self.client, self.name, "mongomock"), **options)


@pytest.fixture
def undisturbed() -> str:
    store = Server().store()
    ingest(store, FIRST)
    ingest(store, SECOND)
    return store.store_hash()


@pytest.mark.parametrize("point", HOOKS)
@pytest.mark.parametrize("during", [0, 1])
def test_a_kill_between_two_writes_has_no_effect_once_repeated(point: str, during: int, undisturbed: str) -> None:
    server = Server()
    passed: list[str] = []

    def kill(name: str) -> None:
        passed.append(name)
        if name == point:
            raise Killed

    for number, units in enumerate((FIRST, SECOND)):
        if number == during:
            with pytest.raises(Killed):
                ingest(server.store(hook=kill), units)
        ingest(server.store(), units)
    assert passed == list(HOOKS[: HOOKS.index(point) + 1])
    assert server.store().store_hash() == undisturbed
    assert server.store().verify(every_raw=True).findings == ()


@pytest.mark.parametrize("torn", ["versions", "revisions", "articles", "quarantine", "captures"])
@pytest.mark.parametrize("during", [0, 1])
def test_a_kill_within_a_write_has_no_effect_once_repeated(torn: str, during: int, undisturbed: str) -> None:
    server = Server()
    for number, units in enumerate((FIRST, SECOND)):
        if number == during:
            with pytest.raises(Killed):
                ingest(MongoStore(Torn(server.client, server.name, torn)), units)
        ingest(server.store(), units)
    assert server.store().store_hash() == undisturbed
    assert server.store().verify(every_raw=True).findings == ()


def test_every_write_has_a_kill_point() -> None:
    """A new write without a hook beside it would go untested."""
    server = Server()
    passed: list[str] = []
    ingest(server.store(hook=passed.append), FIRST)
    assert passed == list(HOOKS)


@pytest.mark.parametrize("point", ["settled", "versions", "articles"])
def test_an_article_another_process_files_meanwhile_is_settled_anew(point: str) -> None:
    """Both processes' places end up on the one article, whoever writes last."""
    server = Server()
    other = filed(capture("z", "Theirs"), url=BRIDGE)

    def meanwhile(name: str) -> None:
        if name == point:
            ingest(server.store(), [other], "theirs")

    units = [filed(capture("a", "Ours"), url=BRIDGE), filed(capture("b", "Apart"))]
    ingest(server.store(hook=meanwhile), units, "ours")
    together = Server().store()
    ingest(together, [*units, other])
    assert server.store().store_hash() == together.store_hash()
    assert server.store().counts()["revisions"] == 1


def test_revisions_another_process_has_added_meanwhile_stay() -> None:
    """The stale list of two would delete the third."""
    server, together = Server(), Server().store()
    known = [filed(capture("a", "One"), url=BRIDGE), filed(capture("b", "Two"), url=BRIDGE)]
    ours, theirs = filed(capture("c", "Three"), url=BRIDGE), filed(capture("d", "Four"), url=BRIDGE)

    def meanwhile(name: str) -> None:
        if name == "articles":
            ingest(server.store(), [theirs], "theirs")

    ingest(server.store(), known)
    ingest(server.store(hook=meanwhile), [ours], "ours")
    ingest(together, [*known, ours, theirs])
    assert server.store().store_hash() == together.store_hash()
    assert server.store().counts()["revisions"] == 3


def test_a_place_leaves_an_article_that_another_process_changes_meanwhile() -> None:
    server, together = Server(), Server().store()
    before, after = filed(capture("a", "At the bridge"), url=BRIDGE), filed(capture("a", "At the ferry"), url=FERRY)
    theirs = filed(capture("z", "Theirs"), url=BRIDGE)

    def meanwhile(name: str) -> None:
        if name == "versions":
            ingest(server.store(), [theirs], "theirs")

    ingest(server.store(), [before])
    ingest(server.store(hook=meanwhile), [after], "ours")
    for units in ([before], [theirs], [after]):
        ingest(together, units)
    assert server.store().store_hash() == together.store_hash()


def test_bytes_that_change_again_before_the_repetition_keep_what_was_between() -> None:
    """The ledger does not know the second bytes: the article does."""
    server = Server()

    def kill(name: str) -> None:
        if name == "revisions":
            raise Killed

    ingest(server.store(), [filed(capture("a", "One"))])
    with pytest.raises(Killed):
        ingest(server.store(hook=kill), [filed(capture("a", "Two"))])
    ingest(server.store(), [filed(capture("a", "Three"))])
    (entry,) = server.store().captures()
    assert entry["seq"] == 3
    (document,) = server.store().find(Search())
    assert [each["seq"] for each in document["sightings"]] == [1, 2, 3]
    assert [revision["text"] for revision in server.store().revisions(document["_id"])] == ["One", "Two"]


def test_a_place_counts_the_bytes_it_was_refused_for() -> None:
    store = Server().store()
    for unit in (filed(capture("a", "One")), refused(capture("a", "rubbish")), filed(capture("a", "Three"))):
        ingest(store, [unit])
    (document,) = store.find(Search())
    assert [each["seq"] for each in document["sightings"]] == [1, 3]


def test_a_race_without_end_is_an_error_that_may_be_tried_again() -> None:
    server = Server()
    rounds = iter(range(100))

    def meanwhile(name: str) -> None:
        if name == "versions":
            ingest(server.store(), [filed(capture("z", f"Theirs {next(rounds)}"), url=BRIDGE)], "theirs")

    with pytest.raises(TransientError, match="keep filing"):
        ingest(server.store(hook=meanwhile), [filed(capture("a", "Ours"), url=BRIDGE)], "ours")
