"""Which article a capture belongs to, which of its versions is current, and which came before: pure rules.

An article's state is a function of the set of its sightings, so that neither the order of arrival nor a crash between
two writes decides. Sightings are put in order (ordering.py); neighbours with equal content are one version; the last
version is current, the others are revisions, numbered from 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import SequenceMatcher
from itertools import accumulate, groupby, pairwise
from typing import Any

from schemas.stored import (
    CONTENT,
    Filing,
    Sighting,
    StoredPlace,
    content_hash,
    identity,
    instant_of,
    moment_of,
    shown,
    stamped,
    stored,
)
from schemas.terms import facets, rank, terms
from tasks.load.ordering import Moment, in_order

CHANGE_BYTES = 1_000_000
REVISION_BYTES = 14_000_000
"""What the paragraphs that went, or came, may take in a revision at most, and what they may with its text."""
COMPARED = 4_000_000
"""Pairs of paragraphs that are compared to find what moved; of longer texts only what is new or gone is found."""


@dataclass(frozen=True, slots=True)
class Version:
    """An article as some bytes say it; `content` is equal where a reader would notice no difference."""

    record: Mapping[str, Any]
    content: str
    modified: datetime | None
    published: datetime | None
    pipeline: str | None = None  # that made the record

    @classmethod
    def of(cls, record: Mapping[str, Any], pipeline: str | None = None) -> "Version":
        """Return the version a record is."""
        modified, published = moment_of(record["modified"]), instant_of(record["published"])
        return cls(record, content_hash(record), modified, published, pipeline)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that is known of one article: where its bytes were met, and what each of them says."""

    id: str
    sightings: tuple[Sighting, ...] = ()
    versions: Mapping[str, Version] = field(default_factory=dict)  # by the bytes' sha256

    def latest(self) -> dict[str, Sighting]:
        """Return what was last met at each place that still belongs here, by the place's id."""
        last = {each.place: each for each in sorted(self.sightings, key=_seq)}
        return {place: each for place, each in last.items() if not each.left}

    def last_seq(self, place: str) -> int:
        """Return how many different bytes this article has had from a place."""
        return max((each.seq for each in self.sightings if each.place == place), default=0)

    def attach(self, new: Sighting, version: Version | None = None) -> "Shelf":
        """Return the shelf with a sighting added, and with its version where it was read anew."""
        others = [each for each in self.sightings if (each.place, each.seq) != (new.place, new.seq)]
        versions = self.versions if version is None else {**self.versions, new.sha256: version}
        return replace(self, sightings=tuple(sorted([*others, new], key=_in_place_order)), versions=versions)

    def detach(self, place: str) -> "Shelf":
        """Return the shelf after a place went over to another article; what it said stays."""
        return replace(
            self, sightings=tuple(replace(each, left=True) if each.place == place else each for each in self.sightings)
        )

    def groups(self) -> list[list[Sighting]]:
        """Return the versions, oldest first: each the sightings that are neighbours and say the same."""
        moments = {each: self._moment(each) for each in self.sightings}
        ordered = in_order(self.sightings, moments.__getitem__)
        return [list(group) for _, group in groupby(ordered, key=lambda each: self.versions[each.sha256].content)]

    def _moment(self, each: Sighting) -> Moment:
        version = self.versions[each.sha256]
        return _nulls_first(each.captured_at), _nulls_first(version.modified), _nulls_first(version.published)

    def history(self) -> tuple[str, ...]:
        """Return what its versions say, oldest first, as hashes: two equal histories differ in nothing to read."""
        return tuple(self.versions[group[-1].sha256].content for group in self.groups())


@dataclass(frozen=True, slots=True)
class Documents:
    """What the store holds of one article."""

    article: dict[str, Any]
    revisions: tuple[dict[str, Any], ...]
    versions: tuple[dict[str, Any], ...]  # only where there are several: one alone is the article itself


def article_id(url: str | None, sha256: str, settled: str | None) -> str:
    """Return the id of the article a capture belongs to: by its canonical URL, else by what its place already has."""
    return settled or identity(f"sha256:{sha256}") if url is None else identity(f"url:{url}")


def documents(shelf: Shelf) -> Documents:
    """Return the documents of an article: a pure function of its set of sightings."""
    latest = shelf.latest()
    chosen = [_source(group, latest) for group in shelf.groups()]
    shown = [_shown(shelf, each) for each in chosen]
    made_by = [shelf.versions[each.sha256].pipeline for each in chosen]
    revisions = tuple(
        {**_revision(shelf, number, before, after), "pipeline": made_by[number - 1]}
        for number, (before, after) in enumerate(pairwise(shown), 1)
    )
    current, source = shown[-1], chosen[-1]
    moment = moment_of(current["published"])
    others = sorted((each for each in latest.values() if each.place != source.place), key=_in_place_order)
    filing = Filing(
        places=tuple(StoredPlace(each.source, each.uri, each.member, each.sha256) for each in others),
        sightings=shelf.sightings,
        published_at=moment,
        revisions=len(revisions),
        content=shelf.versions[source.sha256].content,
        pipeline=made_by[-1],
        terms=terms(current),
        facets=facets(current, len(revisions), len(others)),
        rank=rank(moment, shelf.id),
    )
    return Documents(stored(current, filing), revisions, tuple(_versions(shelf)))


def current(shelf: Shelf) -> dict[str, Any]:
    """Return the article's record as its current version says it."""
    return _shown(shelf, _source(shelf.groups()[-1], shelf.latest()))


def version_id(article: str, sha256: str) -> str:
    """Return the id of the document that keeps one of several versions."""
    return f"{article}:{sha256}"


def _seq(each: Sighting) -> int:
    return each.seq


def _in_place_order(each: Sighting) -> tuple[object, ...]:
    return each.order, each.seq


def _nulls_first(value: object) -> tuple[bool, Any]:
    return value is not None, value or 0


def _source(group: list[Sighting], latest: Mapping[str, Sighting]) -> Sighting:
    """Return the smallest place, in byte order, of those that hold a version's last bytes, or last held them."""
    same = [each for each in group if each.sha256 == group[-1].sha256]
    still = [each for each in same if latest.get(each.place) == each]
    return min(still or same, key=_in_place_order)


def _shown(shelf: Shelf, first: Sighting) -> dict[str, Any]:
    """Return the article's record as the bytes of a sighting say it."""
    record = shelf.versions[first.sha256].record
    source = {**record["source"], "uri": first.uri, "member": first.member, "captured_at": first.captured_at}
    return {**record, "id": shelf.id, "source": source}


def _revision(shelf: Shelf, number: int, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return an earlier version's document: its record, and what the next version changed."""
    head = {"_id": f"{shelf.id}:{number}", "article": shelf.id, "number": number}
    return stamped({**head, **before, "changes": list(_changes(before, after))})


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the fields in which a reader would find a difference; of the text, the paragraphs that went and came."""
    for name in CONTENT:
        if shown(name, before[name]) == shown(name, after[name]):
            continue
        old, new = before[name], after[name]
        if name == "text":
            room = max(0, min(CHANGE_BYTES, (REVISION_BYTES - len(before[name].encode())) // 2))
            old, new = (_within(each, room) for each in _apart(before[name].split("\n\n"), after[name].split("\n\n")))
        yield {"field": name, "before": old, "after": new}


def _within(paragraphs: list[str], room: int) -> list[str]:
    """Return as many paragraphs as there is room for in a document beside the text, and how many are left out."""
    ends = accumulate(len(each.encode()) for each in paragraphs)
    kept = sum(1 for end in ends if end <= room)
    left = len(paragraphs) - kept
    return paragraphs if not left else [*paragraphs[:kept], f"… ({left} more)"]


def _apart(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs of each of two texts that the other has not, or has at another place."""
    if len(before) * len(after) > COMPARED:
        known = set(before), set(after)
        return [each for each in before if each not in known[1]], [each for each in after if each not in known[0]]
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    old = [each for tag, i, j, _, _ in steps if tag != "equal" for each in before[i:j]]
    return old, [each for tag, _, _, k, m in steps if tag != "equal" for each in after[k:m]]


def _versions(shelf: Shelf) -> Iterator[dict[str, Any]]:
    if len(shelf.versions) < 2:
        return
    for sha256, version in sorted(shelf.versions.items()):
        # What a place adds is left out: the sightings know it, and these documents then never change.
        source = {**version.record["source"], "uri": "", "member": None, "captured_at": None}
        head = {"_id": version_id(shelf.id, sha256), "article": shelf.id, "sha256": sha256}
        yield stamped({**head, **version.record, "id": shelf.id, "source": source, "pipeline": version.pipeline})
