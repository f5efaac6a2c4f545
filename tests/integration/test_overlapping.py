"""Protects two runs over the same captures at the same moment, forced past the lease: nothing is there twice."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from schemas.outcome import Filed, Outcome, Verdict
from tasks.load.connecting import MongoStore
from tests.integration.conftest import Open, empty
from tests.stock import capture, filed, ingest, refused

BATCH = 5


def captures() -> list[Filed | Outcome]:
    """Stories, each at two places, one of a changing page, and pages that are none."""
    stories = [filed(capture(f"{place}/{n:02}.txt", f"Story {n}.")) for n in range(15) for place in ("a", "b")]
    page = [filed(capture(f"page/{n}.html", f"As of hour {n}."), url="https://a.example/page") for n in range(5)]
    return [*stories, *page, *(refused(capture(f"menu/{n}.txt", f"menu {n}")) for n in range(5))]


def forced(store: MongoStore, run: str, seed: int, start: Barrier) -> Counter[Verdict]:
    """Ingest all of it in an order of this run's own, without a lease that would keep others out."""
    units = captures()
    random.Random(seed).shuffle(units)
    start.wait()
    return Counter(
        verdict for at in range(0, len(units), BATCH) for verdict in ingest(store, units[at : at + BATCH], run)
    )


def test_two_runs_at_once_leave_what_one_leaves(opened: Open) -> None:
    alone = opened()
    ingest(alone, captures(), "alone")
    wanted = alone.store_hash()
    places = {entry["_id"] for entry in alone.captures()}
    empty(alone._mongo)

    start = Barrier(2)
    with ThreadPoolExecutor(2) as both:
        runs = [both.submit(forced, opened(), f"run-{seed}", seed, start) for seed in (1, 2)]
        counted = [run.result() for run in runs]
    store = opened()
    assert [sum(each.values()) for each in counted] == [len(captures())] * 2, "each run accounts for every unit"
    assert sorted(entry["_id"] for entry in store.captures()) == sorted(places)
    assert len(list(store._mongo.find("articles"))) == 16
    assert store.store_hash() == wanted
