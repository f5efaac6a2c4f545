"""What pymongo raises leaves the store as an error of ours that says what to do, and never holds a password."""

import traceback
from collections.abc import Callable

import mongomock
import pytest
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WTimeoutError,
)

from schemas.errors import ConfigurationError, IngestError, PermanentError, StoreUnavailable, TransientError
from tasks.load.connecting import MongoStore
from tasks.load.mongo import Mongo, connect, without_credentials
from tasks.load.mongo import address as module

CANARY = "canary-5d1f"
SHOWN = "db.example:27017"


@pytest.fixture
def mongo() -> Mongo:
    return Mongo(mongomock.MongoClient(tz_aware=True), "test", SHOWN)


def failing(error: Exception) -> Callable[..., object]:
    def fail(*arguments: object, **options: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (ServerSelectionTimeoutError("No servers found"), StoreUnavailable),
        (AutoReconnect("connection closed"), TransientError),
        (NetworkTimeout("timed out"), TransientError),
        (NotPrimaryError("not primary"), TransientError),
        (ExecutionTimeout("operation exceeded time limit", 50), TransientError),
        (WTimeoutError("waiting for replication timed out", 64), TransientError),
        (OperationFailure("auth failed", 18), ConfigurationError),
        (OperationFailure("not authorized", 13, {"errmsg": "not authorized"}), ConfigurationError),
        (OperationFailure("full", 14031, {"errmsg": "out of disk space"}), StoreUnavailable),
        (OperationFailure("full", 8, {"errmsg": "database or disk is full"}), StoreUnavailable),
        (OperationFailure("full", 8, {"errmsg": "attempt to write a readonly database"}), StoreUnavailable),
        (OperationFailure("odd", 2, {"errmsg": "bad value"}), PermanentError),
        (OperationFailure("step-down", 189, {"errorLabels": ["RetryableWriteError"]}), TransientError),
        (KeyError("payload"), ConfigurationError),  # what the embedded server's answer to a login makes of pymongo
        (PyMongoError("odd"), PermanentError),
    ],
)
def test_each_failure_is_named_by_who_must_act(
    mongo: Mongo, monkeypatch: pytest.MonkeyPatch, error: Exception, ours: type[IngestError]
) -> None:
    monkeypatch.setattr(mongomock.Collection, "count_documents", failing(error))
    with pytest.raises(IngestError) as caught:
        mongo.count("articles")
    assert type(caught.value) is ours
    assert SHOWN in str(caught.value)


def test_a_defect_of_ours_is_not_taken_for_the_servers(mongo: Mongo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mongomock.Collection, "count_documents", failing(KeyError("another")))
    with pytest.raises(KeyError, match="another"):
        mongo.count("articles")


@pytest.mark.parametrize(
    ("code", "said"),
    [(11000, "overtaken"), (121, "rejected"), (10334, "rejected")],
    ids=["duplicate", "validator", "size"],
)
def test_a_bulk_tells_which_document_was_not_written(
    mongo: Mongo, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    error = BulkWriteError({"writeErrors": [{"index": 1, "code": code}], "writeConcernErrors": []})
    monkeypatch.setattr(mongomock.Collection, "bulk_write", failing(error))
    written = mongo.replace("articles", [{"_id": "a"}, {"_id": "b"}])
    assert getattr(written, said) == {"b"}
    assert len(written.overtaken | written.rejected) == 1


@pytest.mark.parametrize(
    ("details", "ours"),
    [
        ({"writeErrors": [{"index": 0, "code": 14031, "errmsg": "no space"}]}, StoreUnavailable),
        ({"writeErrors": [{"index": 0, "code": 13, "errmsg": "not authorized"}]}, ConfigurationError),
        ({"writeErrors": [], "writeConcernErrors": [{"code": 64}]}, TransientError),
        ({"writeErrors": [{"index": 0, "code": 2, "errmsg": "odd"}]}, PermanentError),
    ],
)
def test_a_bulk_that_fails_for_no_fault_of_a_document_is_an_error(
    mongo: Mongo, monkeypatch: pytest.MonkeyPatch, details: dict[str, object], ours: type[IngestError]
) -> None:
    monkeypatch.setattr(mongomock.Collection, "bulk_write", failing(BulkWriteError(details)))
    with pytest.raises(IngestError) as caught:
        mongo.replace("articles", [{"_id": "a"}])
    assert type(caught.value) is ours


def test_a_store_that_is_down_is_said_so_within_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SELECTION_MS", 300)
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:9 does not answer") as caught:
        connect(f"mongodb://someone:{CANARY}@127.0.0.1:9/news?directConnection=true")
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert module.SELECTION_MS < 30_000


@pytest.mark.parametrize(
    "uri",
    [
        f"mongodb://someone:{CANARY}@",
        f"mongodb://someone:{CANARY}@host:port/",
        f"mongodb://someone:{CANARY}@a@host/",
        f"mongodb://some one:{CANARY}%@host/",
        f"http://someone:{CANARY}@host/",
        f"{CANARY}",
        "",
    ],
)
def test_an_address_that_is_wrong_is_not_repeated(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SELECTION_MS", 300)
    with pytest.raises(ConfigurationError, match="address is not valid") as caught:
        connect(uri)
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_a_password_is_in_no_error_and_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for a server with logins, which neither server of the tests has."""
    monkeypatch.setattr(module, "MongoClient", lambda uri, **options: mongomock.MongoClient(tz_aware=True))
    uri = f"mongodb://someone:{CANARY}@db.example:27017/news"
    shown = connect(uri)
    assert CANARY not in repr(MongoStore(shown)) + repr(shown) + str(shown)
    for code in (13, 18):
        monkeypatch.setattr(mongomock.Collection, "count_documents", failing(OperationFailure("refused", code)))
        with pytest.raises(ConfigurationError, match="refuses the login") as caught:
            connect(uri)
        assert CANARY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("mongodb://a:b@h1:1,h2:2/db?x=y", "h1:1,h2:2"),
        ("mongodb+srv://cluster.example", "cluster.example"),
        ("mongodb://a:p%40w/x@h/db", "h"),
        ("mongodb://h?tls=true", "h"),
    ],
)
def test_an_address_is_shown_by_its_hosts(uri: str, shown: str) -> None:
    assert without_credentials(uri) == shown
