"""Runs: one at a time for a source, a receipt for each, also for those that died."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import psutil
import pytest

from schemas.errors import AlreadyRunning, ConfigurationError
from schemas.outcome import Outcome, Verdict
from schemas.run import Receipt, RunKind, RunStatus
from schemas.stored import SCHEMA_VERSION
from tasks.load import running
from tasks.load.connecting import MongoStore
from tests.integration.conftest import Open
from tests.stock import capture, filed, ingest, refused


def open_run(store: MongoStore, run: str, source: str = "default") -> Receipt:
    return store.open_run(run, {"source": source, "paths": ("a", "b")}, {"python": "3"}, "log", "prefect")


def finished(receipt: Receipt, **counts: int) -> Receipt:
    seen = sum(counts.values())
    return replace(receipt, status=RunStatus.COMPLETED, counts=counts, seen=seen, balanced=True)


def die(store: MongoStore, run: str) -> None:
    """Make it look as if another process, gone since, had opened the run."""
    lease = store._mongo.by_ids("runs", [run])[run]["lease"]
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    store._mongo.swap("runs", {"_id": run}, {"lease": {**lease, "pid": gone.pid}})


def test_a_receipt_is_read_as_it_was_written(store: MongoStore) -> None:
    opened = open_run(store, "run-1")
    assert (opened.status, opened.lease.token, opened.log) == (RunStatus.RUNNING, 1, "log")
    ingest(store, [filed(capture("a", "A"))], "run-1")
    final = finished(opened, new=1)
    store.close_run(final)
    read = store.run("run-1")
    assert read is not None
    assert read.journal is not None  # closing adds how far the store's changes had come
    assert replace(read, parameters={}, journal=None) == replace(final, parameters={})
    assert read.parameters == {"source": "default", "paths": ["a", "b"]}
    assert store.verify().findings == ()


def test_a_source_has_one_run_at_a_time(store: MongoStore) -> None:
    first = open_run(store, "first")
    with pytest.raises(AlreadyRunning, match="first"):
        open_run(store, "second")
    assert store.run("second") is None
    open_run(store, "elsewhere", source="another")
    store.close_run(finished(first))
    assert open_run(store, "third").lease.token > first.lease.token


def test_a_run_of_another_kind_stands_in_nobodys_way_but_its_own_kinds(store: MongoStore) -> None:
    open_run(store, "ingest")
    first = store.open_run("first", {"reason": "asked"}, {}, kind=RunKind.FORGET)
    store.open_run("replay", {}, {}, kind=RunKind.REPLAY)
    with pytest.raises(AlreadyRunning, match="run first is at work \\(forget\\): try again"):
        store.open_run("second", {}, {}, kind=RunKind.FORGET)
    store.close_run(replace(finished(first), effects={"articles removed": 3}))
    read = store.run("first")
    assert read is not None
    assert (read.kind, read.effects, read.said) == (RunKind.FORGET, {"articles removed": 3}, "3 articles removed")
    store.open_run("second", {}, {}, kind=RunKind.FORGET)


def test_a_receipt_from_before_there_were_kinds_is_an_ingests(store: MongoStore) -> None:
    open_run(store, "old")
    (document,) = store._mongo.find("runs")
    store._mongo.replace("runs", [{name: value for name, value in document.items() if name not in {"kind", "effects"}}])
    assert [(receipt.kind, receipt.effects) for receipt in store.runs()] == [(RunKind.INGEST, {})]


def test_a_dead_run_is_closed_by_the_next_start_with_the_ledgers_counts(store: MongoStore) -> None:
    open_run(store, "dead")
    ingest(store, [filed(capture("a", "A")), filed(capture("b", "A")), refused(capture("c", "C"))], "dead")
    die(store, "dead")
    open_run(store, "next")
    receipt = store.run("dead")
    assert receipt is not None
    assert receipt.status is RunStatus.CRASHED
    assert receipt.ended_at is not None
    assert receipt.seen == 3
    assert {verdict: units for verdict, units in receipt.counts.items() if units} == {
        "new": 1, "duplicate": 1, "quarantined": 1
    }  # fmt: skip
    assert receipt.reasons == {"no-article-text": 1}
    assert store.verify("dead").findings == ()


def test_a_process_id_used_again_by_another_process_is_dead(store: MongoStore) -> None:
    open_run(store, "dead")
    lease = store._mongo.by_ids("runs", ["dead"])["dead"]["lease"]
    store._mongo.swap("runs", {"_id": "dead"}, {"lease": {**lease, "process_started": lease["process_started"] - 60}})
    open_run(store, "next")
    assert store.runs()[-1].status is RunStatus.CRASHED


def test_a_run_elsewhere_lives_as_long_as_its_lease(store: MongoStore) -> None:
    opened = open_run(store, "far")
    lease = store._mongo.by_ids("runs", ["far"])["far"]["lease"]
    store._mongo.swap("runs", {"_id": "far"}, {"lease": {**lease, "host": "another-machine"}})
    with pytest.raises(AlreadyRunning):
        open_run(store, "near")
    (document,) = store._mongo.find("runs", {"_id": "far"})
    silent = opened.started_at - running.LEASE - timedelta(seconds=1)
    store._mongo.replace("runs", [{**document, "renewed_at": silent}])
    open_run(store, "near")


def test_a_run_that_slept_through_its_end_writes_no_more(store: MongoStore) -> None:
    """SIGSTOP for ten minutes: the next run has taken over."""
    slept = open_run(store, "slept")
    die(store, "slept")
    open_run(store, "next")
    before = store.store_hash()
    for call in (lambda: store.renew("slept"), lambda: store.load([filed(capture("a", "A"))], "slept")):
        with pytest.raises(AlreadyRunning, match="slept"):
            call()
    with pytest.raises(AlreadyRunning):
        store.close_run(finished(slept))
    assert store.store_hash() == before


def test_an_interrupted_run_is_counted_by_the_ledger(store: MongoStore) -> None:
    """Ctrl-C between the store's answer and the account: the batch is filed all the same."""
    opened = open_run(store, "cut")
    ingest(store, [filed(capture("a", "A")), filed(capture("b", "B"))], "cut")
    store.close_run(replace(opened, status=RunStatus.CANCELLED, seen=5, counts={"new": 0}))
    receipt = store.run("cut")
    assert receipt is not None
    assert (receipt.seen, receipt.counts["new"], receipt.counts["not-reached"]) == (5, 2, 3)
    assert store.verify().findings == ()


def test_verify_finds_a_receipt_that_does_not_balance_or_agree(store: MongoStore) -> None:
    opened = open_run(store, "wrong")
    ingest(store, [filed(capture("a", "A"))], "wrong")
    store.close_run(replace(opened, status=RunStatus.COMPLETED, seen=3, counts={"new": 2}))
    assert [finding.code for finding in store.verify().findings] == ["unbalanced", "miscounted"]
    assert [finding.code for finding in store.verify("nothing").findings] == ["no-such-run"]


def test_verify_says_how_many_units_a_later_run_met_again(store: MongoStore) -> None:
    units = [filed(capture("a", "A")), filed(capture("b", "B"))]
    for run, verdict in (("one", "new"), ("two", "unchanged")):
        opened = open_run(store, run)
        ingest(store, units, run)
        store.close_run(finished(opened, **{verdict: 2}))
    assert (store.verify("one").superseded, store.verify("two").superseded) == (2, 0)
    assert store.verify("one").ok
    assert store.verify("two").ok


def test_runs_are_listed_newest_first_and_found_by_the_start_of_their_id(store: MongoStore) -> None:
    for run in ("aa1", "aa2", "b"):
        store.close_run(finished(open_run(store, run)))
    assert [receipt.id for receipt in store.runs()] == ["b", "aa2", "aa1"]
    assert [receipt.id for receipt in store.runs(limit=1)] == ["b"]
    with pytest.raises(ConfigurationError, match="more than one id starts with 'aa', as aa1 and aa2 do"):
        store.run("aa")
    assert store.run("c") is None
    found = store.run("aa1"), store.run("b")
    assert [receipt.id for receipt in found if receipt] == ["aa1", "b"]


def test_a_store_of_a_newer_program_is_refused(opened: Open) -> None:
    store = opened()
    store._mongo.swap("meta", {"_id": "schema"}, {"version": 99})
    with pytest.raises(ConfigurationError, match="newer copytaster"):
        opened()
    store._mongo.swap("meta", {"_id": "schema"}, {"version": SCHEMA_VERSION})


def test_an_outcome_without_bytes_is_in_the_ledger(store: MongoStore) -> None:
    gone = Outcome(capture("gone.txt", "").place, Verdict.NOT_REACHED, "extract", "gone", "it was deleted")
    assert ingest(store, [gone], "run") == [Verdict.NOT_REACHED]
    (entry,) = store.captures()
    assert (entry["outcome"], entry["reason"], entry["sha256"], entry["seq"]) == ("not-reached", "gone", None, None)
    assert ingest(store, [filed(capture("gone.txt", "Back"))]) == [Verdict.NEW]


def test_our_own_process_counts_as_alive() -> None:
    assert running._started(psutil.Process().pid) is not None
