"""Look-ups of who has a key: the same answer on every server, and on MongoDB from the index alone."""

import pytest

from schemas.stored import stamped
from tasks.load.connecting import MongoStore
from tasks.load.linking import commonplaces, sketches
from tasks.load.listed import first_ids
from tasks.load.mongo import Document, Mongo
from tasks.load.probing import works

MANY = 300
COMMON, RARE, NOBODYS = 7, 1_000, 9


def sketched(mongo: Mongo) -> None:
    """Store sketches that all have one key, and each of them one that its neighbour has, too."""
    fixed = {"form": sketches.FORM, "left": [], "changed": False, "pending": ""}
    names = [f"{number:04}" for number in range(MANY)]
    mongo.insert_missing(
        "sketches",
        [
            stamped({"_id": name, "state": name, "keys": [COMMON, RARE + int(name), RARE + int(name) + 1], **fixed})
            for name in reversed(names)
        ],
    )


@pytest.mark.parametrize("few", [0, MANY])
def test_of_each_key_the_first_holders_are_found_and_no_more_than_asked_for(store: MongoStore, few: int) -> None:
    sketched(store._mongo)
    assert sketches.holders(store._mongo, [RARE + 5, COMMON, NOBODYS, RARE], 3, few) == {
        COMMON: ["0000", "0001", "0002"],
        NOBODYS: [],
        RARE: ["0000"],
        RARE + 5: ["0004", "0005"],
    }
    assert sketches.holders(store._mongo, [], 3, few) == {}


@pytest.mark.parametrize("few", [0, MANY])
def test_more_keys_than_one_question_may_name_are_all_answered(
    store: MongoStore, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    sketched(store._mongo)
    keys = [COMMON, *range(RARE, RARE + MANY)]
    at_once = sketches.holders(store._mongo, keys, 3, few)
    monkeypatch.setattr(sketches, "LOOKED_UP", 7)
    monkeypatch.setattr(sketches, "VALUES", 7)
    assert sketches.holders(store._mongo, keys, 3, few) == at_once
    assert at_once.keys() == {*keys}


def test_a_look_up_examines_entries_of_the_index_alone_however_many_articles_have_a_key(store: MongoStore) -> None:
    mongo = store._mongo
    if not works(mongo, "list look-ups"):
        pytest.skip("this server looks through all sketches")
    sketched(mongo)
    limit = commonplaces.COMMON + 1
    ask: Document = {"aggregate": 1, "pipeline": first_ids("sketches", "keys", [COMMON, RARE + 5], limit), "cursor": {}}
    (found,) = (
        each for each in mongo.command("explain", ask, verbosity="executionStats")["stages"] if "$lookup" in each
    )
    assert found["indexesUsed"] == ["keys_1__id_1"]
    assert (found["totalDocsExamined"], found["collectionScans"]) == (0, 0)
    assert found["totalKeysExamined"] <= limit + 2 + 2  # an entry for each answer, and one that ends each search
    find = {"find": "sketches", "filter": {"keys": {"$in": [COMMON]}}, "projection": {"_id": 1}, "limit": limit}
    stats = mongo.command("explain", find, verbosity="executionStats")["executionStats"]
    assert (stats["totalDocsExamined"], stats["totalKeysExamined"]) == (0, limit)  # whether so many have one of them


def test_which_keys_are_common_is_told_by_an_index_alone(store: MongoStore) -> None:
    mongo = store._mongo
    if not works(mongo, "list look-ups"):
        pytest.skip("this server has no index on an id beside another field")
    mongo.replace("commonplaces", [stamped({"_id": f"{key:013x}", "first": "a"}) for key in range(100)])
    assert commonplaces.known(mongo, [3, 400]) == {3: "a"}
    ask = {"find": "commonplaces", "filter": {"_id": {"$in": ["0000000000003", "0000000000400"]}}}
    found = mongo.command("explain", {**ask, "projection": {"first": 1}}, verbosity="executionStats")["executionStats"]
    assert (found["nReturned"], found["totalDocsExamined"]) == (1, 0)
