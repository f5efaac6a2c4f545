"""How many copies are found, how many are made up, and how long a look-up takes among very many.

    python -m benchmarks.near_duplicates [--stories 1000] [--store mongodb://…]
    python -m benchmarks.near_duplicates --look-ups 10000,100000,1000000 --store mongodb://…

The first stores generated stories and five copies of each (30 and 60 % cut off, 15 % of the words edited, embedded in
another story, ten sentences of boilerplate added), links them, and prints for each kind the share of copies that are
linked with their story, and how many links join two different stories. The second fills a collection of sketches of
its own and prints the time look-ups take at each size, with what the server examined. Without an address both use an
embedded server in a temporary folder.
"""

import argparse
import hashlib
import random
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks import stories
from schemas.article import Article, Source
from schemas.capture import Capture, place_of
from schemas.outcome import Filed
from tasks.load import embedded
from tasks.load.connecting import MongoStore
from tasks.load.linking import sketches
from tasks.load.linking.commonplaces import COMMON
from tasks.load.linking.linker import SKETCHES
from tasks.load.linking.shingles import SKETCH, shingles
from tasks.load.listed import first_ids
from tasks.load.mongo import Document, Mongo, connect
from tasks.load.probing import works

BATCH = 1000
BOILERPLATE = " ".join(stories.story(-1, 10).split())
KINDS = ("story", "30 % cut", "60 % cut", "15 % edited", "embedded", "boilerplate")
PHRASES, STRIDE = 2, 0x9E3779B97F4A7
"""How many turns of phrase there are for each generated sketch, so that at every size about eleven articles share one,
and what makes keys of them."""
LIMIT = COMMON + 1
"""Articles of a key that are asked for: one more than may have it before it is common."""
LOOKED_UP = 100
"""Articles whose keys are asked for together when look-ups are timed."""
REPEATED = 5
"""How often a look-up is timed; the least counts, for a busy machine makes some of them long."""


def copies(number: int) -> tuple[str, ...]:
    """Return a story and its copies, in the order of `KINDS`."""
    text = stories.story(number)
    return (
        text,
        stories.cut(text, 0.3, number),
        stories.cut(text, 0.6, number),
        stories.edited(text, 0.15, number),
        stories.embedded(text, stories.story(1_000_000 + number)),
        f"{text}\n\n{BOILERPLATE}",
    )


def filed(name: str, text: str) -> Filed:
    """Return an article ready for the store."""
    data = f"{name}\n{text}".encode()
    capture = Capture(place_of(f"{name}.txt"), data, hashlib.sha256(data).hexdigest(), "text")
    return Filed(capture, Article(Source(f"{name}.txt", None, capture.sha256, "text", "utf-8", None), text=text))


def recall(mongo: Mongo, count: int) -> None:
    """Print how many copies are linked with their story, and how many links are wrong."""
    store = MongoStore(mongo)
    units = [
        filed(f"{number}-{kind}", text)
        for number in range(count)
        for kind, text in zip(KINDS, copies(number), strict=True)
    ]
    random.Random(0).shuffle(units)
    store.open_run("recall", {"source": "recall"}, {})
    for start in range(0, len(units), BATCH):
        store.load(units[start : start + BATCH], "recall")
    store.link("recall")
    names = {each["_id"]: each["source"]["uri"] for each in mongo.each("articles", ["source"])}
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for link in mongo.each("links"):
        one, other = sorted((names[link["a"]].removesuffix(".txt"), names[link["b"]].removesuffix(".txt")))
        (first, kind), (second, other_kind) = one.split("-", 1), other.split("-", 1)
        if first != second:
            wrong[link["kind"]] += 1
        elif "story" in (kind, other_kind):
            found[kind if other_kind == "story" else other_kind] += 1
    for kind in KINDS[1:]:
        print(f"{kind}: {found[kind] / count:.3f} of {count} copies linked with their story")
    print(f"{sum(wrong.values())} links between different stories; {mongo.count('links')} links in all")


def look_ups(mongo: Mongo, sizes: list[int]) -> None:
    """Print how long look-ups take among so many sketches."""
    for size in sorted(sizes):
        mongo.drop("sketches")
        start = perf_counter()
        for first in range(0, size, BATCH):
            mongo.insert_missing("sketches", generated(first, size))
        if not _embedded(mongo):
            mongo.index("sketches", ("keys", 1), ("_id", 1))
        filled = perf_counter() - start
        batches = random.Random(size).choices(range(0, size, BATCH), k=LOOKED_UP)
        wanted = [set(generated(first, size)[number]["keys"]) for number, first in enumerate(batches)]
        sketches.holders(mongo, wanted[0], LIMIT, SKETCHES)
        one = sorted(timed(mongo, keys, 1) for keys in wanted)
        together = timed(mongo, set().union(*wanted), LOOKED_UP)
        print(
            f"{size} sketches (written and indexed in {filled:.0f} s): one article's look-up "
            f"{one[len(one) // 2] * 1000:.2f} ms (95 % within {one[len(one) * 95 // 100] * 1000:.2f} ms), "
            f"{LOOKED_UP} together {together * 1000 / LOOKED_UP:.2f} ms each; {examined(mongo, wanted[0])}",
            flush=True,
        )


def _embedded(mongo: Mongo) -> bool:
    return mongo.server()[0].startswith("nx")


def timed(mongo: Mongo, keys: set[int], articles: int) -> float:
    """Return the seconds a look-up takes."""
    taken = []
    for _ in range(REPEATED):
        start = perf_counter()
        sketches.holders(mongo, keys, LIMIT, SKETCHES * articles)
        taken.append(perf_counter() - start)
    return min(taken)


def examined(mongo: Mongo, keys: set[int]) -> str:
    """Return what the server looks at for one article's keys."""
    if not works(mongo, "list look-ups"):
        return "one pass through the sketches"
    ask = {"aggregate": 1, "pipeline": first_ids("sketches", "keys", sorted(keys), LIMIT), "cursor": {}}
    answer = mongo.command("explain", ask, verbosity="executionStats")
    (stats,) = (stage for stage in answer["stages"] if "$lookup" in stage)
    return f"{stats['totalKeysExamined']} keys and {stats['totalDocsExamined']} documents examined"


def generated(first: int, size: int) -> list[Document]:
    """Return a batch of sketches of stories that were never written; a third of their keys others have, too."""
    chance = np.random.default_rng(first)
    own = chance.integers(0, 2**52, (BATCH, SKETCH * 2 // 3))
    shared = chance.integers(0, PHRASES * size, (BATCH, SKETCH - own.shape[1])) * STRIDE % 2**52
    keys = np.concatenate([own, shared], axis=1).tolist()
    names = (hashlib.sha256(str(first + number).encode()).hexdigest() for number in range(BATCH))
    fixed = {"form": sketches.FORM, "left": [], "changed": False, "pending": ""}
    return [
        {"_id": name[:32], "state": name, "keys": sorted(has), **fixed} for name, has in zip(names, keys, strict=True)
    ]


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--look-ups", help="sizes, divided by commas")
    parser.add_argument("--store", help="address of a server; its database copytaster_bench is dropped")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = given.store or embedded.start(Path(folder))
        mongo = connect(address)
        mongo = Mongo(mongo._client, "copytaster_bench", mongo.shown, embedded=given.store is None)
        mongo._client.drop_database(mongo.name)
        try:
            if given.look_ups:
                look_ups(mongo, [int(size) for size in given.look_ups.split(",")])
            else:
                cost(given.stories)
                recall(mongo, given.stories)
        finally:
            mongo._client.drop_database(mongo.name)
            mongo.close()
            if given.store is None:
                embedded.stop(Path(folder))


def cost(count: int) -> None:
    """Print what a sketch costs."""
    texts = [stories.story(number, 24) for number in range(min(count, 300))]
    assert shingles(texts[0]).keys  # what the first one loads is not what one costs
    start = process_time()
    for text in texts:
        assert shingles(text).keys
    taken = (process_time() - start) / len(texts) * 1000
    print(f"{taken:.2f} ms of CPU a sketch, of texts of {sum(len(each.split()) for each in texts) // len(texts)} words")


if __name__ == "__main__":
    main()
