"""Every saved query and look-up on a store of many generated articles: p50, p95, and the plan that won.

    python -m benchmarks.million mongodb://127.0.0.1:27117/copytaster_million --articles 1000000

The store must be a MongoDB of its own; articles and indexes that are there already are used.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter
from typing import Any

import pymongo

from benchmarks.million_articles import (
    AGENCIES,
    AUTHORS,
    FIRST_DAY,
    FLAGS,
    LANGUAGES,
    RARE,
    SITES,
    TOPICS,
    vocabulary,
    write,
)
from schemas.stored import identity
from tasks.load.asking import ask, queries, question
from tasks.load.exchange import Search
from tasks.load.indexes import INDEXES
from tasks.load.mongo import Mongo, connect
from tasks.load.query import Listing
from tasks.load.querying import condition, find

ROUNDS = 60
LIMIT_MS = 50.0
SHOWN_ONLY = ("find two words", "find a word in a language", "find a word of a publisher")
"""Not held to the limit: what two words have in common takes as long as the rarer one is frequent."""


def main() -> int:
    """Fill the store where need be, time everything; return 1 where a p95 is too high or a collection is scanned."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("store")
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    mongo = connect(options.store)
    write(mongo, options.articles)
    build(mongo)
    print(f"{mongo.count('articles'):,} articles; milliseconds for the first page of 50")
    print(f"{'question':34} {'p50':>7} {'p95':>7}  plan")
    results = [measured(mongo, *each) for each in calls(mongo)]
    held = [each for each in results if each[0] not in SHOWN_ONLY]
    slow = [name for name, p95, _ in held if p95 > LIMIT_MS] + [name for name, _, plan in results if "COLLSCAN" in plan]
    print(f"over {LIMIT_MS:g} ms or scanning: {', '.join(slow) or 'none'}")
    return int(bool(slow))


def build(mongo: Mongo) -> None:
    """Make the indexes, all in one pass over the articles."""
    wanted = [pymongo.IndexModel(list(each.keys)) for each in INDEXES if each.collection == "articles"]
    with pymongo.timeout(24 * 3600):
        mongo._database["articles"].create_indexes(wanted)


def measured(
    mongo: Mongo, name: str, choose: Callable[[], Callable[[], Any]], explained: Any
) -> tuple[str, float, str]:
    """Time a question with other words each time; return its name, its p95 and its plan."""
    times = []
    for _ in range(ROUNDS):
        call = choose()
        start = perf_counter()
        call()
        times.append((perf_counter() - start) * 1000)
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    plan = " < ".join(stages(mongo, *explained()))
    print(f"{name:34} {p50:7.1f} {p95:7.1f}  {plan}", flush=True)
    return name, p95, plan


def stages(mongo: Mongo, collection: str, where: dict[str, Any], order: str) -> Iterator[str]:
    """Yield the stages of the winning plan, the outermost first."""
    command = {"find": collection, "filter": where, "sort": {order: -1}, "limit": 50}
    plan = mongo._database.command("explain", command, verbosity="queryPlanner")["queryPlanner"]["winningPlan"]
    while plan:
        keys = ",".join(plan["keyPattern"]) if "keyPattern" in plan else ""
        yield plan["stage"] + (f"({keys})" if keys else "")
        plan = plan.get("inputStage") or next(iter(plan.get("inputStages", ())), None)


def calls(mongo: Mongo) -> Iterator[tuple[str, Callable[[], Callable[[], Any]], Callable[[], Any]]]:
    """Yield every question: its name, what chooses its words, and what to explain."""
    chance = random.Random(3)
    words = vocabulary()
    given: dict[str, Callable[[], dict[str, str]]] = {
        "latest": lambda: {"language": chance.choice(LANGUAGES), "since": day(chance)},
        "by-author": lambda: {"author": chance.choice(AUTHORS)},
        "by-publisher": lambda: {"publisher": f"The {chance.choice(SITES[:120])[:-8]} Post"},
        "by-site": lambda: {"site": chance.choice(SITES)},
        "by-topic": lambda: {"topic": chance.choice(TOPICS), "until": day(chance)},
        "by-person": lambda: {"person": "Nobody Listed"},
        "by-agency": lambda: {"agency": chance.choice(AGENCIES)},
        "citing": lambda: {"agency": chance.choice(AGENCIES)},
        "flagged": lambda: {"flag": chance.choice(FLAGS)},
        "undated": dict,
        "doubtful": lambda: {"below": chance.choice(("0.1", "0.3", "0.5"))},
        "revised": lambda: {"until": day(chance)},
        "copied": dict,
        "per-day": lambda: {"since": day(chance)},
        "places": lambda: {"article": name(chance)},
        "changes": lambda: {"article": name(chance)},
        "refused": lambda: {"reason": "no-article-text"},
        "run-quality": dict,
    }
    for query in queries():
        yield f"query {query}", _asking(mongo, query, given[query]), _explaining(query, given[query])
    searches: dict[str, Callable[[], Search]] = {
        "find a rare word": lambda: Search(text=RARE),
        "find a word of the middle": lambda: Search(text=chance.choice(words[2000:20_000])),
        "find the commonest word": lambda: Search(text=words[0]),
        "find two words": lambda: Search(text=f"{chance.choice(words[50:500])} {chance.choice(words[3000:9000])}"),
        "find a word in a language": lambda: Search(text=chance.choice(words[500:5000]), language="de"),
        "find a word of a publisher": lambda: Search(text=chance.choice(words[500:5000]), publisher="the bacor post"),
        "find by days": lambda: Search(since=FIRST_DAY.date(), until=(FIRST_DAY + timedelta(days=40)).date()),
    }
    for said, search in searches.items():
        yield said, _finding(mongo, search), _explaining_search(search)
    shown = {"show by an id": lambda: name(chance), "show by 8 letters of an id": lambda: name(chance)[:8]}
    for said, start in shown.items():
        yield said, _showing(mongo, start), lambda: ("articles", {"_id": {"$gte": "0a", "$lt": "0b"}}, "_id")


def _showing(mongo: Mongo, start: Callable[[], str]) -> Callable[[], Callable[[], Any]]:
    return lambda: lambda: mongo.by_prefix("articles", start())


def day(chance: random.Random) -> str:
    return (FIRST_DAY + timedelta(days=chance.randrange(3000))).date().isoformat()


def address(chance: random.Random) -> str:
    return f"https://generated.example/{chance.randrange(100_000)}"


def name(chance: random.Random) -> str:
    return identity(f"url:{address(chance)}")


def _asking(mongo: Mongo, query: str, given: Callable[[], dict[str, str]]) -> Callable[[], Callable[[], Any]]:
    def choose() -> Callable[[], Any]:
        words = given()
        return lambda: ask(mongo, query, words, 50)

    return choose


def _explaining(query: str, given: Callable[[], dict[str, str]]) -> Callable[[], Any]:
    def explained() -> tuple[str, dict[str, Any], str]:
        _, asked = question(query, given())
        if isinstance(asked, Listing):
            return asked.collection, dict(asked.where), asked.order[0]
        return asked.collection, asked.where, "rank"

    return explained


def _finding(mongo: Mongo, search: Callable[[], Search]) -> Callable[[], Callable[[], Any]]:
    def choose() -> Callable[[], Any]:
        wanted = search()
        return lambda: find(mongo, wanted, indexed=True)

    return choose


def _explaining_search(search: Callable[[], Search]) -> Callable[[], Any]:
    return lambda: ("articles", condition(search()), "rank")


if __name__ == "__main__":
    sys.exit(main())
