"""Links: the same articles make the same ones on every server, whatever the order, the batches or the interruptions."""

import random
from uuid import uuid4

import pytest

from benchmarks.stories import cut, edited, embedded, story
from schemas.article import Published
from schemas.outcome import Filed
from tasks.load import journal
from tasks.load.connecting import MongoStore
from tasks.load.linking import commonplaces, linker
from tasks.load.mongo import Document
from tests import family
from tests.faults.killing import Killed, ends
from tests.integration.conftest import Open, empty
from tests.stock import ingest

PHRASES = ("harbour", "railway", "hospital", "library", "brewery", "airport", "university", "waterworks", "lighthouse")
PHRASES += ("cathedral", "theatre", "stadium", "shipyard", "market-hall", "observatory", "orchestra", "cemetery")


def stored(store: MongoStore, *batches: list[Filed]) -> MongoStore:
    """Return the store after these batches, linked after each as a run does."""
    run = uuid4().hex
    store.open_run(run, {"source": run}, {})
    for batch in batches or ([],):
        ingest(store, list(batch))
        store.link(run)
    return store


def by_title(store: MongoStore) -> dict[str, Document]:
    return {each["title"]: each for each in store._mongo.find("articles")}


def links(store: MongoStore) -> dict[tuple[str, str], Document]:
    titles = {each["_id"]: name for name, each in by_title(store).items()}
    return {(titles[each["a"]], titles[each["b"]]): each for each in store._mongo.find("links")}


def test_a_rewrite_and_a_copy_are_linked_with_their_story_and_nothing_else_is(store: MongoStore) -> None:
    found = links(stored(store, family.family()))
    rewrite = found.pop(("rewrite", "wire"))
    assert (rewrite["kind"], rewrite["direction"]) == ("derived-from", "cited-agency")
    assert rewrite["original"] == by_title(store)["wire"]["_id"]
    assert rewrite["proof"]["cited_agency"] == "TASS"
    assert rewrite["proof"]["shared"] >= 8
    assert any("set aside eleven million crowns" in each for each in rewrite["proof"]["passages"])
    ((pair, copy),) = found.items()
    assert set(pair) == {"copy", "wire"}
    assert (copy["kind"], copy["original"], copy["direction"]) == ("near-duplicate", None, None)
    shares = {copy["a"]: copy["proof"]["share_a"], copy["b"]: copy["proof"]["share_b"]}
    assert shares[by_title(store)["copy"]["_id"]] == 1.0
    assert 0.3 < shares[by_title(store)["wire"]["_id"]] < 0.7


def test_a_link_proves_the_year_the_page_does_not_print(store: MongoStore) -> None:
    stored(store, family.family())
    articles = by_title(store)
    linked = {"value": "2019-03-04", "by": articles["rewrite"]["_id"]}
    assert articles["wire"]["published"]["linked"] == linked
    assert articles["wire"]["published"]["value"] == "--03-04"
    assert articles["rewrite"]["published"]["linked"] is None
    assert articles["copy"]["published"]["linked"] is None


def test_what_links_prove_makes_no_revision_and_no_second_state(store: MongoStore) -> None:
    stored(store, family.family())
    before = store.store_hash()
    stored(store, family.family(), [family.wire()])
    again = family.article("elsewhere", family.WIRE)
    ingest(store, [Filed(again.capture, family.wire().article)])
    wire = by_title(store)["wire"]
    assert store.revisions(wire["_id"]) == ()
    stored(store)
    assert before != store.store_hash()  # the second place is stored, and what was proved still stands
    assert by_title(store)["wire"]["published"]["linked"]["value"] == "2019-03-04"


@pytest.mark.parametrize("seed", range(4))
def test_neither_order_nor_batches_change_the_links(opened: Open, seed: int) -> None:
    units = [*family.family(), *_copies()]
    once = stored(opened(), units).store_hash()
    empty(opened()._mongo)
    chance = random.Random(seed)
    chance.shuffle(units)
    cuts = sorted(chance.sample(range(1, len(units)), 3))
    batches = [units[start:end] for start, end in zip([0, *cuts], [*cuts, len(units)], strict=True)]
    assert stored(opened(), *batches).store_hash() == once


def test_sketches_that_are_read_and_keys_that_are_looked_up_make_the_same_links(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commonplaces, "COMMON", 4)
    copies = [family.article(f"copy {number}", f"{story(1)}\n\nPrinted as {number}.") for number in range(7)]
    batches = (family.family(), copies[:3], _copies(), copies[3:])
    read = stored(opened(), *batches)
    assert read._mongo.count("commonplaces") > 0  # or the bound was not met
    once = read.store_hash()
    empty(opened()._mongo)
    monkeypatch.setattr(linker, "SKETCHES", 0)
    assert stored(opened(), *batches).store_hash() == once


def test_what_comes_together_is_linked_in_one_go_however_many_phrases_it_shares(opened: Open) -> None:
    rounds: list[str] = []
    store = opened(rounds.append)
    lines = [f"The {word} committee of Marlow Bay approved the reconstruction programme." for word in PHRASES]
    chance = random.Random(5)
    texts = ["\n\n".join(chance.sample(lines, 12)) for _ in range(3 * commonplaces.COMMON)]
    stored(store, [family.article(f"story {number}", text) for number, text in enumerate(texts)])
    assert store._mongo.count("commonplaces") > 0  # or nothing was shown
    assert rounds.count("linked") == 1
    assert store._mongo.find("sketches", {"pending": {"$gt": ""}}) == []


def test_a_revision_is_linked_anew_and_its_old_links_go(store: MongoStore) -> None:
    stored(store, family.family())
    changed = family.article("wire", "Nothing of what was announced here is true, the port's director says in a note.")
    stored(store, [changed])
    assert links(store) == {}
    assert by_title(store)["wire"]["published"]["linked"] is None
    copy = by_title(store)["copy"]
    assert store.revisions(copy["_id"]) == ()
    stored(store, [family.wire()])
    assert set(links(store)) >= {("rewrite", "wire")}


def test_forgetting_takes_links_and_what_they_proved(store: MongoStore) -> None:
    stored(store, family.family())
    rewrite = by_title(store)["rewrite"]["_id"]
    linker.forget(store._mongo, [rewrite])
    store._mongo.delete("articles", [rewrite])
    linker.forget(store._mongo, [rewrite])
    assert by_title(store)["wire"]["published"]["linked"] is None
    everything = [each for name in ("links", "sketches", "articles") for each in store._mongo.find(name)]
    assert rewrite not in repr(everything)
    store._mongo.delete_where("captures", {"article": rewrite})
    stored(store, [family.rewrite()])
    assert by_title(store)["wire"]["published"]["linked"]["by"] == rewrite


def test_the_journal_tells_what_was_proved_when_and_forgets_it(store: MongoStore) -> None:
    mongo = store._mongo
    stored(store, [family.wire()])
    before = journal.reached(mongo)
    stored(store, [family.rewrite()])
    now = {each["title"]: each["published"]["linked"] for each in journal.articles_after(mongo, journal.reached(mongo))}
    then = {each["title"]: each["published"]["linked"] for each in journal.articles_after(mongo, before)}
    rewrite = by_title(store)["rewrite"]["_id"]
    assert now == {"wire": {"value": "2019-03-04", "by": rewrite}, "rewrite": None}
    assert then == {"wire": None}
    stored(store, [family.article("wire", family.WIRE + " More.", published=family.WIRE_DATE)])
    linker.forget(mongo, [rewrite])
    journal.forget(mongo, [rewrite])
    assert rewrite not in repr(mongo.find("journal"))


def test_articles_an_earlier_program_filed_are_linked_by_the_next_run(store: MongoStore) -> None:
    before = stored(store, family.family()).store_hash()
    for name in ("links", "sketches"):
        store._mongo.delete_where(name, {})
    store._mongo.delete("meta", ["sketches"])
    assert links(store) == {}
    assert stored(store).store_hash() == before
    assert len(links(store)) == 2


@pytest.mark.parametrize("point", linker.HOOKS)
def test_a_kill_while_linking_is_made_up_for_by_the_next_run(opened: Open, point: str) -> None:
    once = stored(opened(), family.family()).store_hash()
    empty(opened()._mongo)

    with pytest.raises(Killed):
        stored(opened(ends(point)), family.family())
    assert stored(opened()).store_hash() == once


def test_what_very_many_articles_have_links_none_of_them(store: MongoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each story ends with the same long notice: as soon as enough have it, it tells none from another."""
    monkeypatch.setattr(commonplaces, "COMMON", 5)
    notice = story(999, 6)
    units = [family.article(f"{number}", f"{story(number, 8)}\n\n{notice}") for number in range(5)]
    assert len(links(stored(store, units))) == 10
    more = [family.article(f"{number}", f"{story(number, 8)}\n\n{notice}") for number in range(5, 9)]
    assert links(stored(store, more)) == {}
    linker.forget(store._mongo, [each["_id"] for name, each in by_title(store).items() if name > "4"])
    assert len(links(stored(store))) == 10


def test_copies_too_many_for_each_to_know_each_are_linked_with_the_first(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commonplaces, "COMMON", 4)
    units = [family.article(f"copy {number}", f"{story(1)}\n\nPrinted as number {number}.") for number in range(9)]
    store = stored(opened(), units[:3], units[3:6], units[6:])
    found = links(store)
    assert {name for pair in found for name in pair} == {each.article.title for each in units}
    assert _one_stands_in_all(found)
    assert len(found) == 8
    once = store.store_hash()
    empty(opened()._mongo)
    assert stored(opened(), units[::-1]).store_hash() == once
    gone = min(by_title(store).values(), key=lambda each: str(each["_id"]))
    linker.forget(store._mongo, [gone["_id"]])
    store._mongo.delete("articles", [gone["_id"]])
    stored(store)
    assert len(links(store)) == 7


def _one_stands_in_all(found: dict[tuple[str, str], Document]) -> bool:
    return bool(set.intersection(*(set(pair) for pair in found)))


def test_direction_follows_dates_where_they_leave_no_doubt(store: MongoStore) -> None:
    day, next_day, week = (Published(value=f"2019-03-{each}", precision="day") for each in ("09", "10", "16"))
    texts = {"story": (family.COPY, day), "same night": (family.COPY, next_day), "later": (family.COPY, week)}
    stored(store, [family.article(name, text, published=date) for name, (text, date) in texts.items()])
    found = links(store)
    originals = {frozenset(pair): each["direction"] and pair[1] for pair, each in found.items()}
    assert originals == {
        frozenset({"story", "same night"}): None,  # where the two clocks stand, nobody knows
        frozenset({"story", "later"}): "story",
        frozenset({"same night", "later"}): "same night",
    }


def test_a_story_shows_its_family_in_time_order(store: MongoStore) -> None:
    copied = family.copy(Published(value="2019-03-12", precision="day"))
    stored(store, [family.rewrite(), copied, family.wire(), family.other()])
    ids = {name: each["_id"] for name, each in by_title(store).items()}
    for name in ("wire", "copy", "rewrite"):
        found = store.story(ids[name])
        assert found is not None
        assert [each.article["title"] for each in found.members] == ["wire", "rewrite", "copy"]
        assert [each.relation for each in found.members] == ["original", "rewrite", "copy"]
        assert (found.original, found.more) == (ids["wire"], False)
    rewrite, copy = found.members[1:]
    assert (rewrite.of, rewrite.direction) == (ids["wire"], "cited-agency")
    assert copy.of == ids["wire"]
    assert copy.kept is not None
    assert 0.3 < copy.kept < 0.7
    alone = store.story(ids["other"][:8])
    assert alone is not None
    assert [each.relation for each in alone.members] == [None]
    assert store.story("no such id") is None


def test_a_family_that_is_too_large_is_cut_and_says_so(store: MongoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.load.linking.stories.MEMBERS", 3)
    stored(store, [family.article(f"copy {number}", f"{story(1)}\n\nNumber {number}.") for number in range(6)])
    found = store.story(by_title(store)["copy 4"]["_id"])
    assert found is not None
    assert (len(found.members), found.more, found.original) == (3, True, None)
    assert "copy 4" in {each.article["title"] for each in found.members}


def _copies() -> list[Filed]:
    texts = {
        "story": story(1),
        "shorter": cut(story(1), 0.6, 1),
        "edited": edited(story(1), 0.15, 1),
        "embedded": embedded(story(1), story(2)),
        "strange": story(3),
    }
    return [family.article(name, text) for name, text in texts.items()]
