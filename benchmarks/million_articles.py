"""A store of generated articles of our own word lists, written straight to MongoDB: what the queries are timed on.

The words are made of syllables, their frequencies are Zipf's; an article has one to two thousand characters.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from schemas.article import Article, Source
from schemas.record import record
from schemas.stored import Filing, identity
from schemas.terms import RANK_BITS, facets, rank, terms
from tasks.load.mongo import Mongo

SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fi",
    "gal",
    "ho",
    "in",
    "ka",
    "lor",
    "mi",
    "nor",
    "pe",
    "qua",
    "ri",
    "sto",
    "tu",
    "ver",
)
VOCABULARY = 60_000
RARE = "quillback"
"""A word that stands in one article of fifty thousand."""
SITES = tuple(f"{first}{second}.example" for first in SYLLABLES for second in SYLLABLES)
AUTHORS = tuple(
    f"{a.title()}{b} {c.title()}{d}son" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES[:3] for d in "oei"
)
TOPICS = tuple(f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES[:6] for c in ("ing", "ics", "ery"))
AGENCIES = ("TASS", "Reuters", "AP", "AFP", "dpa")
LANGUAGES = ("en", "ru", "de", "fr", "es")
FLAGS = ("short", "no-title", "no-publisher", "mixed-language")
FIRST_DAY = datetime(2015, 1, 1, tzinfo=UTC)
BATCH = 1000
GENERATED = 250_000
"""Articles with a text of their own; where more are wanted, others have a text in common."""
SECONDS = 3600.0
LONGEST = 205
"""Words of the longest article."""


def vocabulary() -> list[str]:
    """Return the words, the commonest first."""
    chance = random.Random(7)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(1, 5)))] = None
    return list(found)


def _stream() -> list[str]:
    """Return two million words, each as often as Zipf's law has it: an article is a piece of it."""
    words = vocabulary()
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))
    return random.Random(11).choices(words, cum_weights=weights, k=2_000_000)


def articles(count: int) -> Iterator[dict[str, Any]]:
    """Yield so many articles as the store keeps them; the same count gives the same articles."""
    stream = _stream()
    said = record(Article(Source("", None, "", "text", "utf-8", None), text=""))
    for number in range(count):
        yield _article(number, random.Random(number), stream, said)


def _article(number: int, chance: random.Random, stream: list[str], said: dict[str, Any]) -> dict[str, Any]:
    begin = chance.randrange(len(stream) - LONGEST)
    chosen = stream[begin : begin + chance.randint(105, LONGEST)]
    if number % 50_000 == 11:
        chosen[40] = RARE
    title, text = " ".join(chosen[:8]), ". ".join(" ".join(chosen[at : at + 14]) for at in range(8, len(chosen), 14))
    moment = None if number % 25 == 3 else FIRST_DAY + timedelta(seconds=chance.randrange(10 * 365 * 86_400))
    name = identity(f"url:https://generated.example/{number}")
    score = round(chance.random(), 2)
    full = said | {
        "id": name,
        "title": title,
        "text": text,
        "authors": [chance.choice(AUTHORS)],
        "publisher": f"The {chance.choice(SITES[:120])[:-8].title()} Post",
        "site": chance.choice(SITES),
        "url": f"https://generated.example/{number}",
        "published": _published(moment),
        "dateline": {"place": "KALORIN", "agency": chance.choice(AGENCIES), "raw": "KALORIN."}
        if number % 3 == 0
        else None,
        "topics": chance.sample(TOPICS, 2),
        "language": {"code": chance.choice(LANGUAGES), "confidence": 1.0, "votes": {}},
        "words": len(chosen),
        "quality": {"score": score, "flags": [chance.choice(FLAGS)] if score < 0.3 else []},
    }
    source = {**full["source"], "uri": f"/generated/{number}.txt", "sha256": f"{number:064x}"}
    return _filed({**full, "source": source}, moment, chosen, revisions=int(number % 40 == 7))


def _published(moment: datetime | None) -> dict[str, Any]:
    value = None if moment is None else moment.isoformat().replace("+00:00", "Z")
    date = {"value": value, "instant": value, "precision": value and "second", "raw": value, "method": value and "made"}
    return {**date, "candidates": [], "linked": None}


def _filed(said: dict[str, Any], moment: datetime | None, chosen: list[str], revisions: int) -> dict[str, Any]:
    """Return an article's document; its words are known, so they are not looked for again."""
    found = sorted({word[:40] for word in chosen})
    names = facets(said, revisions)
    filing = Filing((), (), moment, revisions, "", tuple(found), names, rank(moment, said["id"]))
    return {"_id": said["id"], **said, **_plain(filing), "published_at": moment, "state": said["id"]}


def _plain(filing: Filing) -> dict[str, Any]:
    names = ("revisions", "content", "rank", "schema_version", "pipeline")
    lists = {"places": [], "sightings": [], "terms": list(filing.terms), "facets": list(filing.facets)}
    return lists | {name: getattr(filing, name) for name in names}


def write(mongo: Mongo, count: int) -> None:
    """Fill an empty collection without indexes: with this many generated articles, or with their copies where fewer
    were generated, each with an id, an address, a date and a file of its own.
    """
    generated = min(count, GENERATED)
    there = mongo.count("articles")
    for batch in batched(generated, skip=there) if there < generated else ():
        mongo.insert_missing("articles", batch)
    copy = 0
    while (missing := count - mongo.count("articles")) > 0:
        copy += 1
        mongo.aggregate("articles", [*_copied(copy, min(missing, generated)), {"$merge": "articles"}], SECONDS)
        print(f"{count - missing:,} articles written", file=sys.stderr)


def batched(count: int, skip: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Yield the articles in batches, without the first ones."""
    batch: list[dict[str, Any]] = []
    for number, article in enumerate(articles(count)):
        if number == 0:
            assert list(terms(article)) == article["terms"], "the generator's words are not those the store looks up"
        if number >= skip:
            batch.append(article)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _copied(copy: int, many: int) -> list[dict[str, Any]]:
    """Return the stages that copy so many articles: the server does it in a quarter of the time."""
    later = copy * 977 * 3600 * 1000
    moved = {"$add": ["$rank", copy, {"$cond": ["$published_at", (later // 1000) << RANK_BITS, 0]}]}
    name = {"$concat": [f"{copy:02x}", {"$substrBytes": ["$_id", 2, 30]}]}
    new = {
        "_id": name,
        "id": name,
        "url": {"$concat": ["$url", f"/{copy}"]},
        "rank": moved,
        "published_at": {"$cond": ["$published_at", {"$add": ["$published_at", later]}, None]},
        "source.uri": {"$concat": [f"/copies/{copy}", "$source.uri"]},
    }
    return [{"$match": {"source.uri": {"$regex": "^/generated"}}}, {"$limit": many}, {"$set": new}]
