"""The journal: what an article was before each change, so that the store can be read as it stood after any run.

Each batch that changes articles takes the next number and writes, before it touches them, which articles it makes and
what the others were. A receipt keeps the number that was reached when its run ended. Reading backwards from today,
over all entries with a higher number, gives the articles of that moment. An entry whose change never came about, since
its writer was killed or overtaken, says what the article was and so does no harm.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.stored import RECORD, stamped
from tasks.load.mongo import Document, Mongo

COLLECTION = "journal"
COUNTER = "journal"
"""The counter in `meta`: the number of the last change."""
KEPT = (*RECORD, "published_at", "places", "revisions", "pipeline")
"""The fields of an article that are read back; what it is found by follows from them."""
MADE, WAS, GONE = "made", "was", "gone"
"""The kinds of entry: articles that were made; what one was before it changed, or went."""
PAGE = 500
"""Articles that are read back together."""


def note(mongo: Mongo, before: Mapping[str, Document], after: Mapping[str, Document | None]) -> None:
    """Write down what articles were, before they become what they are to be; None where they go."""
    changed = {article: new for article, new in after.items() if new is not None or article in before}
    if not changed:
        return
    number = mongo.next_number("meta", COUNTER)
    made = sorted(article for article in changed if article not in before)
    entries = [_entry(number, article, before[article], changed[article]) for article in sorted({*changed} & {*before})]
    if made:
        entries.append(stamped({"_id": f"{number:012}", "number": number, "kind": MADE, "made": made}))
    mongo.insert_missing(COLLECTION, entries)


def reached(mongo: Mongo) -> int:
    """Return the number of the last change."""
    return int(mongo.by_ids("meta", [COUNTER]).get(COUNTER, {"number": 0})["number"])


def _entry(number: int, article: str, was: Document, new: Document | None) -> Document:
    differ = [name for name in KEPT if name in was and (new is None or was[name] != new.get(name))]
    head = {"_id": f"{number:012}:{article}", "kind": WAS if new else GONE, "number": number, "article": article}
    return stamped({**head, "was": {name: was[name] for name in differ}})


@dataclass(slots=True)
class _Since:
    """Which articles were made, and which went, since a number: the first time each."""

    made: set[bytes] = field(default_factory=set)
    gone: dict[str, int] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)  # made again after they went, or the other way round

    def was_there(self, article: str) -> bool:
        """Return whether an article was there then; the first thing that became of it since says so."""
        if bytes.fromhex(article) not in self.made:
            return True
        return article in self.gone and self.gone[article] < self.returned[article]


def articles_after(mongo: Mongo, number: int) -> Iterator[Document]:
    """Yield the articles as they were after a change, in the order of their ids."""
    since = _since(mongo, number)
    left = sorted(article for article in since.gone if since.was_there(article))
    for page in _pages(mongo):
        last = page[-1]["_id"]
        ids = {each["_id"]: each for each in page}
        here = [article for article in left if article <= last]
        left = left[len(here) :]
        yield from _read_back(mongo, number, ids | {each: ids.get(each, {"_id": each}) for each in here}, since)
    for start in range(0, len(left), PAGE):
        yield from _read_back(mongo, number, {each: {"_id": each} for each in left[start : start + PAGE]}, since)


def _pages(mongo: Mongo) -> Iterator[Sequence[Document]]:
    after = ""
    while page := mongo.find("articles", {"_id": {"$gt": after}}, KEPT, [("_id", 1)], PAGE):
        after = page[-1]["_id"]
        yield page


def _read_back(mongo: Mongo, number: int, articles: Mapping[str, Document], since: _Since) -> Iterator[Document]:
    """Yield articles as they were after a change: what each was before a later one, the latest undone first."""
    wanted = sorted(article for article in articles if since.was_there(article))
    later = mongo.find(COLLECTION, {"article": {"$in": wanted}, "number": {"$gt": number}})
    undone = {article: dict(articles[article]) for article in wanted}
    for entry in sorted(later, key=lambda each: -each["number"]):
        undone[entry["article"]].update(entry["was"])
    yield from (undone[article] for article in wanted)


def _since(mongo: Mongo, number: int) -> _Since:
    since = _Since()
    for entry in mongo.find(COLLECTION, {"kind": GONE, "number": {"$gt": number}}, ["article", "number"]):
        since.gone[entry["article"]] = min(entry["number"], since.gone.get(entry["article"], entry["number"]))
    for entry in _made(mongo, number):
        since.made.update(map(bytes.fromhex, entry["made"]))
        for article in {*entry["made"]} & since.gone.keys():
            since.returned.setdefault(article, entry["number"])
    return since


def _made(mongo: Mongo, number: int) -> Iterator[Document]:
    """Yield the entries of articles that were made after a change, in order."""
    where = {"kind": MADE, "number": {"$gt": number}}
    while page := mongo.find(COLLECTION, where, ["made", "number"], [("number", 1)], PAGE):
        where = {"kind": MADE, "number": {"$gt": page[-1]["number"]}}
        yield from page


def forget(mongo: Mongo, articles: Iterable[str]) -> int:
    """Erase what the journal knows of these articles, their ids too; return how many entries that changed."""
    wanted = set(articles)
    if not wanted:
        return 0
    removed = mongo.delete_where(COLLECTION, {"article": {"$in": sorted(wanted)}})
    proved = mongo.find(COLLECTION, {"was.published.linked.by": {"$in": sorted(wanted)}})
    mongo.replace(COLLECTION, [_unproved(each) for each in proved])
    naming = mongo.find(COLLECTION, {"kind": MADE, "made": {"$in": sorted(wanted)}})
    mongo.replace(COLLECTION, [{**each, "made": sorted({*each["made"]} - wanted)} for each in naming])
    return removed + len(naming) + len(proved)


def _unproved(entry: Document) -> Document:
    """Return an entry without the date that a forgotten article had proved."""
    was = entry["was"]
    return {**entry, "was": {**was, "published": {**was["published"], "linked": None}}}
