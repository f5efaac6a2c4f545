"""Formats: what a file is, is decided by its content, never by its name."""

from pathlib import Path

import pytest

from schemas.capture import Capture
from schemas.outcome import Outcome
from tasks.extract.format import formats, suffixes
from tasks.extract.pipeline import extract

STORY = "Harbour reopens after the storm\n\nThe harbour of Nordby reopened on Monday, the port authority said.\n"
PAGE = f"<!DOCTYPE html>\n<html lang=en><head><title>Harbour</title></head><body><p>{STORY}</p></body></html>"
JAPANESE = "港は月曜日に再開した。\n港湾局によると、嵐による被害は小さかったという。\n" * 6


def format_of(data: bytes, tmp_path: Path, name: str = "page.txt") -> str | None:
    path = tmp_path / name
    path.write_bytes(data)
    (unit,) = extract([path])
    return unit.format if isinstance(unit, Capture) else unit.reason


@pytest.mark.parametrize("name", ["page.txt", "page.html", "page.warc.gz", "page"])
@pytest.mark.parametrize(("data", "expected"), [(STORY.encode(), "text"), (PAGE.encode(), "html")])
def test_a_wrong_suffix_changes_nothing(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    assert format_of(data, tmp_path, name) == expected


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-be"),
        PAGE.encode("utf-32"),
        b"\n\n<!-- saved from url=(0026)https://news.example/a -->\n" + PAGE.encode(),
        b'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode(),
        b"<p>One paragraph of a page</p>",
        b"Harbour reopens <br> " + b"<p>The <b>harbour</b> reopened, <a href=/x>officials</a> said.</p>\n" * 9,
    ],
)
def test_markup_is_html(tmp_path: Path, data: bytes) -> None:
    assert format_of(data, tmp_path) == "html"


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        STORY.encode("utf-16"),
        STORY.encode("utf-16-le"),
        STORY.encode("utf-16-be"),
        STORY.encode("utf-32-le"),
        "Гавань снова открыта.\nПорт принял первые суда в понедельник.\n".encode("utf-16-le"),
        *(JAPANESE.encode(charset) for charset in ("utf-8", "shift_jis", "euc_jp", "iso2022_jp", "utf-16-be")),
        b"x",
        b"2 < 3 and <none of these> is a tag\n",
        (STORY * 20 + "The tag <p> opens a paragraph, </p> ends it; <a> is a link, <b> is bold.\n" * 3).encode(),
        b"a\0b " + STORY.encode(),
        STORY.encode().replace(b"\n", b"\r"),
    ],
)
def test_words_without_markup_are_text(tmp_path: Path, data: bytes) -> None:
    assert format_of(data, tmp_path, "page.html") == "text"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04" + b"news" * 100, "a ZIP archive"),
        (b"\x1f\x8b\x08\x00" + bytes(range(256)), "a gzip file"),
        (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"IHDR" * 9, "a PNG image"),
        (bytes(range(256)) * 40, "binary data"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_its_bytes_kept(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    (unit,) = extract([path])
    assert isinstance(unit, Outcome)
    assert (unit.reason, unit.capture and unit.capture.data) == ("not-text", data)
    assert words in (unit.message or "")


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\0 \0\n", b"\0" * 99, b"\xc2\xa0\n"]
)
def test_nothing_to_read_is_empty_and_its_bytes_kept(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    (unit,) = extract([path])
    assert isinstance(unit, Outcome)
    assert (unit.reason, unit.capture and unit.capture.data) == ("empty", data)


def test_the_suffixes_read_from_folders_are_those_of_the_formats() -> None:
    assert {b".txt", b".html", b".htm", b".xhtml"} <= set(suffixes())
    assert [each.name for each in formats()][-1] == "text"  # it takes what the others leave
