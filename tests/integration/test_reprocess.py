"""Stored captures read anew: the store is as if today's pipeline had ingested them, and earlier readings are kept."""

from dataclasses import replace

import mongomock
import pytest

from schemas.article import Quality
from schemas.outcome import Filed, Outcome, Verdict
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Document, Search
from tasks.load.mongo import Mongo
from tests.integration.conftest import DATABASE, Open
from tests.stock import capture, filed, ingest, refused, reprocess

OLD, NEW = "0.1.0+0ld", "0.2.0+new"
URL = "https://news.example/bridge"
Units = list[Filed | Outcome]


@pytest.fixture
def made_by(opened: Open) -> Open:
    """Open the store as a program whose pipeline is the one named."""
    return lambda pipeline: opened(made_by=pipeline)


def fresh(*batches: Units) -> MongoStore:
    """Return a store that today's pipeline ingested from the start."""
    store = MongoStore(Mongo(mongomock.MongoClient(tz_aware=True), DATABASE, "mongomock"), made_by=NEW)
    for units in batches:
        ingest(store, units)
    return store


def told(store: MongoStore) -> dict[str, list[Document]]:
    """Return all a store holds that a run's log does not."""
    mongo = store._mongo
    logged = ("first", "last", "remade", "held", "mtime")
    kinds = {"duplicate": "article"}
    found: dict[str, list[Document]] = {}
    for name in ("articles", "revisions", "versions", "captures", "raw", "quarantine"):
        fields = None if name != "raw" else ["size"]
        found[name] = [
            {
                key: kinds.get(value, value) if key in ("filed", "outcome") and isinstance(value, str) else value
                for key, value in each.items()
                if key not in logged
            }
            for each in mongo.each(name, fields)
        ]
    return found


def upgrade(made_by: Open, before: list[Units], after: list[Units]) -> tuple[MongoStore, list[Outcome]]:
    """Return a store ingested by the old pipeline and reprocessed by the new one, and the outcomes."""
    old = made_by(OLD)
    for units in before:
        ingest(old, units)
    store = made_by(NEW)
    outcomes = reprocess(store, [unit for units in after for unit in units])
    return store, outcomes


def verdicts(outcomes: list[Outcome]) -> list[tuple[str, Verdict]]:
    return sorted((outcome.place.uri, outcome.verdict) for outcome in outcomes)


def test_a_better_reading_replaces_the_record_and_the_earlier_one_is_kept(made_by: Open) -> None:
    before: list[Units] = [[filed(capture("a", "One")), filed(capture("b", "Two"))]]
    after: list[Units] = [[filed(capture("a", "One"), text="One, better"), filed(capture("b", "Two"))]]
    store, outcomes = upgrade(made_by, before, after)
    assert verdicts(outcomes) == [("a", Verdict.REVISED), ("b", Verdict.UNCHANGED)]
    assert told(store) == told(fresh(*after))
    one, two = sorted(store.find(Search()), key=lambda each: str(each["text"]))
    assert (one["pipeline"], two["pipeline"], one["revisions"]) == (NEW, NEW, 0)
    (reading,) = store._mongo.find("readings")
    assert (reading["article"], reading["pipeline"], reading["followed_by"]) == (one["_id"], OLD, NEW)
    assert (reading["real"], reading["before"]) == (True, {"text": "One"})
    assert store.verify(every_raw=True).findings == ()


def test_a_second_time_nothing_is_read_and_nothing_changes(made_by: Open) -> None:
    units: Units = [filed(capture("a", "One")), refused(capture("e", "menu"))]
    store, _ = upgrade(made_by, [units], [units])
    before = store.store_hash()
    assert verdicts(reprocess(store, [])) == [("a", Verdict.UNCHANGED), ("e", Verdict.QUARANTINED)]
    assert store.store_hash() == before


def test_a_difference_nobody_would_notice_is_no_real_one(made_by: Open) -> None:
    unit = filed(capture("a", "One"))
    better = replace(unit, article=replace(unit.article, quality=Quality(0.9)))
    store, outcomes = upgrade(made_by, [[unit]], [[better]])
    assert verdicts(outcomes) == [("a", Verdict.UNCHANGED)]
    assert told(store) == told(fresh([better]))
    (reading,) = store._mongo.find("readings")
    assert (reading["real"], reading["before"]) == (False, {"quality": None})


def test_earlier_versions_are_read_anew_too(made_by: Open) -> None:
    before: list[Units] = [[filed(capture("a", "One"))], [filed(capture("a", "Two"))]]
    after: list[Units] = [[filed(capture("a", "One"), text="1")], [filed(capture("a", "Two"), text="2")]]
    store, outcomes = upgrade(made_by, before, after)
    assert verdicts(outcomes) == [("a", Verdict.REVISED)]
    assert told(store) == told(fresh(*after))
    (document,) = store.find(Search())
    (revision,) = store.revisions(document["_id"])
    assert (revision["text"], revision["pipeline"], document["text"]) == ("1", NEW, "2")


def test_versions_that_now_say_the_same_are_one(made_by: Open) -> None:
    before: list[Units] = [[filed(capture("a", "One 17:05"))], [filed(capture("a", "One 17:06"))]]
    after: list[Units] = [
        [filed(capture("a", "One 17:05"), text="One")],
        [filed(capture("a", "One 17:06"), text="One")],
    ]
    store, _ = upgrade(made_by, before, after)
    assert told(store) == told(fresh(*after))
    assert store.counts()["revisions"] == 0


def test_copies_stay_copies(made_by: Open) -> None:
    before: list[Units] = [[filed(capture(name, "Same")) for name in "abc"]]
    after: list[Units] = [[filed(capture(name, "Same"), text="The same") for name in "abc"]]
    store, outcomes = upgrade(made_by, before, after)
    assert [verdict for _, verdict in verdicts(outcomes)] == [Verdict.REVISED, Verdict.DUPLICATE, Verdict.DUPLICATE]
    assert told(store) == told(fresh(*after))


def test_an_address_found_now_makes_two_articles_one(made_by: Open) -> None:
    """The page's address decides which article it is: it must do so whenever it is found."""
    before: list[Units] = [[filed(capture("a", "One")), filed(capture("b", "Two")), filed(capture("c", "Three"))]]
    after: list[Units] = [
        [filed(capture("a", "One"), url=URL), filed(capture("b", "Two"), url=URL), filed(capture("c", "Three"))]
    ]
    store, outcomes = upgrade(made_by, before, after)
    assert verdicts(outcomes) == [("a", Verdict.REVISED), ("b", Verdict.REVISED), ("c", Verdict.UNCHANGED)]
    assert told(store) == told(fresh(*after))
    assert store.verify(every_raw=True).findings == ()
    assert {each["article"] for each in store._mongo.find("readings")} == {
        each["_id"] for each in store.find(Search()) if each["url"]
    }


def test_an_address_that_was_none_parts_an_article(made_by: Open) -> None:
    before: list[Units] = [[filed(capture("a", "One"), url=URL), filed(capture("b", "Two"), url=URL)]]
    after: list[Units] = [[filed(capture("a", "One"), url=URL), filed(capture("b", "Two"), url=f"{URL}/2")]]
    store, _ = upgrade(made_by, before, after)
    assert told(store) == told(fresh(*after))
    assert store.counts()["articles"] == 2
    assert store.verify(every_raw=True).findings == ()


@pytest.mark.parametrize("addresses", [(None, None), (URL, None), (None, URL), (URL, f"{URL}/2")])
@pytest.mark.parametrize("were", [(None, None), (URL, URL), (URL, None)])
def test_a_place_with_a_past_goes_where_its_addresses_say(
    made_by: Open, were: tuple[str | None, ...], addresses: tuple[str | None, ...]
) -> None:
    texts = ("One", "Two")
    before: list[Units] = [[filed(capture("a", text), url=url)] for text, url in zip(texts, were, strict=True)]
    after: list[Units] = [[filed(capture("a", text), url=url)] for text, url in zip(texts, addresses, strict=True)]
    store, _ = upgrade(made_by, before, after)
    assert told(store) == told(fresh(*after))
    assert store.verify(every_raw=True).findings == ()


def test_what_is_an_article_now_leaves_the_quarantine(made_by: Open) -> None:
    before: list[Units] = [[refused(capture("e", "menu and story")), refused(capture("f", "menu"))]]
    after: list[Units] = [[filed(capture("e", "menu and story"), text="story"), refused(capture("f", "menu"))]]
    store, outcomes = upgrade(made_by, before, after)
    assert verdicts(outcomes) == [("e", Verdict.NEW), ("f", Verdict.QUARANTINED)]
    assert told(store) == told(fresh(*after))


def test_an_article_that_is_none_any_more_stays_and_is_named(made_by: Open) -> None:
    before: list[Units] = [[filed(capture("a", "One")), filed(capture("b", "Two"))]]
    store, (a, b) = upgrade(made_by, before, [[filed(capture("a", "One")), refused(capture("b", "Two"))]])
    refusal = b if b.reason else a
    assert (refusal.verdict, refusal.reason) == (Verdict.UNCHANGED, "no-article-text")
    documents = {document["text"]: document["pipeline"] for document in store.find(Search())}
    assert documents == {"One": NEW, "Two": OLD}
    assert store.verify().findings == ()


def test_bytes_that_are_lost_are_not_reached_and_their_article_stays(made_by: Open) -> None:
    old = made_by(OLD)
    ingest(old, [filed(capture("a", "One"))])
    old._mongo.delete("raw", [capture("a", "One").sha256])
    (outcome,) = reprocess(made_by(NEW), [])
    assert (outcome.verdict, outcome.reason) == (Verdict.NOT_REACHED, "raw-lost")
    assert old.counts()["articles"] == 1


@pytest.fixture
def several(made_by: Open) -> MongoStore:
    old = made_by(OLD)
    a, b = filed(capture("a", "One"), published="2020-01-01T00:00:00Z"), filed(capture("b", "Two"))
    ingest(old, [replace(a, article=replace(a.article, site="a.example")), b])
    ingest(made_by("0.1.5+mid"), [filed(capture("c", "Three")), refused(capture("e", "menu"))])
    return made_by(NEW)


@pytest.mark.parametrize(
    ("which", "places"),
    [
        ({}, "abce"),
        ({"site": "a.example", "quarantined": False}, "a"),
        ({"made_before": "0.1.5"}, "abe"),
        ({"made_before": "0.1.10"}, "abce"),
        ({"made_before": "current"}, "abce"),
        ({"made_before": "0.1.0", "quarantined": False}, ""),
        ({"text": "three"}, "c"),
        ({"articles": False}, "e"),
        ({"articles": False, "reason": "too-deep"}, ""),
    ],
)
def test_a_selection_narrows(several: MongoStore, which: dict[str, object], places: str) -> None:
    units: Units = [filed(capture(name, text)) for name, text in (("a", "One"), ("b", "Two"), ("c", "Three"))]
    outcomes = reprocess(several, [*units, refused(capture("e", "menu"))], **which)
    assert "".join(sorted(outcome.place.uri for outcome in outcomes)) == places
