"""A plan is done exactly as it was compared, or refused in one line; comparing changes nothing."""

from collections.abc import Callable

import pytest

from schemas.errors import ConfigurationError
from schemas.outcome import PLAN_DIFFERS, Filed, Outcome, Verdict
from tasks.load import planning
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Plan, Search, Selection, Taken, Target
from tests.integration.conftest import Open
from tests.stock import capture, filed, ingest, made_of, refused, reprocess

OLD, NEW = "0.1.0+0ld", "0.2.0+new"
URL = "https://news.example/bridge"
Units = list[Filed | Outcome]
FIRST: Units = [
    filed(capture("a", "One")),
    filed(capture("b", "Two")),
    filed(capture("c", "Three"), url=URL),
    refused(capture("e", "menu and story")),
    refused(capture("f", "menu")),
]
TODAY: Units = [
    filed(capture("a", "One"), text="One, better"),
    filed(capture("b", "Two"), url=URL),
    filed(capture("c", "Three"), url=URL),
    filed(capture("e", "menu and story"), text="story"),
    refused(capture("f", "menu")),
]


@pytest.fixture
def store(opened: Open) -> MongoStore:
    """What an older pipeline has stored, opened by today's."""
    ingest(opened(made_by=OLD), FIRST)
    return opened(made_by=NEW)


def batches(store: MongoStore, **which: object) -> list[Taken]:
    found = [store.take(Selection(**which))]  # type: ignore[arg-type]
    while found[-1].cursor:
        found.append(store.take(Selection(**which), found[-1].cursor))  # type: ignore[arg-type]
    return found[:-1]


def test_a_saved_query_chooses_what_is_read_anew(store: MongoStore) -> None:
    (taken,) = batches(store, query="by-author", given={"author": "nobody at all"}) or [Taken("")]
    assert taken.articles == ()
    chosen = {each for taken in batches(store, query="undated") for each in taken.articles}
    page = store.ask("undated", {}, 50)
    assert chosen == {row["id"] for row in page.rows}
    assert chosen
    assert not [taken for taken in batches(store, query="undated") if not taken.articles], "the quarantine stays"
    with pytest.raises(ConfigurationError, match="lists no articles"):
        store.take(Selection(query="run-quality"))


def planned(store: MongoStore, units: Units, **which: object) -> Plan:
    """Compare and return the plan."""
    plan = store.plan("0plan", {})
    for taken in batches(store, **which):
        made = made_of(taken, units)
        plan = store.plan_batch(plan, taken, made, store.foresee(taken, made))
    store.close_plan(plan)
    return store.expect_plan("0pl")


def promoted(store: MongoStore, units: Units, name: str = "0plan") -> list[Outcome]:
    plan = store.begin_promotion(store.expect_plan(name), "run")
    outcomes: list[Outcome] = []
    for number in range(1, plan.batches + 1):
        taken = store.take_planned(plan, number)
        outcomes += store.refile_planned(plan, number, taken, made_of(taken, units), "run")
    store.end_promotion(plan)
    return outcomes


def test_comparing_foresees_what_reprocessing_does_and_changes_nothing(store: MongoStore) -> None:
    before = store.store_hash()
    foreseen = [store.foresee(taken, made_of(taken, TODAY)) for taken in batches(store)]
    planned(store, TODAY)
    assert store.store_hash() == before
    stood = {document["_id"]: document["text"] for document in store.find(Search())}
    outcomes = reprocess(store, TODAY)
    verdicts = [(each.place.uri, each.verdict) for one in foreseen for each in one.outcomes]
    assert sorted(verdicts) == sorted((each.place.uri, each.verdict) for each in outcomes)
    after = {document["_id"]: document["text"] for document in store.find(Search())}
    changes = {change.article: change for one in foreseen for change in one.changes}
    for article in stood.keys() | after.keys():
        change = changes.get(article)
        assert (change is not None) == (stood.get(article) != after.get(article))
        if change is not None:
            assert (change.before["text"] if change.before else None) == stood.get(article)
            assert (change.after["text"] if change.after else None) == after.get(article)


def test_a_promoted_plan_is_a_reprocess(store: MongoStore, opened: Open) -> None:
    plan = planned(store, TODAY)
    assert (plan.articles, plan.units, plan.status) == (3, 2, "planned")
    outcomes = promoted(store, TODAY)
    assert len(outcomes) == 5
    done = store.store_hash()
    assert [each.status for each in store.plans()] == ["promoted"]
    reprocess(store, TODAY)
    assert store.store_hash() == done
    assert store.verify(every_raw=True).findings == ()
    assert {document["pipeline"] for document in store.find(Search())} == {NEW}


def test_a_plan_does_what_it_selected_and_nothing_else(store: MongoStore) -> None:
    planned(store, TODAY, articles=False)
    assert [each.place.uri for each in promoted(store, TODAY) if each.verdict is Verdict.NEW] == ["e"]
    assert sorted(document["pipeline"] for document in store.find(Search())) == [OLD, OLD, OLD, NEW]


def again(store: MongoStore, opened: Open) -> MongoStore:
    promoted(store, TODAY)
    return store


def other_code(store: MongoStore, opened: Open) -> MongoStore:
    return opened(made_by="0.2.1+newer")


def revised(store: MongoStore, opened: Open) -> MongoStore:
    ingest(store, [filed(capture("a", "One, revised"))])
    return store


def deleted(store: MongoStore, opened: Open) -> MongoStore:
    store._mongo.delete("articles", [next(iter(store.find(Search())))["_id"]])
    return store


def replayed(store: MongoStore, opened: Open) -> MongoStore:
    reprocess(store, TODAY, articles=False)
    return store


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (again, "was promoted by run run"),
        (other_code, "the code has moved on"),
        (revised, "the store has moved on in 1 unit since"),
        (deleted, "the store has moved on in 1 unit since"),
        (replayed, "the store has moved on in 1 unit since"),
    ],
)
def test_a_plan_that_is_not_true_any_more_is_refused(
    store: MongoStore, opened: Open, meanwhile: Callable[[MongoStore, Open], MongoStore], said: str
) -> None:
    planned(store, TODAY)
    store = meanwhile(store, opened)
    before = store.store_hash()
    with pytest.raises(ConfigurationError, match=said):
        store.expect_plan("0plan")
    assert store.store_hash() == before


@pytest.mark.parametrize("name", ["", "x", ".*", '{"$ne": null}'])
def test_a_plan_that_is_none_is_refused(store: MongoStore, name: str) -> None:
    planned(store, TODAY)
    with pytest.raises(ConfigurationError, match="no plan has"):
        store.expect_plan(name)


def test_a_plan_that_is_still_written_is_none(store: MongoStore) -> None:
    store.plan("half", {})
    with pytest.raises(ConfigurationError, match="no plan"):
        store.expect_plan("half")


def test_what_comes_out_otherwise_than_planned_stays(store: MongoStore) -> None:
    """A page that took too long this time: the rest of the plan is done."""
    planned(store, TODAY)
    slow = [refused(capture(name, text), "timed-out") for name, text in (("a", "One"), ("e", "menu and story"))]
    outcomes = {each.place.uri: each for each in promoted(store, [*TODAY, *slow])}
    assert {uri for uri, each in outcomes.items() if each.reason == PLAN_DIFFERS} == {"a", "e"}
    assert outcomes["a"].verdict is outcomes["e"].verdict is Verdict.NOT_REACHED
    assert {document["text"]: document["pipeline"] for document in store.find(Search())}["One"] == OLD
    assert [each["uri"] for each in store.quarantine()] == ["e", "f"]


def test_no_plan_outlives_what_is_forgotten(store: MongoStore) -> None:
    planned(store, TODAY)
    article = next(document["_id"] for document in store.find(Search()) if document["text"] == "One")
    store.forget(Target(article=article), "asked for", "run")
    assert store.plans() == ()
    assert store.residue().findings == ()


def test_only_the_latest_plans_are_kept(store: MongoStore) -> None:
    for number in range(planning.KEPT + 2):
        plan = store.plan(f"plan{number}", {})
        for taken in batches(store):
            made = made_of(taken, TODAY)
            plan = store.plan_batch(plan, taken, made, store.foresee(taken, made))
        store.close_plan(plan)
    assert len(store.plans()) == planning.KEPT
    assert len({each.get("plan", each["_id"]) for each in store._mongo.find("plans")}) == planning.KEPT
