"""The laws of filing: neither the order of arrival, nor the cut into batches, nor a repetition decides anything."""

from uuid import uuid4

import mongomock
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.outcome import Filed, Outcome
from tasks.load.connecting import MongoStore
from tasks.load.mongo import Mongo
from tests.stock import capture, filed, ingest, refused

TEXTS = ("The bridge opened.", "The bridge has opened.", "The ferry sank.")
URLS = (None, "https://news.example/bridge", "https://news.example/ferry")
DAYS = (None, "2020-05-01T00:00:00Z", "2020-05-02T00:00:00Z")
NAMES = ("a", "b", "c", "d", "e", "f")


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Filed]:
    """Return what some bytes say, by bytes: a page's words, address and date are functions of its bytes."""
    return {
        data: filed(
            capture("", data), draw(st.sampled_from(TEXTS)), draw(st.sampled_from(URLS)), draw(st.sampled_from(DAYS))
        )
        for data in ("1", "2", "3", "4")
    }


def met(name: str, data: str, said: dict[str, Filed]) -> Filed | Outcome:
    """Return the unit of these bytes at this place; those called "x" are no article."""
    if data == "x":
        return refused(capture(name, data))
    story = said[data].article
    return filed(capture(name, data), story.text, story.url, story.published.instant)


def stored(*batches: list[Filed | Outcome]) -> str:
    """Return the hash of an empty store after these batches."""
    store = MongoStore(Mongo(mongomock.MongoClient(tz_aware=True), uuid4().hex, "mongomock"))
    for number, batch in enumerate(batches):
        ingest(store, batch, f"run {number}")
    assert store.verify(every_raw=True).findings == ()
    return store.store_hash()


@settings(deadline=None, max_examples=60)
@given(said=stories(), data=st.data())
def test_no_order_and_no_cut_into_batches_changes_the_store(said: dict[str, Filed], data: st.DataObject) -> None:
    places = data.draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["1", "2", "3", "4", "x"]), min_size=1))
    units = [met(name, content, said) for name, content in places.items()]
    shuffled = data.draw(st.permutations(units))
    cut = data.draw(st.integers(0, len(units)))
    assert stored(shuffled[:cut], shuffled[cut:]) == stored(units)


@settings(deadline=None, max_examples=60)
@given(said=stories(), data=st.data())
def test_no_order_among_places_whose_bytes_change_with_their_address(
    said: dict[str, Filed], data: st.DataObject
) -> None:
    """Each place has a history; histories of pages that name their address interleave in any way."""
    named = {content: story for content, story in said.items() if story.article.url is not None}
    contents = st.lists(st.sampled_from([*sorted(named), "x"]), min_size=1, max_size=3)
    histories = data.draw(st.dictionaries(st.sampled_from(NAMES[:4]), contents, min_size=1))
    steps = [name for name, history in histories.items() for _ in history]
    one, other = data.draw(st.permutations(steps)), data.draw(st.permutations(steps))
    assert _in_turn(histories, one, said) == _in_turn(histories, other, said)


@settings(deadline=None, max_examples=40)
@given(said=stories(), data=st.data())
def test_meeting_everything_again_changes_nothing(said: dict[str, Filed], data: st.DataObject) -> None:
    places = data.draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["1", "2", "3", "x"]), min_size=1))
    units = [met(name, content, said) for name, content in places.items()]
    assert stored(units, data.draw(st.permutations(units))) == stored(units)


def _in_turn(histories: dict[str, list[str]], steps: list[str], said: dict[str, Filed]) -> str:
    taken = dict.fromkeys(histories, 0)
    batches: list[list[Filed | Outcome]] = []
    for name in steps:
        batches.append([met(name, histories[name][taken[name]], said)])
        taken[name] += 1
    return stored(*batches)
