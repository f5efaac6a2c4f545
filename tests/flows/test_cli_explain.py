"""Protects `copytaster explain`: every block has a role, a score and a rule, also where a page is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def test_every_line_of_the_page_is_there_with_what_decided(copytaster: Call, captures: Path) -> None:
    done = copytaster("explain", captures / "a.txt", "--json")
    assert done.code == 0
    page = json.loads(done.out)
    text = (captures / "a.txt").read_text()
    assert [row["text"] for row in page["rows"]] == [line for line in text.splitlines() if line]
    assert all(row["role"] and row["rule"] and 0 <= row["score"] <= 1 for row in page["rows"])


def test_the_table_says_kept_field_or_removed(copytaster: Call, captures: Path) -> None:
    done = copytaster("explain", captures / "a.txt")
    assert done.code == 0
    fates = {line.split()[1] for line in done.out.splitlines()[2:] if line.strip()}
    assert fates <= {"kept", "field", "removed"}
    assert "kept" in fates


def test_a_folder_is_explained_page_by_page_refused_ones_too(copytaster: Call, captures: Path) -> None:
    (captures / "c.txt").write_text("Home\nLogin\nCookies\n")
    done = copytaster("explain", captures)
    assert done.code == 0
    assert "b.txt: quarantined, empty: " in done.out
    assert "notes.md: excluded, other-suffix: " in done.out
    assert "c.txt" in done.out
    assert "refused: " in done.out


def test_a_path_that_is_not_there_is_a_usage_error(copytaster: Call, tmp_path: Path) -> None:
    done = copytaster("explain", tmp_path / "gone.txt")
    assert (done.code, done.out) == (1, "")
    assert "no such file" in done.err


def test_the_html_page_shows_kept_beside_removed_and_needs_no_network(
    copytaster: Call, captures: Path, tmp_path: Path
) -> None:
    hostile = "Home & 'more' <3"
    (captures / "a.txt").write_text(f"{hostile}\n{(captures / 'a.txt').read_text()}")
    out = tmp_path / "why.html"
    done = copytaster("explain", captures, "--html", out)
    assert (done.code, done.out) == (0, "")
    page = out.read_text()
    assert "<script" not in page
    assert "Home &amp; &#39;more&#39; &lt;3" in page
    assert 'class="kept"' in page
    assert "b.txt" in page
    assert "quarantined, empty" in page
    assert not [word for word in ("http://", "https://", "src=", "@import", "url(") if word in page]


def test_a_page_that_cannot_be_written_is_one_line(copytaster: Call, captures: Path, tmp_path: Path) -> None:
    done = copytaster("explain", captures / "a.txt", "--html", tmp_path)
    assert done.code == 1
    assert "cannot be written" in done.err
