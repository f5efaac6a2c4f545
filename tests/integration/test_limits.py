"""Documents at the limits: each is stored by a rule or quarantined with its code; the rest of its batch is stored."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flows.ingest import Request, run
from schemas.article import Article, Evidence, Published
from schemas.outcome import Filed, Verdict
from schemas.stored import moment_of
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Search
from tasks.pool import Inline
from tests.integration.conftest import Open
from tests.stock import capture, filed, ingest

NEW, REVISED, QUARANTINED = Verdict.NEW, Verdict.REVISED, Verdict.QUARANTINED
Change = Callable[[Article], Article]


def with_(**fields: object) -> Change:
    return lambda article: replace(article, **fields)  # type: ignore[arg-type]


def dated(value: str) -> Change:
    return with_(published=Published(value=value, instant=value))


REFUSED: dict[str, tuple[Change, str]] = {
    "17 MB": (with_(text="word " * 3_500_000), "too-big-to-store"),
    "a lone surrogate": (with_(text="half a \ud83d face"), "not-storable"),
    "a surrogate in a key": (with_(removed={"\ud800": 1}), "not-storable"),
    "NUL in a key": (with_(removed={"a\0b": 1}), "not-storable"),
    "an operator as key": (with_(removed={"$where": 1}), "not-storable"),
    "a path as key": (with_(evidence={"a.b": Evidence("meta")}), "not-storable"),
    "an empty key": (with_(removed={"": 1}), "not-storable"),
    "beyond 64 bits": (with_(words=2**63), "not-storable"),
}
KEPT: dict[str, Change] = {
    "NUL in a value": with_(title="a\0b"),
    "the largest number": with_(words=2**63 - 1),
    "operators as text": with_(title='{"$ne": null}', authors=("$where", "a.b")),
    "year 12345": dated("12345-06-01T00:00:00Z"),
    "year 9999": dated("9999-12-31T23:59:59Z"),
    "year 1": dated("0001-01-01T00:00:00Z"),
    "year 0": dated("0000-01-01"),
    "no such day": dated("2024-02-30"),
    "second 60": dated("2016-12-31T23:59:60Z"),
}


def unit(name: str, change: Change) -> Filed:
    met = filed(capture(name, f"bytes of {name}"))
    return replace(met, article=change(met.article))


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_stored_costs_that_unit_only(store: MongoStore, name: str) -> None:
    change, reason = REFUSED[name]
    batch = [filed(capture("before", "A")), unit(name, change), filed(capture("after", "B"))]
    assert ingest(store, batch) == [NEW, QUARANTINED, NEW]
    (held,) = store.quarantine()
    assert (held["reason"], held["stage"]) == (reason, "load")
    assert store.raw(held["sha256"]) == f"bytes of {name}".encode()
    assert {each["text"] for each in store.find(Search())} == {"A", "B"}
    assert store.verify(every_raw=True).findings == ()


def test_what_is_odd_and_can_be_stored_is_read_as_it_was_written(store: MongoStore) -> None:
    batch = [unit(name, change) for name, change in KEPT.items()]
    assert ingest(store, [filed(capture("before", "A")), *batch]) == [NEW] * (1 + len(batch))
    found = {each["source"]["uri"]: each for each in store.find(Search())}
    for each in batch:
        document = found[each.capture.place.uri]
        assert document["title"] == each.article.title
        assert document["words"] == each.article.words
        assert document["published"]["value"] == each.article.published.value
        assert document["published_at"] == moment_of(document["published"])
    before = store.store_hash()
    assert set(ingest(store, batch)) == {Verdict.UNCHANGED}
    assert store.store_hash() == before
    assert store.verify(every_raw=True).findings == ()


def test_a_revision_of_a_text_of_many_megabytes_fits_its_document(store: MongoStore) -> None:
    """A revision holds a text, and the paragraphs that went and came: three times as much as an article."""
    paragraphs = [f"{number} " + "lorem" * 21_600 for number in range(80)]
    other = [f"{each} again" for each in paragraphs]
    ingest(store, [filed(capture("a", "one"), text="\n\n".join(paragraphs))])
    batch = [filed(capture("a", "two"), text="\n\n".join(other)), filed(capture("b", "B"))]
    assert ingest(store, batch) == [REVISED, NEW]
    (document,) = (each for each in store.find(Search()) if each["revisions"])
    (revision,) = store.revisions(document["_id"])
    assert revision["text"].split("\n\n") == paragraphs
    (change,) = revision["changes"]
    assert change["before"][0] == paragraphs[0]
    assert change["before"][-1].endswith(" more)")
    assert store.verify().findings == ()


@pytest.mark.parametrize("deep", [260, 900, 5_000])
def test_a_page_of_many_levels_is_read_or_refused_and_the_next_one_stored(
    opened: Open, tmp_path: Path, deep: int
) -> None:
    folder = tmp_path / "captures"
    folder.mkdir()
    story = "".join(
        f"<p>The lock keeper of Saltmarsh counted {number} barges on Monday, more than in any week since the canal was "
        "dredged, and the harbour office asked him to count them again on Friday.</p>"
        for number in range(7)
    )
    page = "<html><head><title>Barges counted</title></head><body>{}<h1>Barges counted</h1>{}{}</body></html>"
    (folder / "a-deep.html").write_text(page.format("<div>" * deep, story, "</div>" * deep))
    (folder / "b-flat.html").write_text(page.format("", story.replace("barges", "swans"), ""))
    receipt = run(Request((str(folder),)), opened(), Inline(), tmp_path / "logs")
    kept = {each["source"]["uri"].rsplit("/", 1)[-1]: each for each in opened().find(Search())}
    assert receipt.balanced
    assert "b-flat.html" in kept
    if "a-deep.html" in kept:
        assert kept["a-deep.html"]["text"].count("lock keeper") == 7
    else:
        assert receipt.reasons == {"too-deep": 1}
