"""Linking: the links of the articles that wait for it, brought up to date with all that is stored.

The links are a function of the set of stored articles, whatever the order in which they came, in how many runs, and
whoever died on the way. Filing marks a sketch as pending before the ledger knows of its article; here it is settled
only when its links are written and none of the articles they were made from has changed meanwhile. So whoever writes
last has seen everything, and what a killed run leaves pending the next one finishes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from schemas.stored import stamped
from tasks.load.linking import commonplaces, sketches
from tasks.load.linking.dating import date_by_links
from tasks.load.linking.relation import READ, Side, relation
from tasks.load.linking.shingles import shingles
from tasks.load.mongo import Document, Mongo

CHUNK = 1000
"""Articles linked at a time: their keys are asked for together."""
ALIKE, TWINS = 2, 3
"""Keys two articles must share to be compared: rare ones, or common ones whose first article is one of the two."""
SKETCHES = 16
"""Sketches that are read to link an article: where more have a key of it, each key is looked up by itself."""
HOOKS = ("commonplaces", "unlinked", "links", "linked-dates", "linked")
"""The points between two writes: a test may end the program at each."""

Hook = Callable[[str], None]


def link(mongo: Mongo, hook: Hook, alive: Callable[[], None]) -> tuple[str, ...]:
    """Link all articles that wait for it and return their ids; `alive` is called before each part of the work.

    A part that another process keeps changing stays pending: it is that process's to finish.
    """
    done: dict[str, None] = {}
    _sketch_all(mongo, alive)
    while waiting := sketches.pending(mongo, CHUNK):
        alive()
        present = _present(mongo, waiting)
        settled = _link(mongo, present, hook)
        done.update(dict.fromkeys(settled))
        if present and not settled:
            break
    return tuple(done)


def forget(mongo: Mongo, articles: Sequence[str]) -> int:
    """Remove what linking knows of articles, and return how many links went: also sketches, and dates they proved.

    Call it before or after the articles themselves are removed, and again after an interruption: it ends where one
    undisturbed call ends.
    """
    gone = set(articles)
    links = links_of(mongo, articles)
    date_by_links(mongo, {each[side] for each in links for side in "ab"} - gone, gone)
    removed = mongo.delete("links", [each["_id"] for each in links])
    held = mongo.by_ids("sketches", articles, ["keys", "left"])
    commonplaces.leave(mongo, {key for each in held.values() for key in (*each["keys"], *each["left"])}, articles)
    mongo.delete("sketches", articles)
    return removed


def _sketch_all(mongo: Mongo, alive: Callable[[], None]) -> None:
    """Sketch the articles of a store that an earlier program filed; of one that is sketched this asks one question."""
    form = {"_id": "sketches", "form": sketches.FORM}
    if mongo.by_ids("meta", ["sketches"]).get("sketches") == form:
        return
    page: list[Document] = []
    for article in mongo.each("articles", ["state", "text"]):
        page.append(article)
        if len(page) == CHUNK:
            alive()
            sketches.write(mongo, page)
            page = []
    sketches.write(mongo, page)
    mongo.replace("meta", [form])


def links_of(mongo: Mongo, articles: Iterable[str]) -> list[Document]:
    """Return the links these articles are part of."""
    ids = sorted(set(articles))
    found: dict[str, Document] = {}
    for start in range(0, len(ids), CHUNK):
        some = {"$in": ids[start : start + CHUNK]}
        for side in "ab":
            found.update((each["_id"], each) for each in mongo.find("links", {side: some}))
    return [found[name] for name in sorted(found)]


def _present(mongo: Mongo, waiting: Sequence[Document]) -> list[Document]:
    """Return the sketches of articles that are there as they were sketched; the others are mended, or go."""
    states = mongo.by_ids("articles", [each["_id"] for each in waiting], ["state"])
    forget(mongo, [each["_id"] for each in waiting if each["_id"] not in states])
    stale = [each["_id"] for each in waiting if each["_id"] in states and states[each["_id"]]["state"] != each["state"]]
    if not stale:
        return [each for each in waiting if each["_id"] in states]
    sketches.write(mongo, list(mongo.by_ids("articles", stale, ["state", "text"]).values()))
    again = mongo.by_ids("sketches", stale)
    return [again.get(each["_id"], each) for each in waiting if each["_id"] in states]


def _link(mongo: Mongo, waiting: Sequence[Document], hook: Hook) -> list[str]:
    """Link articles; return those whose links are now what they must be."""
    desk = _read(mongo, waiting, hook)
    wanted = {each["_id"]: each for each in desk.links()}
    surplus = desk.before.keys() - wanted.keys()
    mongo.delete("links", surplus)
    hook("unlinked")
    mongo.replace("links", [each for name, each in wanted.items() if desk.before.get(name) != each])
    hook("links")
    touched = [*wanted.values(), *(desk.before[name] for name in surplus)]
    date_by_links(mongo, {each[side] for each in touched for side in "ab"} | {each["_id"] for each in waiting})
    hook("linked-dates")
    now = mongo.by_ids("articles", desk.states, ["state"])
    moved = {name for name, state in desk.states.items() if now.get(name, {}).get("state") != state}
    settled = [each for each in waiting if not moved & {each["_id"], *desk.partners[each["_id"]]}]
    sketches.settle(mongo, settled)
    hook("linked")
    return [each["_id"] for each in settled]


@dataclass(slots=True)
class _Desk:
    """What is known of a chunk's articles and of those they may belong to."""

    waiting: Sequence[Document]
    before: dict[str, Document]  # the links as they are
    partners: dict[str, set[str]]  # whom each waiting article must be compared with
    keys: dict[str, set[int]]
    firsts: dict[int, str]  # of the common keys
    sides: dict[str, Side] = field(default_factory=dict)

    @property
    def states(self) -> dict[str, str]:
        """Return the versions of the articles the links are made from."""
        return {name: side.record["state"] for name, side in self.sides.items()}

    def links(self) -> list[Document]:
        """Return the links the waiting articles must have."""
        pairs = {tuple(sorted((one, other))) for one, others in self.partners.items() for other in others}
        found = []
        for one, other in sorted(pairs):
            if one in self.sides and other in self.sides:
                link = self._relation(one, other)
                found += [] if link is None else [link]
        return found

    def _relation(self, one: str, other: str) -> Document | None:
        shared = self.keys[one] & self.keys[other]
        common = frozenset(shared & self.firsts.keys())
        twins = sum(self.firsts[key] in (one, other) for key in common) >= TWINS
        if len(shared) - len(common) < ALIKE and not twins:
            return None
        link = relation(self.sides[one], self.sides[other], common, twins)
        return None if link is None else stamped(link.document())


def _read(mongo: Mongo, waiting: Sequence[Document], hook: Hook) -> _Desk:
    """Read all that decides the links of a chunk: its links first, so that none written later is taken for surplus."""
    ids = [each["_id"] for each in waiting]
    before = {each["_id"]: each for each in links_of(mongo, ids)}
    commonplaces.leave(mongo, {key for each in waiting for key in each["left"]})
    wanted = {key for each in waiting for key in each["keys"]}
    firsts = commonplaces.known(mongo, wanted)
    postings = sketches.holders(mongo, wanted - firsts.keys(), commonplaces.COMMON + 1, SKETCHES * len(waiting))
    firsts |= commonplaces.notice(mongo, postings, ids)
    commonplaces.renew(mongo, firsts, waiting)
    hook("commonplaces")
    partners = {each["_id"]: _partners(each, postings, firsts) for each in waiting}
    for link in before.values():
        for one, other in ((link["a"], link["b"]), (link["b"], link["a"])):
            if one in partners:
                partners[one].add(other)
    involved = {name for one, others in partners.items() if others for name in (one, *others)}
    keys = mongo.by_ids("sketches", involved, ["keys"])
    desk = _Desk(waiting, before, partners, {name: set(each["keys"]) for name, each in keys.items()}, firsts)
    records = mongo.by_ids("articles", desk.keys, READ)
    desk.sides = {name: Side(name, record, shingles(record["text"])) for name, record in records.items()}
    return desk


def _partners(sketch: Document, postings: dict[int, list[str]], firsts: dict[int, str]) -> set[str]:
    """Return the articles that share enough with one to be compared with it."""
    rare = [key for key in sketch["keys"] if key not in firsts]
    alike = Counter(chain.from_iterable(postings[key] for key in rare))
    first = Counter(firsts[key] for key in sketch["keys"] if key in firsts)
    found = {name for name, count in alike.items() if count >= ALIKE}
    found |= {name for name, count in first.items() if count >= TWINS}
    return found - {sketch["_id"]}
