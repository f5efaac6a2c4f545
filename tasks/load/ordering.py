"""The order of an article's sightings: which of them are in the past, and what came before what. Pure rules.

In the past are the bytes of a place that belongs to another article now; those a place has replaced since, unless by
what is known to be an earlier capture (a late delivery of an old page); copies of such bytes elsewhere; and what is
older than a version that another place has shown and replaced. They come first. Within both parts the order is by
captured_at, the page's own modification date, the instant of publication (unknown ones first), the place in byte
order, and the number of the place's bytes.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from schemas.stored import Sighting

Moment = tuple[tuple[bool, Any], ...]
"""When bytes were captured, changed and published: each a tuple that puts what is unknown first."""


def in_order(sightings: Iterable[Sighting], moment: Callable[[Sighting], Moment]) -> list[Sighting]:
    """Return sightings, the oldest first."""
    met = list(sightings)
    at: dict[str, list[Sighting]] = {}
    for each in sorted(met, key=lambda each: each.seq):
        at.setdefault(each.place, []).append(each)
    replaced = {each for there in at.values() for each in there if _is_replaced(each, there)}
    key = {each: (*moment(each), each.order, each.seq) for each in met}
    twins: dict[str, list[Sighting]] = {}
    for each in sorted(replaced, key=key.__getitem__):
        twins.setdefault(each.sha256, []).append(each)

    def rank(each: Sighting) -> tuple[Any, ...]:
        if each.left or each in replaced or _is_overtaken(each, replaced, at, moment):
            return False, *key[each], *key[each]
        twin = next((one for one in twins.get(each.sha256, ()) if one.place != each.place), None)
        return twin is None, *key[twin or each], *key[each]

    return sorted(met, key=rank)


def _is_replaced(each: Sighting, there: Iterable[Sighting]) -> bool:
    """Return whether its place has brought others since that are no earlier captures."""
    return any(later.seq > each.seq and not _is_earlier(later, each) for later in there)


def _is_earlier(one: Sighting, other: Sighting) -> bool:
    """Return whether it is known that one was captured before the other."""
    known = one.captured_at is not None and other.captured_at is not None
    return known and str(one.captured_at) < str(other.captured_at)


def _is_overtaken(
    each: Sighting, replaced: Iterable[Sighting], at: Mapping[str, list[Sighting]], moment: Callable[[Sighting], Moment]
) -> bool:
    """Return whether another place has shown a later version, and replaced it by one that is later, too."""
    own = moment(each)
    return any(
        one.place != each.place and _is_before(own, moment(one)) and _is_before(own, moment(at[one.place][-1]))
        for one in replaced
    )


def _is_before(one: Moment, other: Moment) -> bool:
    """Return whether it is known that one is before the other: by the first of their dates that tells them apart."""
    for left, right in zip(one, other, strict=True):
        if left[0] and right[0] and left != right:
            return left < right
    return False
