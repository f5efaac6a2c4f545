"""Raw captures are the bytes that were met, or an error."""

import mongomock
import pytest
import zstandard

from schemas.errors import PermanentError
from tasks.load.mongo import Mongo
from tasks.load.raws import Raws
from tests.stock import capture


@pytest.fixture
def mongo() -> Mongo:
    return Mongo(mongomock.MongoClient(tz_aware=True), "test", "mongomock")


@pytest.mark.parametrize("data", [b"", b"x", b"lorem ipsum " * 10_000, bytes(range(256))])
def test_bytes_come_back_as_they_were(mongo: Mongo, data: bytes) -> None:
    unit = capture("a", data)
    Raws(mongo).keep([unit])
    assert Raws(mongo).read(unit.sha256) == data
    assert Raws(mongo).stored([unit.sha256, "0" * 64]) == {unit.sha256}


def test_equal_bytes_make_equal_documents(mongo: Mongo) -> None:
    """Raw documents are named by their content and never overwritten."""
    raws = Raws(mongo)
    assert raws._document(capture("a", "same")) == raws._document(capture("b", "same"))
    raws.keep([capture("a", "same"), capture("b", "other")])
    raws.keep([capture("c", "same")])
    assert mongo.count("raw") == 2


@pytest.mark.parametrize(
    "damage",
    [
        {"data": b"not zstd"},
        {"data": zstandard.compress(b"other bytes")},
        {"data": b""},
        {"size": 3},
        {"data": zstandard.compress(b"0" * 50_000_000)},
    ],
    ids=["not packed", "others", "nothing", "shorter", "a bomb"],
)
def test_damage_is_found_when_they_are_read(mongo: Mongo, damage: dict[str, object]) -> None:
    unit = capture("a", "the bytes that were met")
    Raws(mongo).keep([unit])
    mongo.swap("raw", {"_id": unit.sha256}, damage)
    with pytest.raises(PermanentError, match="damaged"):
        Raws(mongo).read(unit.sha256)
