"""The rule of versions, on its own: what is current, what came before, and where an article stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest

from schemas.article import Article, Dateline, Published
from schemas.record import record
from schemas.schema import json_schema
from schemas.stored import CONTENT, canonical_hash, content_hash, identity, moment_of, sighting
from tasks.load.settling import Shelf, Version, article_id, documents
from tests.stock import capture, filed

DAY = datetime(2020, 5, 1, tzinfo=UTC)


def shelf(*met: tuple[str, int, str, Article, datetime | None]) -> Shelf:
    """Return the shelf of an article met at (place, number, bytes, what they say, captured at)."""
    whole = Shelf("a" * 32)
    for name, seq, data, article, captured_at in met:
        unit = capture(name, data)
        whole = whole.attach(sighting(unit.place, unit.sha256, seq, captured_at), Version.of(record(article)))
    return whole


def says(text: str, modified: datetime | None = None, published: datetime | None = None) -> Article:
    """Return an article of these words and dates."""
    article = filed(capture("somewhere", text)).article
    return replace(article, modified=date(modified) if modified else None, published=date(published))


def date(moment: datetime | None) -> Published:
    text = moment.isoformat() if moment else None
    return Published(value=text, instant=text)


def texts(whole: Shelf) -> list[str]:
    """Return the words of each version, the current one last."""
    made = documents(whole)
    return [*(revision["text"] for revision in made.revisions), made.article["text"]]


def test_between_places_the_later_one_is_current() -> None:
    """Each key decides before the next one, and what is unknown comes first."""
    late = DAY + timedelta(days=1)
    place = shelf(("b", 1, "1", says("b"), None), ("a", 1, "2", says("a"), None))
    published = shelf(("b", 1, "1", says("b"), None), ("a", 1, "2", says("a", published=DAY), None))
    modified = shelf(("b", 1, "1", says("b", published=late), None), ("a", 1, "2", says("a", modified=DAY), None))
    captured = shelf(("b", 1, "1", says("b", modified=late), None), ("a", 1, "2", says("a"), DAY))
    assert texts(place) == ["a", "b"]
    assert texts(published) == texts(modified) == texts(captured) == ["b", "a"]


def test_bytes_a_place_has_replaced_come_before_all_that_stand() -> None:
    whole = shelf(("z", 1, "1", says("first", published=DAY), None), ("z", 2, "2", says("second"), None))
    assert texts(whole.attach(sighting(capture("a", "3").place, "3", 1, None), Version.of(record(says("third"))))) == [
        "first", "third", "second"
    ]  # fmt: skip


def test_neighbours_that_say_the_same_are_one_version() -> None:
    same = (("a", 1, "1", says("x"), None), ("b", 1, "2", says(" x\n"), None))
    assert texts(shelf(*same)) == [" x\n"]
    assert texts(shelf(*same, ("c", 1, "3", says("y"), None), ("d", 1, "4", says("x"), None))) == [" x\n", "y", "x"]


def test_the_source_is_the_smallest_place_that_holds_the_current_bytes() -> None:
    whole = shelf(("c", 1, "new", says("x"), DAY), ("b", 1, "new", says("x"), DAY), ("a", 1, "old", says("y"), None))
    made = documents(whole).article
    assert made["source"]["uri"] == "b"
    assert [place["uri"] for place in made["places"]] == ["a", "c"]
    made = documents(whole.detach(capture("b", "").place.id)).article
    assert made["source"]["uri"] == "c"
    assert [place["uri"] for place in made["places"]] == ["a"]


def test_places_are_put_in_byte_order_not_in_letters_order() -> None:
    whole = shelf(("ä", 1, "1", says("x"), None), ("Z", 1, "1", says("x"), None), ("a", 1, "1", says("x"), None))
    assert documents(whole).article["source"]["uri"] == "Z"


@pytest.mark.parametrize("name", ["related", "topics", "copyright"])
def test_only_content_makes_a_version(name: str) -> None:
    before, after = record(says("x")), record(says("x"))
    after[name] = ["something else"]
    assert (content_hash(before) == content_hash(after)) == (name not in CONTENT)


def test_a_date_read_in_another_way_is_the_same_content() -> None:
    article = says("x", published=DAY)
    other = replace(article, published=replace(article.published, method="meta", raw="1 May"))
    assert content_hash(record(article)) == content_hash(record(other))
    later = replace(article, published=date(DAY + timedelta(days=1)))
    assert content_hash(record(article)) != content_hash(record(later))


def test_revisions_say_what_the_next_version_changed() -> None:
    before = replace(says("Kept.\n\nGone."), title="Old", dateline=Dateline("MOSCOW", "TASS", "MOSCOW /TASS/"))
    after = replace(says("Kept.\n\nNew."), title="New", dateline=before.dateline)
    (revision,) = documents(shelf(("a", 1, "1", before, None), ("a", 2, "2", after, None))).revisions
    assert revision["changes"] == [
        {"field": "title", "before": "Old", "after": "New"},
        {"field": "text", "before": ["Gone."], "after": ["New."]},
    ]


def test_paragraphs_that_moved_are_told_and_white_space_is_not() -> None:
    """An article whose paragraphs only changed places has changed, and its history must say so."""
    before = replace(says("One.\n\nTwo.\n\nThree."), title="The  title", section=("News",))
    after = replace(says("Two.\n\nOne.\n\nThree."), title="The title", section=("News",))
    (revision,) = documents(shelf(("a", 1, "1", before, None), ("a", 2, "2", after, None))).revisions
    (change,) = revision["changes"]
    assert change["field"] == "text"
    assert sorted(change["before"] + change["after"]) in (["One.", "One."], ["Two.", "Two."])


def test_a_date_read_otherwise_is_no_change_to_tell() -> None:
    before, after = says("One.", published=DAY), says("Two.", published=DAY)
    after = replace(after, published=replace(after.published, method="meta", raw="1 May"))
    (revision,) = documents(shelf(("a", 1, "1", before, None), ("a", 2, "2", after, None))).revisions
    assert [change["field"] for change in revision["changes"]] == ["text"]


def test_an_old_capture_that_comes_late_goes_into_the_past() -> None:
    """At another place or at the same one: the newest capture stays current."""
    early, late = DAY, DAY + timedelta(days=9)
    other = shelf(("b", 1, "2", says("new"), late), ("a", 1, "1", says("old"), early))
    same = shelf(("a", 1, "2", says("new"), late), ("a", 2, "1", says("old"), early))
    assert texts(other) == texts(same) == ["old", "new"]
    assert [place["uri"] for place in documents(same).article["places"]] == []
    nobody_knows = shelf(("a", 1, "2", says("new"), late), ("a", 2, "1", says("old"), None))
    assert texts(nobody_knows) == ["new", "old"]


def test_a_copy_of_what_its_place_has_replaced_is_as_old() -> None:
    """Copied or moved, then edited twice: no version comes back, dated or not, whatever the copy is called."""
    for copy in ("a", "z"):
        for days in ((None, None, None), (DAY, DAY + timedelta(1), DAY + timedelta(2))):
            one, two, three = (says(text, day) for text, day in zip(("one", "two", "three"), days, strict=True))
            whole = shelf(("m", 1, "1", one, None), ("m", 2, "2", two, None), ("m", 3, "3", three, None))
            copied = whole.attach(sighting(capture(copy, "").place, capture("", "1").sha256, 1, None))
            assert texts(copied) == ["one", "two", "three"]


def test_what_comes_back_at_its_own_place_is_a_version_again() -> None:
    whole = shelf(("m", 1, "1", says("one"), None), ("m", 2, "2", says("two"), None))
    back = whole.attach(sighting(capture("m", "").place, capture("", "1").sha256, 3, None))
    assert texts(back) == ["one", "two", "one"]


def test_a_version_nobody_had_seen_goes_where_its_date_belongs() -> None:
    """The second of four edits was missed, and is found in an old folder."""
    days = [DAY + timedelta(days=number) for number in range(4)]
    met = [("m", seq, text, says(text, day), None) for seq, (text, day) in enumerate(zip("abcd", days, strict=True), 1)]
    missed = shelf(*met[:1], *met[2:], ("old", 1, "b", says("b", days[1]), None))
    assert texts(missed) == ["a", "b", "c", "d"]


def test_an_articles_id_follows_its_url_then_its_place_then_its_bytes() -> None:
    assert article_id("https://a.example/", "s", "settled") == identity("url:https://a.example/")
    assert article_id(None, "s", "settled") == "settled"
    assert article_id(None, "s", None) == identity("sha256:s")
    assert identity("url:x") != identity("sha256:x")


def test_documents_are_of_the_form_their_schema_says() -> None:
    whole = shelf(("a", 1, "1", says("x", DAY, DAY), DAY), ("b", 1, "2", says("y"), None))
    made = documents(whole).article
    schema = json_schema()
    plain = {**made, "published_at": made["published_at"] and made["published_at"].isoformat()}
    jsonschema.validate(plain, schema)
    for broken in ({"text": None}, {"words": "many"}, {"revisions": None}, {"extra": 1}, {"outcome": "other"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**plain, **broken}, schema)


@pytest.mark.parametrize(
    ("value", "instant", "moment"),
    [
        ("2017-06-15T15:25+03:00", "2017-06-15T12:25:00Z", "2017-06-15T12:25:00+00:00"),
        ("2017-06-15T15:25", None, "2017-06-15T15:25:00+00:00"),
        ("2017-06-15", None, "2017-06-15T00:00:00+00:00"),
        ("2017-06-15T12:00:00.123456Z", None, "2017-06-15T12:00:00.123000+00:00"),
        ("2017-06", None, None),
        ("2017", None, None),
        ("--06-15", None, None),
        ("0001-01-01T00:00+14:00", None, None),
        ("9999-12-31T23:59-14:00", None, None),
        ("2017-02-30", "nonsense", None),
        (None, None, None),
    ],
)
def test_only_a_full_date_is_a_moment(value: str | None, instant: str | None, moment: str | None) -> None:
    found = moment_of({"value": value, "instant": instant})
    assert (found and found.isoformat()) == moment


def test_neither_key_order_nor_time_zone_changes_a_hash() -> None:
    here = DAY.astimezone()
    assert canonical_hash({"a": DAY, "b": [1.0]}) == canonical_hash({"b": [1.0], "a": here})
    assert canonical_hash({"a": "\ud800"}) != canonical_hash({"a": "?"})
