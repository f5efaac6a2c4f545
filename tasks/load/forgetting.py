"""Forgetting: finding what belongs to an article, barring it from coming back, and erasing it.

Tombstones come first and the removal after, a portion at a time. A portion is written down as hashes in `meta` before
anything else is done: a process that is killed at any moment leaves what the next one needs to finish its work.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from schemas.stored import identity, stamped
from tasks.load.erasing import Gone, erase
from tasks.load.exchange import Target
from tasks.load.ledger import HOLDING
from tasks.load.mongo import Document, Mongo
from tasks.load.mongo.reading import LAST
from tasks.load.tombstones import COUNTER, article_key, place_key, raw_key, text_key

Hook = Callable[[str], None]

HOOKS = (
    "noted",
    "barred",
    "counted",
    "revisions",
    "versions",
    "readings",
    "plans",
    "links",
    "journal",
    "articles",
    "quarantine",
    "templates",
    "raw",
    "captures",
    "erased",
)
"""The points between two writes of a portion: a test may end the program at each."""
PORTION = 100
"""Articles that go together."""
NOTE = "forget:"
"""How the ids of portions in `meta` begin."""
SHOWN = ("title", "url", "site", "publisher", "published", "source", "words")
"""The fields by which people know an article again."""


def forgettable(mongo: Mongo, target: Target) -> Iterator[Document]:
    """Yield what a target names, as far as people need to know it again: articles, then units in quarantine."""
    yield from _articles(mongo, target)
    yield from _units(mongo, target)


def _articles(mongo: Mongo, target: Target) -> Iterator[Document]:
    if target.site is not None:
        yield from mongo.matching("articles", {"site": target.site}, SHOWN)
    elif target.article is not None:
        yield from mongo.by_ids("articles", [target.article], SHOWN).values()
    elif target.url is not None:
        found = mongo.by_ids("articles", [identity(f"url:{target.url}")], SHOWN)
        found |= {each["_id"]: each for each in mongo.find("articles", {"url": target.url}, SHOWN)}
        yield from found.values()


def _units(mongo: Mongo, target: Target) -> Iterator[Document]:
    if target.unit is not None:
        yield from mongo.by_ids("quarantine", [target.unit]).values()
    elif target.site is not None:
        yield from mongo.matching("quarantine", {"site": target.site}, ["uri", "reason", "site"])


def was_forgotten(mongo: Mongo, target: Target) -> bool:
    """Return whether what a target names is barred already."""
    article = target.article or (identity(f"url:{target.url}") if target.url is not None else None)
    return article is not None and bool(mongo.by_ids("tombstones", [article_key(article)], ["_id"]))


def forget(mongo: Mongo, target: Target, reason: str, run: str, hook: Hook) -> Counter[str]:
    """Bar and erase what a target names; return how many documents went, by collection."""
    removed = finish(mongo, hook)
    for in_quarantine, wanted in ((False, _articles), (True, _units)):
        ids = [each["_id"] for each in wanted(mongo, target)]
        for start in range(0, len(ids), PORTION):
            portion = _portion(mongo, ids[start : start + PORTION], in_quarantine)
            note = {"_id": f"{NOTE}{run}:{in_quarantine}:{start}", "run": run, "reason": reason, **portion}
            mongo.replace("meta", [note])
            hook("noted")
            removed += _carry_out(mongo, note, hook)
    return removed


def finish(mongo: Mongo, hook: Hook) -> Counter[str]:
    """Carry out what a process that was killed had begun to forget."""
    removed: Counter[str] = Counter()
    for note in unfinished(mongo):
        removed += _carry_out(mongo, note, hook)
    return removed


def unfinished(mongo: Mongo) -> list[Document]:
    """Return the portions that were begun and not finished."""
    return mongo.find("meta", {"_id": {"$gte": NOTE, "$lt": NOTE + LAST}})


def _carry_out(mongo: Mongo, note: Mapping[str, Any], hook: Hook) -> Counter[str]:
    keys = [*map(article_key, note["articles"]), *map(place_key, note["places"]), *map(raw_key, note["raws"])]
    about = {"reason": note["reason"], "run": note["run"]}
    mongo.insert_missing("tombstones", [stamped({"_id": key, **about}) for key in sorted({*keys, *note["texts"]})])
    hook("barred")
    mongo.next_number("meta", COUNTER)
    hook("counted")
    gone = Gone(*(frozenset(note[name]) for name in ("articles", "rows", "raws", "sites")))
    removed = erase(mongo, gone, hook)
    hook("erased")
    mongo.delete("meta", [note["_id"]])
    return removed


def _portion(mongo: Mongo, ids: Sequence[str], in_quarantine: bool) -> dict[str, list[str]]:
    """Return the hashes of all that belongs to some articles, or to some units in quarantine, and to nothing else."""
    articles = {} if in_quarantine else mongo.by_ids("articles", ids)
    where = {"article": {"$in": sorted(articles)}}
    versions = mongo.find("versions", where, ["article", "text", "words"]) if articles else []
    entries = list(mongo.by_ids("captures", ids).values() if in_quarantine else mongo.find("captures", where))
    sightings = [each for article in articles.values() for each in article["sightings"]]
    raws = {each["sha256"] for each in sightings} | {sha256 for entry in entries for sha256 in _bytes_of(entry)}
    sources = {each["source"] for article in articles.values() if not article["site"] for each in article["sightings"]}
    return {
        "articles": sorted(articles),
        "sites": sorted(sources | {article["site"] for article in articles.values() if article["site"]}),
        "rows": sorted(entry["_id"] for entry in entries),
        "places": sorted({each["place"] for each in sightings if not each["left"]}),
        "raws": sorted(raws - _raws_of_others(mongo, raws, articles.keys())),
        "texts": sorted(_texts(mongo, [*articles.values(), *versions], articles.keys())),
    }


def _bytes_of(entry: Document) -> list[str]:
    """Return the hashes of all bytes a place had that went into no article, and of its last ones."""
    return [*entry.get("refused", ()), *([] if entry["sha256"] is None else [entry["sha256"]])]


def _raws_of_others(mongo: Mongo, raws: Iterable[str], articles: Iterable[str]) -> set[str]:
    """Return which of these bytes another article has, or had: they stay, and may come again."""
    ours, where = set(articles), {"sha256": {"$in": sorted(raws)}}
    holders = mongo.find("captures", {**where, "filed": {"$in": list(HOLDING)}}, ["sha256", "article"])
    holders += mongo.find("versions", where, ["sha256", "article"])
    return {each["sha256"] for each in holders if each["article"] not in ours}


def _texts(mongo: Mongo, documents: Iterable[Document], articles: Iterable[str]) -> set[str]:
    """Return the tombstones' ids for the texts of articles; one another article has, too, may come again."""
    known = [(text_key(each["text"]), each["words"]) for each in documents]
    words = sorted({count for key, count in known if key is not None})
    ours, found = set(articles), {key for key, _ in known if key is not None}
    if not found:
        return found
    where = {"words": {"$in": words}}
    others = [(each["_id"], each["text"]) for each in mongo.find("articles", where, ["text"])]
    others += [(each["article"], each["text"]) for each in mongo.find("versions", where, ["article", "text"])]
    return found - {text_key(text) for article, text in others if article not in ours}
