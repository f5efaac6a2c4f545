"""The saved queries: each answers on every server, by an index where the server has them, and takes words as words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from schemas.article import Dateline, Language, Quality
from schemas.errors import ConfigurationError
from schemas.outcome import Filed
from tasks.load.asking import queries, question
from tasks.load.connecting import MongoStore
from tasks.load.flattening import at
from tasks.load.query import Counting
from tests.stock import capture, filed, ingest, refused

URL = "https://news.example/bridge"


def story(number: int) -> Filed:
    """Return one of many articles, each a day after the one before."""
    day = (datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number)).isoformat().replace("+00:00", "Z")
    unit = filed(capture(f"{number:03}", f"Story {number}"), published=day)
    article = replace(
        unit.article,
        authors=("Jane Doe",),
        publisher="The Post",
        site="post.example",
        topics=("Bridges",),
        persons=("Ann Lee",),
        cited_agencies=("Reuters",),
        dateline=Dateline("MARLOW", "TASS", "MARLOW."),
        language=Language("en", 1.0),
        quality=Quality(0.3, ("short",)),
    )
    return replace(unit, article=article)


def stocked(store: MongoStore) -> str:
    """Fill a store so that every query finds something; return the id of an article with a past."""
    ingest(store, [story(number) for number in range(5)])
    ingest(store, [filed(capture("a", "Old"), url=URL), refused(capture("r", "menu"))])
    ingest(store, [filed(capture("b", "New"), url=URL), filed(capture("u", "Undated"))])
    store.open_run("run-1", {"source": "default"}, {})
    (document,) = store._mongo.find("articles", {"url": URL})
    return str(document["_id"])


GIVEN = {
    "latest": {"language": "EN", "since": "2020-01-02"},
    "by-author": {"author": "jane DOE"},
    "by-publisher": {"publisher": "the post"},
    "by-site": {"site": "Post.example", "until": "2020-01-03"},
    "by-topic": {"topic": "bridges"},
    "by-person": {"person": "Ann  Lee"},
    "by-agency": {"agency": "tass"},
    "citing": {"agency": "reuters"},
    "flagged": {"flag": "short"},
    "undated": {},
    "doubtful": {"below": "0.4"},
    "revised": {},
    "copied": {},
    "per-day": {"since": "2020-01-01", "days": "3"},
    "places": {"article": "ID"},
    "changes": {"article": "ID"},
    "refused": {"reason": "no-article-text"},
    "run-quality": {},
}
FOUND = {"latest": 4, "by-site": 3, "undated": 2, "revised": 1, "copied": 1, "places": 2, "changes": 1, "refused": 1}
FOUND |= {"per-day": 3, "run-quality": 1}


def test_every_query_has_its_example_here_and_one_of_its_own_that_is_understood() -> None:
    assert set(GIVEN) == set(queries())
    for each in queries().values():
        words = [
            word.split("=", 1) for word in each.example.replace("='", "=").replace("'", "").split(" ") if "=" in word
        ]
        assert question(each.name, {key: value or "x" for key, value in words})


def test_every_query_finds_what_it_says(store: MongoStore) -> None:
    article = stocked(store)
    for name, given in GIVEN.items():
        page = store.ask(name, {key: value.replace("ID", article) for key, value in given.items()})
        assert len(page.rows) == FOUND.get(name, 5), name
        assert page.after is None
        assert any(at(page.rows[0], column) is not None for column in page.columns), name


def test_no_query_scans_a_collection_or_sorts_where_there_are_indexes(store: MongoStore) -> None:
    if not next(each.works for each in store.capabilities() if each.name == "array indexes") or _is_mock(store):
        pytest.skip("this server says nothing of plans, or has no index of lists")
    article = stocked(store)
    for name, given in GIVEN.items():
        _, asked = question(name, {key: value.replace("ID", article) for key, value in given.items()})
        stages = _stages(store, asked)
        assert not stages & {"COLLSCAN", "SORT"}, name
        assert stages & {"IXSCAN", "COUNT_SCAN", "EXPRESS_IXSCAN"}, name


def _is_mock(store: MongoStore) -> bool:
    return store._mongo.shown == "mongomock"


def _stages(store: MongoStore, asked: object) -> set[str]:
    """Return the stages of the plan that the server chooses for a question."""
    if isinstance(asked, Counting):
        command = {"find": asked.collection, "filter": asked.where, "projection": {"_id": 0, asked.field: 1}}
    else:
        order = dict([asked.order])
        command = {"find": asked.collection, "filter": dict(asked.where), "sort": order, "limit": 50}
    return set(_named(store._mongo._database.command("explain", command, verbosity="queryPlanner")))


def _named(plan: object) -> list[str]:
    if isinstance(plan, dict):
        here = [plan["stage"]] if isinstance(plan.get("stage"), str) else []
        return here + [stage for key, each in plan.items() if key != "rejectedPlans" for stage in _named(each)]
    return [stage for each in plan for stage in _named(each)] if isinstance(plan, list) else []


@pytest.mark.parametrize(("name", "given"), [("by-author", {"author": "Jane Doe"}), ("latest", {}), ("undated", {})])
def test_pages_follow_one_another_without_gap_or_repetition(
    store: MongoStore, name: str, given: dict[str, str]
) -> None:
    stocked(store)
    whole = [each["_id"] for each in store.ask(name, given).rows]
    for size in (1, 2, 3):
        found, after = [], None
        while True:
            page = store.ask(name, given, size, after)
            found += [each["_id"] for each in page.rows]
            after = page.after
            if after is None:
                break
        assert found == whole


def test_articles_of_one_second_whose_ids_begin_alike_are_all_on_some_page(store: MongoStore) -> None:
    ingest(store, [story(number) for number in range(5)])
    store._mongo.set_all("articles", [each["_id"] for each in store._mongo.find("articles")], {"rank": 2**40})
    found, after = set(), None
    for _ in range(5):
        page = store.ask("latest", {}, 1, after)
        found |= {each["_id"] for each in page.rows}
        after = page.after
    assert (len(found), after) == (5, None)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("nothing", {}),
        ("by-site", {}),
        ("by-site", {"site": ""}),
        ("by-site", {"site": "a" * 1_000_000}),
        ("by-site", {"site": "post.example", "$where": "1"}),
        ("latest", {"since": "yesterday"}),
        ("latest", {"since": "2020-02-01", "until": "2020-01-01"}),
        ("per-day", {"since": "2020-01-01", "days": "10000"}),
        ("doubtful", {"below": "nan"}),
    ],
)
def test_what_is_no_parameter_is_refused_in_one_line_that_repeats_no_value(
    store: MongoStore, name: str, given: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        store.ask(name, given)
    assert "\n" not in str(refusal.value)
    assert "aaaaaaaa" not in str(refusal.value)
    assert len(str(refusal.value)) < 700


HOSTILE = (
    '{"$ne": null}',
    "$where",
    "{$gt: ''}",
    "(a+)+$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    ".*",
    "\0",
    "\ud800",
    "ａ" * 400,
)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_value_is_text_and_finds_nothing(store: MongoStore, value: str) -> None:
    stocked(store)
    for name, each in queries().items():
        for key, field in each.parameters.model_fields.items():
            needed = {other: GIVEN[name][other] for other in GIVEN[name] if other != key}
            if "str" not in str(field.annotation):  # days, numbers, choices
                with pytest.raises(ConfigurationError):
                    store.ask(name, {**needed, key: value})
                continue
            try:
                page = store.ask(name, {**needed, key: value})
            except ConfigurationError:  # not even text: a lone surrogate, or nothing at all
                continue
            assert page.rows == (), (name, key)


@pytest.mark.parametrize(
    "cursor", ["x", "eyIkbmUiOiBudWxsfQ==", "WzEsIHsiJG5lIjogbnVsbH1d", "W3siJG5lIjogbnVsbH0sICJhIl0=", "é"]
)
def test_a_mark_that_no_page_gave_is_refused(store: MongoStore, cursor: str) -> None:
    with pytest.raises(ConfigurationError):
        store.ask("latest", {}, 1, cursor)
