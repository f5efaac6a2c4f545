"""Tombstones: what was forgotten and must not come back, known by hashes alone.

A tombstone's id is one of an article's id ("article:…"), of a place that has no other article ("place:…"), of some
bytes ("raw:…"), or of a text whatever stands around it ("text:…"). It holds nothing else of what it bars.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.outcome import FORGOTTEN, STORE_RULES, Duplicate, Filed, Outcome, Verdict
from schemas.stored import identity
from tasks.load.desk import Unit
from tasks.load.mongo import Mongo

COUNTER = "forgotten"
"""The number in `meta` that grows after tombstones are written and before anything is removed."""
TEXT_CHARACTERS = 100
"""Letters and digits a text has at least, to be known again by itself: "More soon." stands on many pages."""
NO_LETTERS = re.compile(r"[\W_]+")


def article_key(article: str) -> str:
    """Return the tombstone's id for an article."""
    return f"article:{article}"


def place_key(place: str) -> str:
    """Return the tombstone's id for a place."""
    return f"place:{place}"


def raw_key(sha256: str) -> str:
    """Return the tombstone's id for some bytes."""
    return f"raw:{sha256}"


def text_key(text: str) -> str | None:
    """Return the tombstone's id for a text; None where it is too short to be anybody's own.

    Neither case, white space nor punctuation counts: another capture of a page rarely keeps them all.
    """
    letters = NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
    if len(letters) < TEXT_CHARACTERS:
        return None
    return f"text:{hashlib.sha256(letters.encode('utf-8', 'surrogatepass')).hexdigest()}"


class Tombstones:
    """The tombstones of a store."""

    def __init__(self, mongo: Mongo) -> None:
        """Read them in this database."""
        self._mongo = mongo

    def generation(self) -> int:
        """Return how often something was forgotten; 0 where nothing ever was."""
        counter = self._mongo.by_ids("meta", [COUNTER]).get(COUNTER)
        return 0 if counter is None else int(counter["number"])

    def among(self, keys: Iterable[str]) -> set[str]:
        """Return which of these are tombstones."""
        return set(self._mongo.by_ids("tombstones", keys, ["_id"])) if self.generation() else set()

    def barring(self, units: Sequence[Unit]) -> set[str]:
        """Return the ids of the tombstones that bar any of these units."""
        return self.among(key for unit in units for key in keys_of(unit)) if self.generation() else set()


def keys_of(unit: Unit) -> tuple[str, ...]:
    """Return the tombstones any of which would bar a unit."""
    capture = unit.capture
    raw = () if capture is None else (raw_key(capture.sha256),)
    if isinstance(unit, Filed):
        return (*raw, *_keys_of_article(unit))
    if isinstance(unit, Duplicate):
        return (*raw, article_key(unit.article))
    known = () if unit.article is None else (article_key(unit.article),)
    # What a place without an address of its own shows next is the next version of what it showed.
    place = (place_key(unit.place.id),) if unit.verdict is Verdict.QUARANTINED else ()
    return (*raw, *known, *place)


def barred(unit: Unit, keys: set[str]) -> bool:
    """Return whether tombstones of these ids bar a unit."""
    return bool(keys) and not keys.isdisjoint(keys_of(unit))


def forgotten(unit: Unit) -> Outcome:
    """Return the outcome of a unit that is barred: nothing of it is kept but that it was met."""
    place = unit.place if isinstance(unit, Outcome) else unit.capture.place
    return Outcome(place, Verdict.EXCLUDED, "load", FORGOTTEN, STORE_RULES[FORGOTTEN])


def refusing(unit: Unit) -> Outcome:
    """Return the outcome of a barred unit whose bytes are stored for another article: they stay."""
    return replace(forgotten(unit), capture=unit.capture)


def _keys_of_article(unit: Filed) -> tuple[str, ...]:
    article, capture = unit.article, unit.capture
    by_name = f"sha256:{capture.sha256}" if article.url is None else f"url:{article.url}"
    keys = [article_key(identity(by_name))]
    if article.url is None:
        keys.append(place_key(capture.place.id))
    text = text_key(article.text)
    return (*keys, *(() if text is None else (text,)))
