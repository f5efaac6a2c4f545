"""What becomes of stored articles when their bytes are read anew by another pipeline: pure rules on the desk.

The outcome is what ingesting the same captures with today's pipeline would have made: each sighting goes to the article
that its page's canonical address, as it is read today, names. Bytes that today's pipeline refuses stay as they were
read, for nothing stored is ever taken away by an upgrade.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from schemas.stored import RECORD, Sighting, identity, stamped
from tasks.load.desk import Desk
from tasks.load.settling import Shelf, Version

Fresh = Mapping[str, Version]
"""What today's pipeline reads, by the bytes' sha256."""
UNKNOWN = "unknown"
"""The pipeline of records that were made before records knew it."""
FILED_APART = ("id", "source")
"""Fields of a record that say where it is filed, not what was read."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A sighting that belongs to another article now."""

    sighting: Sighting
    version: Version
    source: str
    target: str


def targets(shelf: Shelf, fresh: Fresh) -> dict[str, str]:
    """Return the article the bytes of a shelf belong to as they are read now, by their sha256.

    An address decides. Where there is none any more, a place keeps the article it had before, and bytes that were
    their article's first make one of their own.
    """
    now = {sha256: fresh.get(sha256, version).record["url"] for sha256, version in shelf.versions.items()}
    before = {sha256: version.record["url"] for sha256, version in shelf.versions.items()}
    if now == before:
        return dict.fromkeys(now, shelf.id)
    settled = {sha256: identity(f"url:{url}") for sha256, url in now.items() if url is not None}
    for each in sorted(shelf.sightings, key=lambda each: (each.seq, each.order)):
        if each.sha256 in settled:
            continue
        earlier = [one for one in shelf.sightings if one.place == each.place and one.seq < each.seq]
        if earlier:
            settled[each.sha256] = settled[max(earlier, key=lambda one: one.seq).sha256]
        else:
            settled[each.sha256] = shelf.id if before[each.sha256] is None else identity(f"sha256:{each.sha256}")
    return settled


def rework(desk: Desk, articles: Iterable[str], fresh: Fresh) -> tuple[Moved, ...]:
    """Put what today's pipeline reads on the desk's shelves, and return what went over to another article.

    A shelf that is left without sightings stays on the desk, empty: its article is no more.
    """
    moved: list[Moved] = []
    for article in sorted(articles):
        shelf = desk.shelves[article]
        new = {sha256: fresh.get(sha256, version) for sha256, version in shelf.versions.items()}
        where = targets(shelf, fresh)
        moved += (
            Moved(each, new[each.sha256], article, where[each.sha256])
            for each in shelf.sightings
            if where[each.sha256] != article
        )
        stay = tuple(each for each in shelf.sightings if where[each.sha256] == article)
        kept = {sha256: version for sha256, version in new.items() if where[sha256] == article}
        desk.shelve(replace(shelf, sightings=stay, versions=kept))
    for each in moved:
        desk.shelve(desk.shelves.get(each.target, Shelf(each.target)).attach(each.sighting, each.version))
    if moved:
        _mark_left(desk, {each.sighting.place for each in moved})
    return tuple(moved)


def _mark_left(desk: Desk, places: set[str]) -> None:
    """Say of each sighting of these places whether the place has gone over to another article since."""
    met: dict[str, list[tuple[int, str]]] = {}
    for article, shelf in desk.shelves.items():
        for each in shelf.sightings:
            if each.place in places:
                met.setdefault(each.place, []).append((each.seq, article))
    for article, shelf in list(desk.shelves.items()):
        marked = tuple(_marked(each, article, met, desk) for each in shelf.sightings)
        if marked != shelf.sightings:
            desk.shelve(replace(shelf, sightings=marked))


def _marked(each: Sighting, article: str, met: Mapping[str, list[tuple[int, str]]], desk: Desk) -> Sighting:
    if each.place not in met:
        return each
    left = any(seq > each.seq and other != article for seq, other in met[each.place])
    entry = desk.entries.get(each.place)
    elsewhere = entry is not None and entry["article"] not in desk.shelves  # it went where this desk does not see
    return replace(each, left=left or (each.left and elsewhere))


def differences(before: Version, after: Version) -> dict[str, Any]:
    """Return the fields of a record that another reading of the same bytes says otherwise, as they were before."""
    return {
        name: before.record[name]
        for name in RECORD
        if name not in FILED_APART and before.record[name] != after.record[name]
    }


def readings(before: Shelf, fresh: Fresh, where: Mapping[str, str], run: str) -> Iterator[dict[str, Any]]:
    """Yield a document for each of an article's bytes that today's pipeline reads otherwise than an earlier one did.

    It holds the fields that differ, as they were read; `real` is whether a reader would notice a difference.
    """
    for sha256, new in sorted(fresh.items()):
        old = before.versions.get(sha256)
        if old is None or old.pipeline == new.pipeline:
            continue
        differ = differences(old, new)
        if differ:
            reading = {
                "_id": f"{where[sha256]}:{sha256}:{old.pipeline or UNKNOWN}",
                "article": where[sha256],
                "sha256": sha256,
                "pipeline": old.pipeline,
                "followed_by": new.pipeline,
                "real": old.content != new.content,
                "before": differ,
                "run": run,
            }
            yield stamped(reading)
