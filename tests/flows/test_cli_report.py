"""Protects `copytaster report`: one page without network that says what the store says, whatever pages hold."""

import json
import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from markupsafe import escape

from benchmarks.captures import html_capture, text_capture
from flows.ingest import Request, run
from flows.pages.rendering import expect_place, write_page
from flows.pages.telling import meaning
from flows.serving.pages import PAGES, reports
from schemas.errors import ConfigurationError
from tasks.load import embedded
from tasks.load.connecting import open_store
from tasks.load.mongo.refusals import several
from tasks.pool import Inline

Call = Callable[..., Any]
HOSTILE = "<img src=x onerror=alert(1)>"


class Outline(HTMLParser):
    """What a screen reader goes by: headings, tables with headers, and pictures with a name."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.unnamed = 0
        self.tags: set[str] = set()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        links = (str(value) for name, value in attrs if name in ("src", "href", "xlink:href", "srcset", "action"))
        self.fetched += [link for link in links if not link.startswith("#")]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if ("role", "img") in attrs and not dict(attrs).get("aria-label"):
            self.unnamed += 1


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with the articles, the refused and the quarantined captures of one run."""
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("captures")
    for number in range(4):
        (folder / f"{number}.txt").write_text(text_capture(number))
    page = html_capture(7).replace("<body>", f"<body><p>{HOSTILE.replace('<', '&lt;')}</p>")
    (folder / "page.html").write_text(page)
    (folder / f"{HOSTILE.replace('/', '')}.txt").write_text("\n")
    (folder / "notes.part").write_text("x")
    with open_store(None, data) as store:
        run(Request((str(folder),)), store, Inline(), data / "logs")
    yield data
    embedded.stop(data)


def test_a_report_tells_what_the_receipt_tells_and_needs_no_network(call: Call, tmp_path: Path) -> None:
    receipt = json.loads(call("runs", "show", "--json").out)
    out = tmp_path / "report.html"
    done = call("report", "--out", out)
    assert (done.code, done.out) == (0, "")
    page = out.read_text()
    assert f"{receipt['seen']} units seen in 1 run" in page
    assert f"{receipt['counts']['new']} articles new or revised" in page
    for told in ("What became of it", "by day", "by site", "by language", "What was removed", "In quarantine", "empty"):
        assert told in page
    assert HOSTILE not in page
    assert "<script" not in page
    assert not re.findall(r"@import|url\((?!#)", page)
    outline = Outline()
    outline.feed(page)
    assert outline.headings[0] == 1
    assert all(later <= before + 1 for before, later in zip(outline.headings, outline.headings[1:], strict=False))
    assert not outline.unnamed
    assert not outline.fetched
    assert {"main", "details", "summary", "table", "article"} <= outline.tags


def test_what_came_in_is_told_although_it_was_met_again_since(copytaster: Call, tmp_path: Path) -> None:
    """Captures are read again on a schedule: a report of the month would tell of nothing but the last night."""
    folder, data, out = tmp_path / "captures", tmp_path / "data", tmp_path / "report.html"
    folder.mkdir()
    (folder / "page.html").write_text(html_capture(7))
    with open_store(None, data) as store:
        first = run(Request((str(folder),)), store, Inline(), data / "logs")
        again = run(Request((str(folder),)), store, Inline(), data / "logs")
    assert (first.counts["new"], again.counts["unchanged"]) == (1, 1)
    for which in ([], [first.id]):
        assert copytaster("report", *which, "--out", out).code == 0
        page = out.read_text()
        assert "1 article new or revised" in page
        for told in ("Articles by site", "Articles by language", "Quality over time", "What was removed", "Sample"):
            assert told in page


def test_a_report_of_one_run_and_the_same_twice(call: Call, tmp_path: Path) -> None:
    run = json.loads(call("runs", "show", "--json").out)["id"]
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    assert call("report", run, "--out", first).code == 0
    assert call("report", run[:8], "--out", second).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert f"Run {run}: completed" in first.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuchrun"], "no run has an id"),
        (["nosuchrun", "--since", "2020-01-01"], "not both"),
        (["--since", "yesterday"], "is no day"),
        (["--out", "/nowhere/at/all.html"], "cannot be written"),
    ],
)
def test_what_is_wrong_is_one_line(copytaster: Call, arguments: list[str], said: str) -> None:
    done = copytaster("report", *arguments)
    assert (done.code, done.out) == (1, "")
    assert said in done.err


@pytest.mark.parametrize("into", [write_page, lambda page, out: expect_place(out)])
@pytest.mark.parametrize("where", ["missing/r.html", "file/r.html", "folder"])
def test_a_page_that_cannot_be_written_is_one_line(
    tmp_path: Path, into: Callable[[str, Path], None], where: str
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigurationError, match="cannot be written"):
        into("page", tmp_path / where)


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while it is written must not leave half a page in the place of the last one."""
    out = tmp_path / "r.html"
    write_page("the last one", out)

    def half(place: Path, page: str, **more: Any) -> int:
        with place.open("w") as file:
            file.write(page[:3])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", half)
    with pytest.raises(KeyboardInterrupt):
        write_page("the next one", out)
    expect_place(out)
    assert out.read_text() == "the last one"
    assert list(tmp_path.iterdir()) == [out]


def test_a_page_goes_where_a_link_leads_and_into_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "r.html").symlink_to(tmp_path / "there" / "r.html")
    write_page("page", tmp_path / "r.html")
    assert (tmp_path / "there" / "r.html").read_text() == "page"
    assert (tmp_path / "r.html").is_symlink()
    write_page("page", Path(os.devnull))


def test_a_time_without_runs_is_said(copytaster: Call, tmp_path: Path) -> None:
    assert copytaster("report", "--since", "2999-01-01", "--out", tmp_path / "r.html").code == 0
    assert "No run in that time" in (tmp_path / "r.html").read_text()


def test_reports_are_served_to_this_machine_only(call: Call) -> None:
    run = json.loads(call("runs", "show", "--json").out)["id"]
    with reports() as address, httpx.Client(timeout=60) as client:
        assert address.startswith("http://127.0.0.1:")
        page = client.get(f"{address}/runs/{run}")
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert f"Run {run}: completed" in page.text
        assert "Since " in client.get(f"{address}/").text
        for nothing in ("runs/nosuchrun", "runs/", "articles/0", "quarantine/0", "articles/../runs", "captures/0"):
            assert client.get(f"{address}/{nothing}").status_code == 404
        assert client.get(f"{address}/etc/passwd").status_code == 404
        assert client.get(f"{address}/", headers={"Host": "evil.example"}).status_code == 403


def test_the_start_of_several_ids_is_none(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_several(store: object, start: str) -> str:
        raise several(start, ["ab1", "ab2"])

    monkeypatch.setitem(PAGES, "articles", of_several)  # type: ignore[arg-type]
    with reports() as address, httpx.Client(timeout=60) as client:
        page = client.get(f"{address}/articles/ab")
    assert (page.status_code, page.text) == (
        404,
        "more than one id starts with 'ab', as ab1 and ab2 do: give more of it",
    )


def test_an_article_and_a_quarantined_capture_have_pages_of_their_own(call: Call) -> None:
    articles = [json.loads(line) for line in call("find", "--json").out.splitlines()]
    held = [json.loads(line) for line in call("quarantine", "list", "--json").out.splitlines()]
    with reports() as address, httpx.Client(timeout=60) as client:
        for each in articles:
            page = client.get(f"{address}/articles/{each['id']}").text
            assert escape(each["title"]) in page
            assert all(escape(paragraph) in page for paragraph in each["text"].split("\n\n"))
            assert all(proof["method"] in page for proof in each["evidence"].values())
            assert HOSTILE not in page
        (hostile,) = held
        page = client.get(f"{address}/quarantine/{hostile['_id'][:12]}").text
        assert escape(meaning("empty")) in page
        assert HOSTILE.replace("/", "") not in page
        assert escape(hostile["uri"]) in page


def test_reports_have_the_port_asked_for_or_any(call: Call) -> None:
    with reports() as first:
        port = int(first.rpartition(":")[2])
        with reports(port) as second, reports(70000) as third:
            assert len({first, second, third}) == 3
            assert httpx.get(f"{second}/", timeout=60).status_code == 200
    with reports(port) as again:
        assert again == first, "what linked to it leads there again"
