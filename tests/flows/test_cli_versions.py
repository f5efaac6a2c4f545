"""Protects `history`, `diff` and `raw`: versions on real change only, in order, and the very bytes of each."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import Request, run
from tasks.load import embedded
from tasks.load.connecting import open_store
from tasks.pool import Inline

Call = Callable[..., Any]
PARAGRAPHS = [
    "The reservoir above Kettleford has filled to nine tenths after six weeks of rain, the water board said on "
    "Tuesday, and the two overflow gates were opened for the first time in eleven years.",
    "Engineers had warned in spring that the northern gate would stick, and a diver spent most of Monday clearing "
    "branches from its lower hinge before it could be raised by hand, according to the board.",
    "Farmers along the river moved about four hundred sheep to higher ground before dusk, and the road to the mill "
    "will stay closed until the level has fallen by at least a metre, the council added.",
]


def page(paragraphs: list[str], related: str = "Ferry timetable changes in May", views: int = 120, ad: str = "") -> str:
    """Return a page of our own: the article, and what stands around it."""
    body = "\n".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        "<html><head><title>Reservoir gates opened - Kettleford Courier</title>"
        '<link rel="canonical" href="https://courier.example/reservoir">'
        '<meta property="article:published_time" content="2021-03-02T10:00:00Z"></head><body>'
        f'<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><div class="advert">{ad}</div>'
        f"<article><h1>Reservoir gates opened at Kettleford</h1>\n{body}\n</article>"
        f'<div class="counter">{views} views</div><aside class="related"><h3>Read also</h3><ul>'
        f'<li><a href="/x">{related}</a></li></ul></aside><footer>© Kettleford Courier</footer></body></html>'
    )


EDITED = [
    PARAGRAPHS[0].replace("nine tenths", "the brim"),
    PARAGRAPHS[1],
    "The mill road was closed at noon, too, after a lorry slid into the ditch beside the old weighbridge and could not "
    "be pulled out before night.",
]
STEPS = [
    ("unchanged", page(PARAGRAPHS).replace("\n", "\n\n  ")),
    ("unchanged", page(PARAGRAPHS, related="School wins prize for its weather diary", views=98_412)),
    ("unchanged", page(PARAGRAPHS, ad="Buy two boats, pay for one")),
    ("revised", page(EDITED)),
]


@pytest.fixture
def edited(tmp_path: Path, copytaster: Call) -> Iterator[tuple[str, Path]]:
    """An article that was captured again and again, and really changed once; its id, and its first page."""
    data, folder = tmp_path / "data", tmp_path / "captures"
    folder.mkdir()
    with open_store(None, data) as store:
        (folder / "page.html").write_text(page(PARAGRAPHS))
        assert run(Request((str(folder),)), store, Inline(), data / "logs").counts["new"] == 1
        for verdict, text in STEPS:
            (folder / "page.html").write_text(text)
            counts = run(Request((str(folder),)), store, Inline(), data / "logs").counts
            assert {name: units for name, units in counts.items() if units} == {verdict: 1}
    (row,) = (json.loads(line) for line in copytaster("find", "--json").out.splitlines())
    yield row["id"], folder / "page.html"
    embedded.stop(data)


def test_history_and_diff_say_what_a_reader_would_notice(copytaster: Call, edited: tuple[str, Path]) -> None:
    article, path = edited
    rows = [json.loads(line) for line in copytaster("history", article, "--json").out.splitlines()]
    assert [(row["version"], row["current"]) for row in rows] == [(1, False), (2, True)]
    assert [change["field"] for change in rows[1]["changes"]] == ["text"]
    table = copytaster("history", article[:12]).out
    assert "first version" in table
    assert "text (−2 +2 paragraphs)" in table
    assert table.count(str(path)) == 2
    shown = copytaster("diff", article)
    assert shown.code == 0
    assert "[-nine-]{+the+} [-tenths-]{+brim+}" in shown.out
    assert "\x1b" not in shown.out
    assert "… 1 as before" in shown.out
    assert "[-Farmers along the river" in shown.out
    assert copytaster("diff", article, "1", "2").out == shown.out
    assert "[-the-]{+nine+} [-brim-]{+tenths+}" in copytaster("diff", article, "2", "1").out
    assert copytaster("diff", article, "2", "2").err == "between version 2 and 2 there is nothing to read\n"
    fields = [json.loads(line) for line in copytaster("diff", article, "--json").out.splitlines()]
    assert [(field["field"], field["from"], field["to"]) for field in fields] == [("text", 1, 2)]
    for wrong in (["diff", article, "3"], ["history", "nobody"], ["diff", article, "0"]):
        assert copytaster(*wrong).code == 1


def test_raw_gives_back_the_very_bytes(copytaster: Call, edited: tuple[str, Path]) -> None:
    article, path = edited
    now = path.read_bytes()
    (row,) = (json.loads(line) for line in copytaster("show", article, "--json").out.splitlines())
    for name in ([article], [article, "--version", "2"], [row["source"]["sha256"]]):
        assert copytaster("raw", *name).out.encode() == now
    assert "Buy two boats" in copytaster("raw", article, "--version", "1").out
    for wrong in (["nobody"], ["0" * 64], [article, "--version", "9"]):
        done = copytaster("raw", *wrong)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("error: ")


def test_bytes_that_are_no_text_are_written_as_they_are(started: Any, tmp_path: Path, copytaster: Call) -> None:
    data, folder = tmp_path / "data", tmp_path / "captures"
    folder.mkdir()
    (folder / "noise.html").write_bytes(bytes(range(256)) * 40)
    with open_store(None, data) as store:
        run(Request((str(folder),)), store, Inline(), data / "logs")
        (held,) = store.quarantine()
    out = tmp_path / "out"
    with started("raw", held["_id"][:12]) as process, out.open("wb") as file:
        shutil.copyfileobj(process.stdout.buffer, file)
        process.wait()
    assert out.read_bytes() == (folder / "noise.html").read_bytes()


def test_equal_bytes_at_fifty_paths_are_stored_once(copytaster: Call, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "captures"
    for number in range(50):
        (folder / f"{number:02}").mkdir(parents=True)
        (folder / f"{number:02}" / "page.html").write_text(page(PARAGRAPHS))
    with open_store(None, data) as store:
        counts = run(Request((str(folder),)), store, Inline(), data / "logs").counts
        assert (counts["new"], counts["duplicate"]) == (1, 49)
        assert (store.counts()["articles"], store.counts()["raw"], store.counts()["captures"]) == (1, 1, 50)
        (row,) = (json.loads(line) for line in copytaster("find", "--json").out.splitlines())
        article = store.article(row["id"])
        assert article is not None
        assert len({article["source"]["uri"], *(place["uri"] for place in article["places"])}) == 50
    embedded.stop(data)
