"""What is forgotten is gone everywhere, and does not come back by any way."""

from dataclasses import replace
from random import Random

import pytest

from schemas.outcome import Duplicate, Filed, Outcome, Verdict
from schemas.run import RunStatus
from schemas.stored import stamped
from schemas.template import Line, Template, Templates
from tasks.load import forgetting, tombstones
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search, Selection, Target
from tasks.load.mongo.files import file_parts
from tests.faults.killing import Killed, ends
from tests.integration.conftest import Open
from tests.stock import capture, filed, ingest, refused

NEW, EXCLUDED, DUPLICATE = Verdict.NEW, Verdict.EXCLUDED, Verdict.DUPLICATE
URL = "https://news.example/the-mayor"
STORY = " ".join(f"The mayor of Kettleford said sentence number {number}." for number in range(12))
OTHER = " ".join(f"The ferry to Saltmarsh sailed at hour {number}." for number in range(12))
COUNTED = ("articles", "revisions", "versions", "raw", "quarantine")


def target(store: MongoStore) -> Target:
    """Return the one article whose text is the mayor's."""
    (found,) = (each for each in store.find(Search()) if "mayor" in each["text"])
    return Target(article=found["_id"])


def forget(store: MongoStore, what: Target, run: str = "forgetting") -> dict[str, int]:
    return dict(store.forget(what, "asked", run))


def told(store: MongoStore) -> str:
    """Return all the store says, the names of the ledger's empty rows and the hashes of tombstones aside."""
    mongo = store._mongo
    return repr([list(mongo.each(name)) for name in (*COUNTED, "captures", "runs", "meta")])


def test_an_article_goes_with_all_that_is_known_of_it(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", STORY)), filed(capture("b", STORY)), filed(capture("c", OTHER))])
    ingest(store, [filed(capture("a", STORY + " He has resigned.")), refused(capture("b", "the mayor's menu"))])
    (article,) = (each for each in store.find(Search()) if "mayor" in each["text"])
    shas = {each["sha256"] for each in article["sightings"]} | {capture("b", "the mayor's menu").sha256}
    assert len(shas) == 3
    before = store.counts()
    assert (before["revisions"], before["versions"], before["quarantine"], before["raw"]) == (1, 2, 1, 4)
    assert forget(store, Target(article=article["_id"])) == {
        "articles": 1, "captures": 2, "journal": 2, "quarantine": 1, "raw": 3, "revisions": 1, "versions": 2
    }  # fmt: skip
    after = store.counts()
    assert [after[name] for name in COUNTED] == [1, 0, 0, 1, 0]
    assert not [word for word in ("mayor", "Kettleford", article["_id"], *shas) if word in told(store)]
    assert store.residue().findings == ()
    assert store.verify(every_raw=True).findings == ()


def test_what_is_forgotten_does_not_come_back(store: MongoStore) -> None:
    """Not with its bytes, at its place or another; not with others that say the same; not at its place or address."""
    ingest(store, [filed(capture("a", STORY)), filed(capture("u", OTHER), url=URL)])
    forget(store, target(store))
    forget(store, Target(url=URL), "again")
    ways: list[Filed | Outcome] = [
        filed(capture("a", STORY)),
        filed(capture("elsewhere", STORY)),
        filed(capture("recaptured", f"menu {STORY} footer"), text=STORY.upper().replace(" ", "\n\n")),
        filed(capture("a", "The newer page at the same path says other words.")),
        refused(capture("a", "half of the newer page")),
        filed(capture("new", "Other words at the forgotten address."), url=URL),
        filed(capture("u", "Other words at its path."), url=URL),
        filed(capture("copied", "ferry page"), text=OTHER),
    ]
    for unit in ways:
        assert ingest(store, [unit], "way") == [EXCLUDED]
        assert ingest(store, [unit], "again") == [EXCLUDED]
    assert [store.counts()[name] for name in COUNTED] == [0] * 5
    assert {(row["reason"], row["uri"], row["sha256"]) for row in store.captures()} == {("forgotten", None, None)}
    assert store.residue().findings == ()
    assert store.verify().findings == ()


def test_a_place_with_an_address_of_its_own_may_show_another_article(store: MongoStore) -> None:
    """index.html shows another story each day: only the forgotten one is barred."""
    ingest(store, [filed(capture("index.html", STORY), url=URL)])
    forget(store, Target(url=URL))
    assert ingest(store, [filed(capture("index.html", OTHER), url=f"{URL}/next-day")]) == [NEW]
    (row,) = store.captures()
    assert (row["uri"], row["outcome"], row["reason"]) == ("index.html", "article", None)


def test_what_others_share_stays_theirs_and_may_come_again(store: MongoStore) -> None:
    """One text at two addresses are two articles; the bytes of one may have become the other's."""
    ingest(store, [filed(capture("a", "page a"), text=STORY, url=URL)])
    ingest(store, [filed(capture("b", "page b"), text=STORY, url=f"{URL}/copy")])
    forget(store, Target(url=URL))
    again = [filed(capture("b", "page b, captured anew"), text=STORY, url=f"{URL}/copy")]
    assert ingest(store, again) == [Verdict.UNCHANGED]
    assert ingest(store, [filed(capture("a", "page a"), text=STORY, url=URL)]) == [EXCLUDED]
    assert store.residue().findings == ()


def test_bytes_that_belong_to_another_article_too_stay(store: MongoStore) -> None:
    """A later cleaner finds an address: the same bytes become another article's at another place."""
    ingest(store, [filed(capture("a", STORY))])
    store.load([filed(capture("b", STORY), url=URL)], "later cleaner")
    left, kept = sorted(store.find(Search()), key=lambda each: each["url"] or "")
    forget(store, Target(article=left["_id"]))
    assert store.raw(capture("b", STORY).sha256) == STORY.encode()
    assert [each["_id"] for each in store.find(Search())] == [kept["_id"]]
    assert store.verify(every_raw=True).findings == ()
    assert store.residue().findings == ()


def test_a_site_is_forgotten_whole(store: MongoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "PORTION", 2)
    units = [filed(capture(str(number), f"{STORY} {number}")) for number in range(5)]
    units = [replace(unit, article=replace(unit.article, site="news.example")) for unit in units]
    login = replace(refused(capture("login", "Who are you?")), site="news.example")
    ingest(store, [*units, login, filed(capture("x", OTHER))])
    assert len(list(store.forgettable(Target(site="news.example")))) == 6
    assert forget(store, Target(site="news.example")) == {
        "articles": 5, "captures": 6, "journal": 3, "quarantine": 1, "raw": 6
    }  # fmt: skip
    assert ingest(store, [*units, login]) == [EXCLUDED] * 6
    assert [each["text"] for each in store.find(Search())] == [OTHER]


def test_what_was_learned_from_its_site_is_to_be_learned_anew(store: MongoStore) -> None:
    """A template counts the articles it was learned from."""
    unit = filed(capture("a", STORY))
    ingest(store, [replace(unit, article=replace(unit.article, site="news.example"))])
    line = Line("0" * 16, 9, "Read also")
    both = {name: Template(name, 12, (line,)) for name in ("news.example", "other.example")}
    store.keep_templates(Templates(both))
    assert forget(store, target(store))["templates"] == 1
    assert list(store._mongo.by_ids("templates", both)) == ["other.example"]


def test_a_quarantined_capture_is_forgotten_with_its_bytes(store: MongoStore) -> None:
    unit = refused(capture("a", STORY))
    ingest(store, [unit, filed(capture("c", OTHER))])
    (held,) = store.quarantine()
    assert forget(store, Target(unit=held["_id"])) == {"captures": 1, "quarantine": 1, "raw": 1}
    assert ingest(store, [unit]) == [EXCLUDED]
    assert ingest(store, [refused(capture("b", STORY))]) == [EXCLUDED]
    assert ingest(store, [filed(capture("a", "At last a story at this path."))]) == [NEW]
    assert store.residue().findings == ()


def test_bytes_refused_before_the_last_ones_go_too(store: MongoStore) -> None:
    for unit in (filed(capture("a", STORY)), refused(capture("a", "half")), refused(capture("a", "third"))):
        ingest(store, [unit])
    ingest(store, [filed(capture("a", STORY + " And more."))])
    assert store.counts()["raw"] == 4
    assert forget(store, target(store))["raw"] == 4
    assert store.counts()["raw"] == 0


def test_bytes_in_a_file_of_their_own_go_too(store: MongoStore, request: pytest.FixtureRequest) -> None:
    if "mongomock" in request.node.name:
        pytest.skip("mongomock has no GridFS")
    noise = Random(7).randbytes(14_000_000)
    ingest(store, [refused(capture("noise.bin", noise), "not-text")])
    (held,) = store.quarantine()
    assert [count > 40 for _, count in file_parts(store._mongo, "raw", [held["sha256"]])] == [True]
    forget(store, Target(unit=held["_id"]))
    assert list(file_parts(store._mongo, "raw", [held["sha256"]])) == []
    assert store.residue().findings == ()


def test_the_runs_that_met_it_still_balance(store: MongoStore) -> None:
    opened = store.open_run("run", {"source": "default"}, {})
    ingest(store, [filed(capture("a", STORY)), filed(capture("b", STORY)), filed(capture("c", OTHER))], "run")
    counts = {"new": 2, "duplicate": 1}
    store.close_run(replace(opened, status=RunStatus.COMPLETED, seen=3, counts=counts, balanced=True))
    forget(store, target(store))
    assert store.verify("run").findings == ()


def test_a_short_text_bars_nobody_elses(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", "page a"), text="More soon.", url=URL)])
    forget(store, Target(url=URL))
    assert ingest(store, [filed(capture("b", "page b"), text="More soon.", url=f"{URL}/other")]) == [NEW]


def test_nothing_is_forgotten_twice_and_nothing_by_mistake(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", STORY), url=URL)])
    assert not store.was_forgotten(Target(url=URL))
    forget(store, Target(url=URL))
    assert store.was_forgotten(Target(url=URL))
    assert list(store.forgettable(Target(url=URL))) == []
    assert forget(store, Target(url=URL)) == {}
    assert not store.was_forgotten(Target(url=f"{URL}/other"))


def test_tombstones_hold_hashes_and_nothing_else(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", STORY), url=URL)])
    forget(store, Target(url=URL))
    stones = store._mongo.find("tombstones")
    assert {each["_id"].split(":")[0] for each in stones} == {"article", "place", "raw", "text"}
    assert {(*each,) for each in stones} == {("_id", "reason", "run", "schema_version")}
    assert {each["run"] for each in stones} == {"forgetting"}


def test_residue_is_found_wherever_it_is(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", STORY), url=URL)])
    (article,) = store.find(Search())
    forget(store, Target(url=URL))
    mongo = store._mongo
    for name, document in (
        ("links", {"_id": f"{article['_id']}:x:near-duplicate"}),
        ("some_new_collection", {"_id": "1", "deep": [{"page": URL}]}),
        ("sites", {"_id": "news.example", "lines": [{"text": STORY}]}),
        ("captures", {"_id": "2", "sha256": capture("a", STORY).sha256}),
    ):
        mongo.insert(name, stamped(document))
        (found,) = store.residue().findings
        assert (found.code, found.subject.split()[0]) == ("residue", name)
        mongo.delete(name, [document["_id"]])
    assert store.residue().findings == ()


def test_a_batch_that_was_recognised_before_is_stopped_when_it_is_stored(store: MongoStore) -> None:
    """Forgetting goes on beside a long ingest: each way a unit can arrive after it."""
    known, copy = filed(capture("a", STORY)), filed(capture("b", STORY))
    ingest(store, [known])
    (unchanged, duplicate) = store.recognise([known.capture, copy.capture])
    assert isinstance(unchanged, Outcome)
    assert isinstance(duplicate, Duplicate)
    forget(store, target(store))
    assert [each.verdict for each in store.load([unchanged, duplicate, known, copy], "late")] == [EXCLUDED] * 4
    assert [store.counts()[name] for name in COUNTED] == [0] * 5
    assert {row["outcome"] for row in store.captures()} == {"excluded"}


@pytest.mark.parametrize("point", ["settled", "raw", "versions", "articles", "revisions", "quarantine", "captures"])
def test_a_batch_that_is_being_stored_meanwhile_is_taken_back(opened: Open, point: str) -> None:
    store = opened()
    ingest(store, [filed(capture("a", STORY), url=URL)])
    passed: list[str] = []

    def meanwhile(name: str) -> None:
        if name == point and not passed:
            passed.append(name)
            forget(opened(), Target(url=URL))

    busy = opened(hook=meanwhile)
    units = [
        filed(capture("late", f"{STORY} And more."), url=URL),
        filed(capture("copy", "a copy of it"), text=STORY),
        filed(capture("other", OTHER)),
    ]
    # A copy that was stored before is another article, whose text is shared: it stays, as it would have earlier.
    copied = point not in {"settled", "raw", "versions"}
    assert [each.verdict for each in busy.load(units, "late")] == [EXCLUDED, NEW if copied else EXCLUDED, NEW]
    assert {each["text"] for each in store.find(Search())} == ({STORY, OTHER} if copied else {OTHER})
    assert store.residue().findings == ()
    assert store.verify(every_raw=True).findings == ()


def test_bytes_that_turn_out_to_be_something_forgotten_stay_as_they_were_read(opened: Open) -> None:
    """Today's code finds an address where an earlier one found none, and it is a forgotten one."""
    store, later = opened(), opened(made_by="2.0.0+later")
    unit = filed(capture("a", "Words that are nobody's."))
    ingest(store, [unit, filed(capture("u", OTHER), url=URL)])
    forget(store, Target(url=URL))
    taken = later.take(Selection())
    outcomes = later.refile(taken, [filed(unit.capture, url=URL)], "reprocess")
    assert [each.verdict for each in outcomes] == [Verdict.UNCHANGED]
    assert [each["url"] for each in store.find(Search())] == [None]
    assert store.residue().findings == ()


@pytest.mark.parametrize("point", forgetting.HOOKS)
def test_what_was_killed_is_finished_by_the_next_call(opened: Open, point: str) -> None:
    store = opened()
    ingest(store, [filed(capture("a", STORY), url=URL), filed(capture("b", STORY + " 2"), url=URL)])
    ingest(store, [refused(capture("a", "menu")), filed(capture("c", OTHER))])
    with pytest.raises(Killed):
        opened(hook=ends(point)).forget(Target(url=URL), "asked", "killed")
    if point != "erased":
        assert store.residue().findings
    forget(store, Target(url="https://news.example/never-stored"), "next")
    assert [store.counts()[name] for name in COUNTED] == [1, 0, 0, 1, 0]
    assert store.residue().findings == ()
    assert store.verify(every_raw=True).findings == ()
    assert ingest(store, [filed(capture("z", STORY), url=URL)]) == [EXCLUDED]


def test_every_write_of_forgetting_has_a_kill_point(opened: Open) -> None:
    passed: list[str] = []
    store = opened(hook=passed.append)
    ingest(store, [filed(capture("a", STORY))])
    passed.clear()
    forget(store, target(store))
    assert tuple(passed) == forgetting.HOOKS


def test_a_store_that_forgot_nothing_asks_one_question(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", STORY))])
    assert tombstones.Tombstones(store._mongo).generation() == 0
    forget(store, target(store))
    assert tombstones.Tombstones(store._mongo).generation() == 1
