"""What reading anew, dropping and promoting are tried on: captures, and what an old and a new pipeline make of them."""

from schemas.outcome import Filed, Outcome
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Selection
from tests.stock import capture, filed, made_of, refused, reprocess

OLD, NEW = "0.1.0+0ld", "0.2.0+new"
BRIDGE, FERRY, QUAY, MARKET = (f"https://news.example/{name}" for name in ("bridge", "ferry", "quay", "market"))
Units = list[Filed | Outcome]

FIRST: Units = [
    filed(capture("a", "Plain one")),
    filed(capture("b", "The bridge"), url=BRIDGE),
    filed(capture("c", "The bridge, again"), text="X", url=BRIDGE),
    filed(capture("d", "Without an address")),
    filed(capture("e", "The ferry"), url=FERRY),
    refused(capture("f", "menu")),
    refused(capture("g", "menu and story")),
    filed(capture("h", "Refused by later code")),
    filed(capture("j", "Monday"), url=MARKET),
]
SECOND: Units = [
    filed(capture("a", "Plain one, revised")),
    filed(capture("b", "The bridge, revised"), url=BRIDGE),
    filed(capture("i", "Plain one, revised")),
    filed(capture("j", "Tuesday"), url=MARKET),
]
TODAY: Units = [
    filed(capture("a", "Plain one"), text="Plain 1"),
    filed(capture("a", "Plain one, revised"), text="Plain 1, revised"),
    filed(capture("b", "The bridge"), text="The bridge, better", url=BRIDGE),
    filed(capture("b", "The bridge, revised"), url=QUAY),  # a version goes over to an article that is not there yet
    filed(capture("c", "The bridge, again"), text="X", url=BRIDGE),
    filed(capture("d", "Without an address"), url=FERRY),  # an article becomes part of another
    filed(capture("e", "The ferry"), url=FERRY),
    refused(capture("f", "menu")),
    filed(capture("g", "menu and story"), text="story"),
    refused(capture("h", "Refused by later code")),
    filed(capture("j", "Monday")),  # an earlier version becomes an article of its own
    filed(capture("j", "Tuesday"), url=MARKET),
]


def read_anew(store: MongoStore) -> list[Outcome]:
    return reprocess(store, TODAY)


def dropped(store: MongoStore) -> list[Outcome]:
    return list(store.drop(Selection(), "drop"))


def planned(store: MongoStore) -> None:
    """Make the plan of reading all anew."""
    plan, taken = store.plan("plan", {}), store.take(Selection())
    while taken.cursor:
        made = made_of(taken, TODAY)
        plan = store.plan_batch(plan, taken, made, store.foresee(taken, made))
        taken = store.take(Selection(), taken.cursor)
    store.close_plan(plan)


def promoted(store: MongoStore) -> list[Outcome]:
    """Promote the one plan there is; the first call makes it."""
    if not store.plans():
        planned(store)
    plan = store.begin_promotion(store.expect_plan("plan"), "run")
    outcomes: list[Outcome] = []
    for number in range(1, plan.batches + 1):
        taken = store.take_planned(plan, number)
        outcomes += store.refile_planned(plan, number, taken, made_of(taken, TODAY), "run")
    store.end_promotion(plan)
    return outcomes
