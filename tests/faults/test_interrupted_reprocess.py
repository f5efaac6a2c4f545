"""Reading anew, or dropping, that is killed between two writes or within one, and repeated, is as if undisturbed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

import mongomock
import pytest

from schemas.outcome import Filed, Outcome, Verdict
from tasks.load import dropping, filing, refiling
from tasks.load.connecting import MongoStore
from tasks.load.filing import Hook, no_hook
from tasks.load.mongo import Document, Mongo, Written
from tasks.load.store import Search, Selection
from tests.stock import capture, filed, ingest, made_of, refused, reprocess

OLD, NEW = "0.1.0+0ld", "0.2.0+new"
BRIDGE, FERRY, QUAY, MARKET = (f"https://news.example/{name}" for name in ("bridge", "ferry", "quay", "market"))
Units = list[Filed | Outcome]

FIRST: Units = [
    filed(capture("a", "Plain one")),
    filed(capture("b", "The bridge"), url=BRIDGE),
    filed(capture("c", "The bridge, again"), text="X", url=BRIDGE),
    filed(capture("d", "Without an address")),
    filed(capture("e", "The ferry"), url=FERRY),
    refused(capture("f", "menu")),
    refused(capture("g", "menu and story")),
    filed(capture("h", "Refused by later code")),
    filed(capture("j", "Monday"), url=MARKET),
]
SECOND: Units = [
    filed(capture("a", "Plain one, revised")),
    filed(capture("b", "The bridge, revised"), url=BRIDGE),
    filed(capture("i", "Plain one, revised")),
    filed(capture("j", "Tuesday"), url=MARKET),
]
TODAY: Units = [
    filed(capture("a", "Plain one"), text="Plain 1"),
    filed(capture("a", "Plain one, revised"), text="Plain 1, revised"),
    filed(capture("b", "The bridge"), text="The bridge, better", url=BRIDGE),
    filed(capture("b", "The bridge, revised"), url=QUAY),  # a version goes over to an article that is not there yet
    filed(capture("c", "The bridge, again"), text="X", url=BRIDGE),
    filed(capture("d", "Without an address"), url=FERRY),  # an article becomes part of another
    filed(capture("e", "The ferry"), url=FERRY),
    refused(capture("f", "menu")),
    filed(capture("g", "menu and story"), text="story"),
    refused(capture("h", "Refused by later code")),
    filed(capture("j", "Monday")),  # an earlier version becomes an article of its own
    filed(capture("j", "Tuesday"), url=MARKET),
]


class Killed(BaseException):
    """What a kill looks like from inside: nothing handles it."""


class Torn(Mongo):
    """A database that stops in the middle of a bulk on one collection."""

    def __init__(self, client: Any, name: str, torn: str) -> None:
        super().__init__(client, name, "mongomock")
        self._torn = torn

    def replace(
        self, collection: str, documents: Sequence[Document], were: Mapping[str, Mapping[str, Any]] | None = None
    ) -> Written:
        if collection != self._torn or not documents:
            return super().replace(collection, documents, were)
        super().replace(collection, documents[: len(documents) // 2], were)
        raise Killed


class Server:
    """A database ingested by the old pipeline, that can be opened several times."""

    def __init__(self) -> None:
        self.client = mongomock.MongoClient(tz_aware=True)
        self.name = uuid4().hex
        for units in (FIRST, SECOND):
            ingest(MongoStore(self.mongo(), made_by=OLD), units)

    def mongo(self) -> Mongo:
        return Mongo(self.client, self.name, "mongomock")

    def store(self, hook: Hook = no_hook) -> MongoStore:
        return MongoStore(self.mongo(), hook, NEW)


def read_anew(store: MongoStore) -> list[Outcome]:
    return reprocess(store, TODAY)


def dropped(store: MongoStore) -> list[Outcome]:
    return list(store.drop(Selection(), "drop"))


def promoted(store: MongoStore) -> list[Outcome]:
    """Promote the one plan there is; the first call makes it."""
    if not store.plans():
        plan, taken = store.plan("plan", {}), store.take(Selection())
        while taken.cursor:
            made = made_of(taken, TODAY)
            plan = store.plan_batch(plan, taken, made, store.foresee(taken, made))
            taken = store.take(Selection(), taken.cursor)
        store.close_plan(plan)
    plan = store.begin_promotion(store.expect_plan("plan"), "run")
    outcomes: list[Outcome] = []
    for number in range(1, plan.batches + 1):
        taken = store.take_planned(plan, number)
        outcomes += store.refile_planned(plan, number, taken, made_of(taken, TODAY), "run")
    store.end_promotion(plan)
    return outcomes


def nth(number: int, passed: list[str]) -> Hook:
    def kill(name: str) -> None:
        passed.append(name)
        if len(passed) > number:
            raise Killed

    return kill


@pytest.fixture(params=[read_anew, promoted, dropped], ids=lambda each: str(each.__name__))
def done(request: pytest.FixtureRequest) -> Callable[[MongoStore], list[Outcome]]:
    return request.param  # type: ignore[no-any-return]


def test_a_kill_at_any_point_has_no_effect_once_repeated(done: Callable[[MongoStore], list[Outcome]]) -> None:
    passed: list[str] = []
    undisturbed = Server()
    done(undisturbed.store(passed.append))
    wanted = undisturbed.store().store_hash()
    for number in range(len(passed)):
        server, until = Server(), list[str]()
        with pytest.raises(Killed):
            done(server.store(nth(number, until)))
        assert until == passed[: number + 1]
        done(server.store())
        assert server.store().store_hash() == wanted, f"after a kill at {number}: {until[-1]}"
        assert server.store().verify(every_raw=True).findings == ()


def test_each_point_there_is_was_passed() -> None:
    """A point that the cases above never come to would go untested."""
    passed: list[str] = []
    read_anew(Server().store(passed.append))
    assert {*refiling.HOOKS, *filing.HOOKS} == set(passed)
    passed = []
    dropped(Server().store(passed.append))
    assert passed == list(dropping.HOOKS)


@pytest.mark.parametrize("torn", ["readings", "versions", "revisions", "articles", "quarantine", "captures"])
def test_a_kill_within_a_write_has_no_effect_once_repeated(torn: str) -> None:
    undisturbed, server = Server(), Server()
    read_anew(undisturbed.store())
    with pytest.raises(Killed):
        read_anew(MongoStore(Torn(server.client, server.name, torn), made_by=NEW))
    read_anew(server.store())
    assert server.store().store_hash() == undisturbed.store().store_hash()
    assert server.store().verify(every_raw=True).findings == ()


def test_a_killed_run_reads_again_only_what_it_had_not_stored() -> None:
    server = Server()
    before = len(server.store().take(Selection()).captures)
    with pytest.raises(Killed):
        read_anew(server.store(nth(len(refiling.HOOKS) + len(filing.HOOKS) - 2, [])))
    assert len(server.store().take(Selection()).captures) < before


def test_an_article_that_an_ingest_files_meanwhile_is_settled_anew() -> None:
    """The ingest's capture stays, whoever writes last."""
    server = Server()
    other = filed(capture("z", "Theirs"), url=BRIDGE)

    def meanwhile(name: str) -> None:
        if name == "readings":
            ingest(server.store(), [other], "theirs")

    outcomes = read_anew(server.store(meanwhile))
    assert len(outcomes) == 10
    together = Server()
    ingest(together.store(), [other])
    read_anew(together.store())
    assert server.store().store_hash() == together.store().store_hash()
    places = {place["uri"] for each in server.store().find(Search()) for place in (each["source"], *each["places"])}
    assert places == set("abcdeghijz")


def test_the_outcomes_of_the_cases_are_what_they_are_meant_to_be() -> None:
    outcomes = {each.place.uri: each.verdict for each in read_anew(Server().store())}
    revised, unchanged = Verdict.REVISED, Verdict.UNCHANGED
    assert outcomes == {
        "a": revised,
        "b": revised,
        "c": unchanged,
        "d": revised,
        "e": unchanged,
        "f": Verdict.QUARANTINED,
        "g": Verdict.NEW,
        "h": unchanged,
        "i": Verdict.DUPLICATE,
        "j": unchanged,
    }
