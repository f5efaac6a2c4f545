"""What several words and names have in common is found by their indexes as by reading every article."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.article import Language, Quality
from schemas.outcome import Filed
from tasks.load import meeting
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search
from tasks.load.mongo import Mongo
from tasks.load.probing import works
from tasks.load.querying import find
from tests.stock import capture, filed, ingest

WORDS = ("ferry", "bridge", "harbour", "mayor", "brewery")


def told(number: int, chance: random.Random) -> Filed:
    """Return an article of some of the words; the first are on many pages, the last on few."""
    chosen = [word for place, word in enumerate(WORDS) if chance.random() < 0.9 - 0.2 * place]
    day = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(20))
    unit = filed(capture(f"{number:03}", " ".join([*chosen, f"number{number}"])), published=day.isoformat())
    language, flags = chance.choice(("en", "de")), chance.choice(((), ("short",)))
    return replace(unit, article=replace(unit.article, language=Language(language, 1.0), quality=Quality(0.5, flags)))


@pytest.fixture
def mongo(store: MongoStore, monkeypatch: pytest.MonkeyPatch) -> Mongo:
    if not works(store._mongo, "array indexes"):
        pytest.skip("this server has no index of words: articles are found by a scan, and not by meeting")
    monkeypatch.setattr(meeting, "FEW", 3)
    monkeypatch.setattr(meeting, "MANY", 7)
    chance = random.Random(2)
    ingest(store, [told(number, chance) for number in range(60)])
    return store._mongo


def searches(chance: random.Random) -> Search:
    words = chance.sample(WORDS, chance.randint(1, 3))
    days = {"since": date(2020, 1, 5)} if chance.random() < 0.4 else {}
    days |= {"until": date(2020, 1, 12)} if chance.random() < 0.4 else {}
    return Search(
        text=" ".join(words),
        language=chance.choice((None, "en", "de", "fr")),
        flags=chance.choice(((), ("short",))),
        limit=chance.choice((1, 2, 5, 100)),
        **days,
    )


def test_the_same_articles_in_the_same_order_are_found_either_way(mongo: Mongo) -> None:
    chance, found = random.Random(8), 0
    for _ in range(150):
        search = searches(chance)
        scanned = [each["_id"] for each in find(mongo, search, indexed=False)]
        assert [each["_id"] for each in find(mongo, search, indexed=True)] == scanned, search
        found += len(scanned) > 1
    assert found > 50  # or nothing was shown


def test_articles_of_one_rank_are_told_apart(mongo: Mongo) -> None:
    """Each has one of the words, and together they have all."""
    mongo.set_all("articles", [each["_id"] for each in mongo.find("articles")], {"rank": 2**40})
    for text in ("ferry brewery", "mayor brewery", "ferry bridge mayor"):
        search = Search(text=text, limit=100)
        scanned = {each["_id"] for each in find(mongo, search, indexed=False)}
        assert {each["_id"] for each in find(mongo, search, indexed=True)} == scanned != set()
