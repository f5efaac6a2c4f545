"""Commonplaces: the keys that so many articles have that they tell none from another.

They keep look-ups bounded: a key is asked for until it is found in more than `COMMON` articles, and then no more. Of a
common key only the first article is known, the one with the smallest id: the many copies of one story, all of whose
keys are common, still find each other there.

Whether a key is common is a fact of all that is stored, so when it becomes so, or ceases to be, the articles that have
it are looked at again. A document of `commonplaces` has the key as `_id` and the `first` article.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from schemas.stored import stamped
from tasks.load.linking.sketches import first_holders, mark, mark_holders
from tasks.load.mongo import Document, Mongo

COMMON = 32
"""Articles that may have a key before it says nothing."""


def known(mongo: Mongo, keys: Iterable[int]) -> dict[int, str]:
    """Return which of these keys are common, and the first article of each, from an index alone where there is one."""
    found = mongo.by_ids("commonplaces", [_id(key) for key in keys], ["first"])
    return {int(each["_id"], 16): each["first"] for each in found.values()}


def notice(mongo: Mongo, postings: Mapping[int, Sequence[str]], here: Collection[str]) -> dict[int, str]:
    """Note the keys that have become common, whose holders are no longer all told; return the first holder of each.

    The articles that have them are to be linked again, those `here` aside: they are being linked.
    """
    firsts = {key: holders[0] for key, holders in postings.items() if len(holders) > COMMON}
    mark_holders(mongo, firsts, here)  # before they are noted: a crash between the two is made up for by the next look
    mongo.replace("commonplaces", [_commonplace(key, first) for key, first in firsts.items()])
    return firsts


def renew(mongo: Mongo, firsts: dict[int, str], sketches: Collection[Document]) -> None:
    """Bring the first articles of common keys up to date with sketches that are being linked.

    Whoever else has a key whose first article is new, or another text than before, is to be linked again.
    """
    smaller: dict[int, str] = {}
    for sketch in sketches:
        for key in sketch["keys"]:
            if key in firsts and sketch["_id"] < min(firsts[key], smaller.get(key, firsts[key])):
                smaller[key] = sketch["_id"]
    _put_first(mongo, firsts, smaller)
    changed = {sketch["_id"] for sketch in sketches if sketch["changed"]}
    mark_holders(mongo, (key for key, first in firsts.items() if first in changed), {each["_id"] for each in sketches})


def _put_first(mongo: Mongo, firsts: dict[int, str], smaller: Mapping[int, str]) -> None:
    """Put articles first, unless another process has put a smaller one there meanwhile; note which stand there."""
    while smaller:
        read_as = {_id(key): {"first": firsts[key]} for key in smaller}
        put = [_commonplace(key, first) for key, first in smaller.items()]
        mongo.replace("commonplaces", put, read_as, upsert=False)
        there = known(mongo, smaller)
        firsts.update((key, there.get(key, first)) for key, first in smaller.items())
        smaller = {key: first for key, first in smaller.items() if first < firsts[key]}


def leave(mongo: Mongo, left: Iterable[int], gone: Collection[str] = ()) -> None:
    """Look again at common keys that articles have left behind; those `gone` count no more, though still stored."""
    for key, first in known(mongo, left).items():
        holders = [each for each in first_holders(mongo, key, COMMON + 1 + len(gone)) if each not in gone]
        if len(holders) <= COMMON:
            mark(mongo, holders)
            mongo.delete("commonplaces", [_id(key)])
        elif holders[0] != first:
            mark_holders(mongo, [key])
            mongo.replace("commonplaces", [_commonplace(key, holders[0])])


def _commonplace(key: int, first: str) -> Document:
    return stamped({"_id": _id(key), "first": first})


def _id(key: int) -> str:
    return f"{key:013x}"
