"""What a server really does, found out by trying: its version and its "ok" prove nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from schemas.errors import IngestError, PermanentError
from tasks.load.exchange import Capability
from tasks.load.listed import first_ids
from tasks.load.mongo import Document, Mongo

PREFIX = "probe_"
"""Collections called so are ours to make and to drop."""


def capabilities(mongo: Mongo) -> tuple[Capability, ...]:
    """Return what the server was seen to do, asked anew only where it is another server or version than last time."""
    name, version = mongo.server()
    remembered = mongo.by_ids("meta", ["capabilities"]).get("capabilities")
    same = remembered is not None and (remembered["server"], remembered["version"]) == (name, version)
    if (
        remembered is not None
        and same
        and [each["name"] for each in remembered["seen"]] == [each[0] for each in PROBES]
    ):
        return tuple(Capability(each["name"], each["works"], each["note"]) for each in remembered["seen"])
    seen = probe(mongo)
    kept: Document = {"_id": "capabilities", "server": name, "version": version}
    kept["seen"] = [{"name": each.name, "works": each.works, "note": each.note} for each in seen]
    mongo.replace("meta", [kept])
    return seen


def works(mongo: Mongo, name: str) -> bool:
    """Return whether the server was seen to do this."""
    return any(each.works for each in capabilities(mongo) if each.name == name)


def probe(mongo: Mongo) -> tuple[Capability, ...]:
    """Try each thing servers differ in."""
    return tuple(
        Capability(name, done := _does(mongo, attempt), yes if done else no) for name, attempt, yes, no in PROBES
    )


def _validators(mongo: Mongo) -> bool:
    with _collection(mongo, "validators") as name:
        mongo.create(name, validator={"$jsonSchema": {"bsonType": "object", "required": ["wanted"]}})
        try:
            mongo.insert(name, {"_id": "1", "other": 1})
        except PermanentError:
            return mongo.insert(name, {"_id": "2", "wanted": 1})
        return False


def _views(mongo: Mongo) -> bool:
    with _collection(mongo, "viewed") as name, _collection(mongo, "view") as view:
        mongo.insert_missing(name, [{"_id": "1", "kind": "a"}, {"_id": "2", "kind": "b"}])
        mongo.create(view, viewOn=name, pipeline=[{"$match": {"kind": "b"}}])
        return [each["_id"] for each in mongo.find(view)] == ["2"]


def _partial_indexes(mongo: Mongo) -> bool:
    with _collection(mongo, "partial") as name:
        mongo.index(name, ("key", 1), unique=True, partialFilterExpression={"live": True})
        outside = [mongo.insert(name, {"_id": each, "key": "a", "live": False}) for each in "12"]
        inside = [mongo.insert(name, {"_id": each, "key": "a", "live": True}) for each in "34"]
        return (outside, inside) == ([True, True], [True, False])


def _text_indexes(mongo: Mongo) -> bool:
    with _collection(mongo, "text") as name:
        mongo.insert_missing(name, [{"_id": "1", "text": "copy and taster"}, {"_id": "2", "text": "copy"}])
        mongo.index(name, ("text", "text"))
        either = mongo.find(name, {"$text": {"$search": "copy taster"}})
        both = mongo.find(name, {"$text": {"$search": '"copy" "taster"'}})
        return (len(either), len(both)) == (2, 1)


def _array_indexes(mongo: Mongo) -> bool:
    with _collection(mongo, "array") as name:
        mongo.insert_missing(name, [{"_id": "1", "words": ["copy", "taster"]}, {"_id": "2", "words": ["copy"]}])
        mongo.index(name, ("words", 1))
        return len(mongo.find(name, {"words": "copy"})) == 2  # the embedded server finds none by such an index


def _list_look_ups(mongo: Mongo) -> bool:
    with _collection(mongo, "listed") as name:
        mongo.insert_missing(name, [{"_id": each, "keys": [1, int(each)]} for each in "3245"])
        found = mongo.look_up(first_ids(name, "keys", [1, 4, 9], limit=3), seconds=60)
        return {each["_id"]: each["ids"] for each in found} == {1: ["2", "3", "4"], 4: ["4"], 9: []}


def _validator_changes(mongo: Mongo) -> bool:
    with _collection(mongo, "changed") as name:
        mongo.create(name)
        mongo.command("collMod", name, validator={"$jsonSchema": {"bsonType": "object", "required": ["wanted"]}})
        try:
            mongo.insert(name, {"_id": "1", "other": 1})
        except PermanentError:
            return True
        return False


PROBES: tuple[tuple[str, Callable[[Mongo], bool], str, str], ...] = (
    ("validators", _validators, "the server checks each document", "documents are checked by this program only"),
    ("views", _views, "views can be read", "no views"),
    ("partial indexes", _partial_indexes, "an index may hold some documents only", "indexes hold every document"),
    ("array indexes", _array_indexes, "words and names are found by an index", "words and names are found by a scan"),
    ("list look-ups", _list_look_ups, "links are found in an index alone", "links are found by a scan"),
    ("validator changes", _validator_changes, "a validator follows the form", "a validator stays as it was made"),
    (
        "text indexes",
        _text_indexes,
        "a text index of the server's own is possible",
        "no text index of the server's own",
    ),
)
"""What is tried: its name, how, and what it means if it works, and if not."""


def _does(mongo: Mongo, attempt: Callable[[Mongo], bool]) -> bool:
    try:
        return attempt(mongo)
    except (IngestError, NotImplementedError):  # a server says it by an error, mongomock by the other
        return False


@contextmanager
def _collection(mongo: Mongo, name: str) -> Iterator[str]:
    name = f"{PREFIX}{name}"
    mongo.drop(name)
    try:
        yield name
    finally:
        mongo.drop(name)
