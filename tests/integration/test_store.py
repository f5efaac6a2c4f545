"""The store's promises, on every server it runs on."""

import traceback
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from schemas.article import Language, Quality
from schemas.capture import Place
from schemas.errors import ConfigurationError, PermanentError
from schemas.outcome import Outcome, Verdict
from schemas.stored import article_of, stamped
from tasks.load import probing
from tasks.load.collections import NAMES
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search
from tasks.load.mongo import connect
from tasks.load.probing import works
from tasks.load.shapes import shapes
from tests.integration.conftest import Open
from tests.stock import capture, filed, ingest, refused

NEW, REVISED, UNCHANGED, DUPLICATE = Verdict.NEW, Verdict.REVISED, Verdict.UNCHANGED, Verdict.DUPLICATE
CANARY = "canary-77"
URL = "https://news.example/bridge"


def test_load_twice_is_load_once(store: MongoStore) -> None:
    units = [filed(capture(f"{name}.txt", f"Story {name}")) for name in "abc"]
    assert ingest(store, units, "first") == [NEW, NEW, NEW]
    before = store.store_hash()
    assert ingest(store, units, "second") == [UNCHANGED, UNCHANGED, UNCHANGED]
    assert store.store_hash() == before
    assert store.verify().findings == ()


def test_a_batch_that_is_loaded_again_has_no_second_effect(store: MongoStore) -> None:
    """A retry after a lost answer: the batch comes again as it was, not recognised."""
    units = [
        filed(capture("a.txt", "One"), url=URL),
        filed(capture("b.txt", "Two"), url=URL),
        refused(capture("c", "x")),
    ]
    store.load(units, "run")
    before = store.store_hash()
    verdicts = [outcome.verdict for outcome in store.load(units, "run")]
    assert verdicts == [UNCHANGED, UNCHANGED, Verdict.QUARANTINED]
    assert store.store_hash() == before


def test_the_stored_article_is_the_record_that_was_filed(store: MongoStore) -> None:
    unit = filed(capture("a.txt", "Größe – 大きさ"), published="2017-06-15T12:25:00Z")
    ingest(store, [unit])
    (document,) = store.find(Search())
    article = article_of(document)
    assert replace(article, id=None) == unit.article
    assert document["published_at"] == datetime(2017, 6, 15, 12, 25, tzinfo=UTC)
    assert document["_id"] == document["id"] == article.id


def test_equal_bytes_at_another_place_are_a_duplicate_each_time(store: MongoStore) -> None:
    units = [filed(capture("b.txt", "Same")), filed(capture("a.txt", "Same")), filed(capture("c.txt", "Same"))]
    assert ingest(store, units, "first") == [NEW, DUPLICATE, DUPLICATE]
    assert ingest(store, units, "second") == [UNCHANGED, DUPLICATE, DUPLICATE]
    (document,) = store.find(Search())
    assert document["source"]["uri"] == "a.txt"
    assert [place["uri"] for place in document["places"]] == ["b.txt", "c.txt"]
    assert document["revisions"] == 0


def test_a_duplicate_in_a_later_batch_needs_no_cleaning(store: MongoStore) -> None:
    ingest(store, [filed(capture("a.txt", "Same"))])
    (known,) = store.recognise([capture("b.txt", "Same")])
    (outcome,) = store.load([known], "later")
    assert outcome.verdict is DUPLICATE
    (document,) = store.find(Search())
    assert [place["uri"] for place in document["places"]] == ["b.txt"]


def test_new_bytes_at_a_place_revise_its_article(store: MongoStore) -> None:
    ingest(store, [filed(capture("a.txt", "First draft.\n\nKept."))], "first")
    (before,) = store.find(Search())
    assert ingest(store, [filed(capture("a.txt", "Second draft.\n\nKept."))], "second") == [REVISED]
    (after,) = store.find(Search())
    assert after["_id"] == before["_id"]
    assert after["text"] == "Second draft.\n\nKept."
    (revision,) = store.revisions(after["_id"])
    assert (revision["_id"], revision["number"], revision["text"]) == (f"{after['_id']}:1", 1, "First draft.\n\nKept.")
    assert revision["changes"] == [{"field": "text", "before": ["First draft."], "after": ["Second draft."]}]
    assert store.verify(every_raw=True).findings == ()


def test_new_bytes_with_the_same_content_are_no_revision(store: MongoStore) -> None:
    ingest(store, [filed(capture("a.txt", "menu one"), text="The story.")])
    assert ingest(store, [filed(capture("a.txt", "menu two"), text="The  story.")]) == [UNCHANGED]
    (document,) = store.find(Search())
    assert document["source"]["sha256"] == capture("a.txt", "menu two").sha256
    assert store.revisions(document["_id"]) == ()


def test_a_place_that_changes_there_and_back_keeps_its_history(store: MongoStore) -> None:
    for number, text in enumerate(("Yes", "No", "Yes")):
        assert ingest(store, [filed(capture("a.txt", text))]) == [REVISED if number else NEW]
    (document,) = store.find(Search())
    assert document["text"] == "Yes"
    assert [revision["text"] for revision in store.revisions(document["_id"])] == ["Yes", "No"]


def test_two_captures_of_one_canonical_url_are_one_article(store: MongoStore) -> None:
    old = filed(capture("z-old.html", "Old"), url=URL, published="2020-01-01T00:00:00Z")
    new = filed(capture("a-new.html", "New"), url=URL, published="2020-01-02T00:00:00Z")
    assert ingest(store, [new, old]) == [NEW, REVISED]
    (document,) = store.find(Search())
    assert (document["text"], document["source"]["uri"]) == ("New", "a-new.html")
    assert [place["uri"] for place in document["places"]] == ["z-old.html"]
    assert [revision["text"] for revision in store.revisions(document["_id"])] == ["Old"]


def test_a_place_goes_over_to_the_article_its_new_url_names(store: MongoStore) -> None:
    ingest(store, [filed(capture("index.html", "Monday"), url=f"{URL}/monday")])
    assert ingest(store, [filed(capture("index.html", "Tuesday"), url=f"{URL}/tuesday")]) == [NEW]
    monday, tuesday = sorted(store.find(Search()), key=lambda document: document["text"])
    assert (monday["text"], monday["places"], monday["sightings"][0]["left"]) == ("Monday", [], True)
    assert (tuesday["text"], tuesday["source"]["uri"]) == ("Tuesday", "index.html")
    assert store.verify().findings == ()


def test_surplus_revisions_go_when_two_versions_become_neighbours(store: MongoStore) -> None:
    units = [filed(capture(name, text), url=URL) for name, text in (("a", "X"), ("b", "Y"), ("c", "X c"))]
    units[2] = filed(units[2].capture, text="X", url=URL)
    ingest(store, units)
    (document,) = store.find(Search())
    assert document["revisions"] == 2
    ingest(store, [filed(capture("b", "X b"), text="X", url=URL)])
    assert [revision["text"] for revision in store.revisions(document["_id"])] == ["Y"]
    assert store.verify().findings == ()


def test_a_quarantined_unit_keeps_its_bytes_and_is_not_cleaned_again(store: MongoStore) -> None:
    unit = refused(capture("menu.html", "Home Sport Weather"))
    assert ingest(store, [unit]) == [Verdict.QUARANTINED]
    (entry,) = store.quarantine()
    assert (entry["reason"], entry["stage"], entry["uri"]) == ("no-article-text", "clean", "menu.html")
    assert store.raw(entry["sha256"]) == b"Home Sport Weather"
    for _ in range(2):
        (again,) = store.recognise([unit.capture])
        assert isinstance(again, Outcome)
        assert (again.verdict, again.reason, again.stage) == (Verdict.QUARANTINED, "no-article-text", "clean")
        before = store.store_hash()
        store.load([again], "again")
        assert store.store_hash() == before


def test_a_later_success_takes_a_place_out_of_quarantine(store: MongoStore) -> None:
    ingest(store, [refused(capture("a.txt", "half a page"))])
    assert ingest(store, [filed(capture("a.txt", "the whole page"))]) == [NEW]
    assert store.quarantine() == ()


def test_a_place_keeps_its_article_through_a_refusal(store: MongoStore) -> None:
    ingest(store, [filed(capture("a.txt", "First"))])
    (before,) = store.find(Search())
    ingest(store, [refused(capture("a.txt", "rubbish"))])
    ingest(store, [filed(capture("a.txt", "Second"))])
    (after,) = store.find(Search())
    assert (after["_id"], after["text"], after["revisions"]) == (before["_id"], "Second", 1)


@pytest.mark.parametrize("verdict", [Verdict.NOT_REACHED, Verdict.QUARANTINED, Verdict.EXCLUDED])
def test_a_unit_out_of_reach_for_once_is_unchanged_when_it_is_back(store: MongoStore, verdict: Verdict) -> None:
    units = [filed(capture("a.txt", "Here")), filed(capture("b.txt", "Here"))]
    ingest(store, units)
    away = [
        Outcome(unit.capture.place, verdict, "extract", "permission-denied", "it may not be read") for unit in units
    ]
    assert ingest(store, away) == [verdict, verdict]
    assert ingest(store, units) == [UNCHANGED, DUPLICATE]
    assert {entry["outcome"] for entry in store.captures()} == {"article", "duplicate"}
    assert store.quarantine() == ()


def test_bytes_refused_earlier_are_judged_again_after_a_refusal_without_bytes(store: MongoStore) -> None:
    unit = refused(capture("a.txt", "x"))
    ingest(store, [unit])
    ingest(store, [Outcome(unit.place, Verdict.QUARANTINED, "extract", "permission-denied")])
    assert store.recognise([unit.capture]) == (unit.capture,)


def test_names_that_are_not_unicode_are_kept(store: MongoStore) -> None:
    where = Place("default", b"caf\xe9.txt", member="m\udce9.html")
    assert ingest(store, [filed(capture(where, "Menu"))]) == [NEW]
    (entry,) = store.captures()
    assert (entry["uri"], entry["path_bytes"]) == ("caf\\xe9.txt", b"caf\xe9.txt".hex())
    assert (entry["member"], entry["member_bytes"]) == ("m\\xe9.html", b"m\xe9.html".hex())
    assert ingest(store, [filed(capture(where, "Menu"))]) == [UNCHANGED]


def test_a_value_no_document_can_hold_costs_that_unit_only(store: MongoStore) -> None:
    odd = filed(capture("odd.txt", "odd"), text="a lone surrogate: \ud800")
    assert ingest(store, [odd, filed(capture("b", "B"))]) == [Verdict.QUARANTINED, NEW]
    assert [entry["reason"] for entry in store.quarantine()] == ["not-storable"]


def test_batches_beyond_one_message_are_split(store: MongoStore) -> None:
    units = [filed(capture(f"{number}.txt", f"{number} " + "lorem" * 216_000)) for number in range(20)]
    assert set(ingest(store, units)) == {NEW}
    assert store.counts()["articles"] == 20


def test_search_reads_words_never_operators(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", "The harbour bridge (old) opened")), filed(capture("b", "A bridge too far"))])

    def found(**search: object) -> int:
        return len(store.find(Search(**search)))  # type: ignore[arg-type]

    assert found(text="BRIDGE") == 2
    assert found(text="harbour bridge") == found(text="bridge harbour") == 1
    assert found(text="bridge nowhere") == 0
    assert found(text="(old)") == 1
    assert found(text=".*") == found(text='{"$ne": null}') == found(text="bri\0dge") == 0
    assert found(publisher="$where") == 0
    assert found(limit=1) == 1


def test_search_narrows_by_every_field(store: MongoStore) -> None:
    tass = filed(capture("a", "A"), published="2020-05-01T23:59:00Z")
    fine = replace(
        tass.article, publisher="TASS", language=Language("en", 1.0), quality=Quality(0.9, ("short", "no-title"))
    )
    ingest(
        store,
        [
            replace(tass, article=fine),
            filed(capture("b", "B"), published="2020-05-02T00:00:00Z"),
            filed(capture("c", "C")),
        ],
    )

    def texts(**search: object) -> list[str]:
        return [document["text"] for document in store.find(Search(**search))]  # type: ignore[arg-type]

    assert texts() == ["B", "A", "C"]
    assert texts(publisher="tass") == texts(language="en") == texts(flags=("no-title", "short")) == ["A"]
    assert texts(publisher="tas") == texts(flags=("short", "odd")) == []
    assert texts(since=date(2020, 5, 1), until=date(2020, 5, 1)) == ["A"]
    assert texts(since=date(2020, 5, 2)) == ["B"]
    assert texts(until=date.max) == ["B", "A"]


def test_an_article_is_found_by_the_start_of_its_id_where_only_one_has_it(store: MongoStore) -> None:
    ingest(store, [filed(capture(str(number), str(number))) for number in range(40)])
    some = store.find(Search())[7]["_id"]
    assert store.article(some) == store.article(some[:12])
    assert store.article("") is None
    assert store.article("no such") is None
    shared = next(start for start in "0123456789abcdef" if sum(a["_id"][0] == start for a in store.find(Search())) > 1)
    with pytest.raises(ConfigurationError, match=f"more than one id starts with '{shared}'"):
        store.article(shared)


def test_raw_bytes_beyond_a_document_are_kept_and_verified(store: MongoStore, request: pytest.FixtureRequest) -> None:
    if "mongomock" in request.node.name:
        pytest.skip("mongomock has no GridFS")
    data = Random(7).randbytes(14_000_000)  # it does not compress
    unit = refused(capture("noise.bin", data), "not-text")
    assert ingest(store, [unit]) == [Verdict.QUARANTINED]
    assert store.raw(unit.capture.sha256) == data  # type: ignore[union-attr]
    assert store.verify(every_raw=True).findings == ()


def test_bytes_that_are_not_stored_are_an_error(store: MongoStore) -> None:
    with pytest.raises(PermanentError, match="not in the store"):
        store.raw("0" * 64)


def test_verify_finds_what_was_edited_behind_our_back(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", "One")), filed(capture("b", "Two"))])
    ingest(store, [filed(capture("a", "One, revised"))])
    mongo = store._mongo
    (revised,) = (each for each in store.find(Search()) if each["revisions"])
    mongo.delete("revisions", [f"{revised['_id']}:1"])
    mongo.delete("raw", [capture("b", "Two").sha256])
    mongo.delete("captures", [capture("a", "One").place.id])
    codes = {finding.code for finding in store.verify().findings}
    assert codes == {"revisions", "lost-raw", "lost-place"}


def test_an_article_deleted_behind_our_back_is_filed_again(store: MongoStore) -> None:
    ingest(store, [filed(capture("a", "One"))])
    (document,) = store.find(Search())
    store._mongo.delete("articles", [document["_id"]])
    assert {finding.code for finding in store.verify().findings} == {"lost-article"}
    assert ingest(store, [filed(capture("b", "One"))]) == [DUPLICATE]
    (again,) = store.find(Search())
    assert again["_id"] == document["_id"]


def test_a_login_is_refused_without_its_password(store: MongoStore, request: pytest.FixtureRequest) -> None:
    """The embedded server knows no logins, the real engine of the tests refuses them all."""
    if "mongomock" in request.node.name:
        pytest.skip("mongomock knows no connections")
    with pytest.raises(ConfigurationError, match="login") as caught:
        connect(f"mongodb://someone:{CANARY}@{store._mongo.shown}/?directConnection=true")
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_what_the_server_does_is_found_by_trying_and_remembered(
    opened: Open, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = {each.name: each.works for each in opened().capabilities()}
    assert set(works) == {name for name, *_ in probing.PROBES}
    assert works["validators"] == works["views"] == works["text indexes"] == ("[mongodb]" in request.node.name)
    monkeypatch.setattr(probing, "probe", lambda mongo: ())
    assert {each.name: each.works for each in opened().capabilities()} == works


def test_a_document_against_its_schema_is_refused_where_the_server_can(opened: Open) -> None:
    old = opened()
    if not works(old._mongo, "validators"):
        pytest.skip("this server takes any document: the program's own checks are all there is")
    for name in NAMES:
        old._mongo.drop(name)  # another test may have left one without a validator
    old._mongo.delete("meta", ["schema"])
    store = opened()
    ingest(store, [filed(capture("a", "A"))])
    (document,) = store._mongo.find("articles")
    written = store._mongo.replace("articles", [document, {**document, "_id": "odd", "text": None}])
    assert written.rejected == {"odd"}
    assert store.counts()["articles"] == 1


def test_every_collection_is_checked_where_the_server_can(opened: Open) -> None:
    mongo = opened()._mongo
    if not works(mongo, "validators"):
        pytest.skip("this server takes any document: the program's own checks are all there is")
    for name in NAMES:
        mongo.drop(name)
    mongo.delete("meta", ["schema"])
    mongo = opened()._mongo
    for name, shape in shapes().items():
        field = next(each for each in shape.fields if each.name != "_id" and each.type != "anything")
        wrong = "text" if "number" in field.type else 0
        odd = [stamped({"_id": "no type", field.name: wrong}), {"_id": "no form"}]
        assert mongo.replace(name, odd).rejected == {"no type", "no form"}, name
        assert mongo.replace(name, [stamped({"_id": "any", "of a later program": 1})]).rejected == set(), name
