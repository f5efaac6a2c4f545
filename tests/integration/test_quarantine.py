"""The quarantine: listed by what people ask, read again by a later pipeline, dropped without a hole in the ledger."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.outcome import DROPPED, Filed, Outcome, Verdict
from schemas.run import RunKind, RunStatus
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search, Selection
from tests.integration.conftest import Open
from tests.stock import capture, filed, ingest, refused, reprocess

NEW, QUARANTINED, EXCLUDED = Verdict.NEW, Verdict.QUARANTINED, Verdict.EXCLUDED


@pytest.fixture
def old(opened: Open) -> MongoStore:
    """A store in which an older pipeline quarantined three captures, and a fourth whose bytes were never read."""
    store = opened(made_by="0.1.0+0ld")
    named = replace(refused(capture("b", "menu b"), "not-an-article"), site="b.example")
    unread = Outcome(capture("d", "").place, QUARANTINED, "extract", "permission-denied", "the file may not be read")
    receipt = store.open_run("first", {"source": "s"}, {})
    ingest(store, [refused(capture("a", "menu a")), named, refused(capture("c", "menu c")), unread], "first")
    store.close_run(replace(receipt, status=RunStatus.COMPLETED))
    return store


def uris(store: MongoStore, selection: Selection) -> str:
    return "".join(each["uri"] for each in store.quarantine(50, selection))


def test_it_is_listed_by_code_site_and_day(old: MongoStore) -> None:
    today = datetime.now(UTC).date()
    assert uris(old, Selection()) == "abcd"
    assert uris(old, Selection(reason="not-an-article")) == uris(old, Selection(site="b.example")) == "b"
    assert uris(old, Selection(held_since=today - timedelta(days=1))) == "abcd"
    assert uris(old, Selection(held_since=date.max)) == ""
    assert uris(old, Selection(reason="no-article-text", site="b.example")) == ""


def test_it_names_the_bytes_and_the_pipeline_that_refused_them(old: MongoStore) -> None:
    (a, _, _, d) = old.quarantine()
    assert old.raw(a["sha256"]) == b"menu a"
    assert (a["pipeline"], a["held"], a["replay"]) == ("0.1.0+0ld", "first", "pending")
    assert (d["sha256"], d["pipeline"], d["replay"]) == (None, None, "no-bytes")


def test_meeting_them_again_changes_nothing_of_it(old: MongoStore, opened: Open) -> None:
    before = old.quarantine()
    newer = opened(made_by="0.2.0+new")
    units = [refused(capture(name, f"menu {name}")) for name in "ac"]
    assert ingest(newer, [*units], "second") == [QUARANTINED, QUARANTINED]
    assert newer.quarantine() == before


def test_what_is_read_again_and_refused_again_names_the_later_pipeline(old: MongoStore, opened: Open) -> None:
    newer = opened(made_by="0.2.0+new")
    units: list[Filed | Outcome] = [filed(capture("a", "menu a")), refused(capture("c", "menu c"), "too-deep")]
    outcomes = reprocess(newer, units, articles=False, reason="no-article-text")
    assert {each.place.uri: each.verdict for each in outcomes} == {"a": NEW, "c": QUARANTINED}
    (c,) = newer.quarantine(50, Selection(reason="too-deep"))
    assert (c["pipeline"], c["held"]) == ("0.2.0+new", "first")
    assert uris(newer, Selection()) == "bcd"


def test_a_unit_that_another_run_replays_meanwhile_stays_an_article(old: MongoStore, opened: Open) -> None:
    """An ingest has recognised the place as quarantined and is about to say so again."""
    (known,) = old.recognise([capture("a", "menu a")])
    newer = opened(made_by="0.2.0+new")
    units: list[Filed | Outcome] = [filed(capture("a", "menu a")), refused(capture("c", "menu c"))]
    reprocess(newer, units, articles=False, reason="no-article-text")
    (outcome,) = old.load([known], "third")
    assert outcome.verdict is Verdict.UNCHANGED
    assert uris(newer, Selection()) == "bcd"
    assert old.recognise([capture("a", "menu a")])[0].verdict is Verdict.UNCHANGED  # type: ignore[union-attr]


def test_dropped_units_leave_the_ledger_balanced_and_stay_out(old: MongoStore) -> None:
    receipt = old.open_run("drop", {}, {}, kind=RunKind.DROP)
    outcomes = old.drop(Selection(reason="no-article-text"), "drop")
    assert {each.place.uri: (each.verdict, each.reason) for each in outcomes} == {
        "a": (EXCLUDED, DROPPED),
        "c": (EXCLUDED, DROPPED),
    }
    assert old.drop(Selection(reason="no-article-text"), "drop") == ()
    counts = {"excluded": 2}
    old.close_run(replace(receipt, status=RunStatus.COMPLETED, counts=counts, seen=2))
    assert uris(old, Selection()) == "bd"
    assert old.verify("drop", every_raw=True).findings == ()
    for run in ("second", "third"):
        (known,) = old.recognise([capture("a", "menu a")])
        (outcome,) = old.load([known], run)
        assert (outcome.verdict, outcome.reason) == (EXCLUDED, DROPPED)
    assert reprocess(old, [], articles=False, reason="no-article-text") == []


def test_what_was_refused_before_it_was_cleaned_stays_dropped_too(old: MongoStore) -> None:
    """An empty file comes from extract as an outcome, each time anew."""
    empty = Outcome(capture("e", "").place, QUARANTINED, "extract", "empty", "the file is empty", capture("e", ""))
    old.open_run("drop", {}, {}, kind=RunKind.DROP)
    (outcome,) = old.load(old.recognise([empty]), "drop")
    assert outcome.verdict is QUARANTINED
    old.drop(Selection(reason="empty"), "drop")
    for run in ("drop", "third"):
        (outcome,) = old.load(old.recognise([empty]), run)
        assert (outcome.verdict, outcome.reason) == (EXCLUDED, DROPPED)
    assert uris(old, Selection()) == "abcd"


def test_other_bytes_at_a_dropped_place_are_read(old: MongoStore) -> None:
    old.open_run("drop", {}, {}, kind=RunKind.DROP)
    old.drop(Selection(), "drop")
    assert ingest(old, [filed(capture("a", "a story at last"))]) == [NEW]
    assert len(old.find(Search())) == 1


def test_a_dropped_unit_whose_bytes_were_never_read_is_read_when_it_can_be(old: MongoStore) -> None:
    old.open_run("drop", {}, {}, kind=RunKind.DROP)
    old.drop(Selection(reason="permission-denied"), "drop")
    assert ingest(old, [filed(capture("d", "a story"))]) == [NEW]
