"""Reading anew, or dropping, that is killed between two writes or within one, and repeated, is as if undisturbed."""

from collections.abc import Callable
from uuid import uuid4

import mongomock
import pytest

from schemas.outcome import Outcome, Verdict
from tasks.load import dropping, filing, refiling
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search, Selection
from tasks.load.filing import Hook, no_hook
from tasks.load.mongo import Mongo
from tests.faults.again import BRIDGE, FIRST, NEW, OLD, SECOND, dropped, promoted, read_anew
from tests.faults.killing import Killed, Torn
from tests.stock import capture, filed, ingest


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
