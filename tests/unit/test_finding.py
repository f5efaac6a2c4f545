"""Finding: which files of what the user names become units, each once, in an order that is the same everywhere."""

import hashlib
import os
from pathlib import Path

import pytest

from schemas.capture import Capture
from schemas.errors import ConfigurationError
from schemas.outcome import Outcome, Verdict
from tasks.extract.pipeline import count, extract


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The text of {name}.\n")


def met(*paths: Path | str) -> list[tuple[str, str | None]]:
    """Return each unit's path, as spelled, and the reason why it was not read."""
    units = list(extract(paths, absolute=False))
    assert count(paths) == len(units)
    return [(unit.place.uri, unit.reason if isinstance(unit, Outcome) else None) for unit in units]


def read(*paths: Path | str) -> list[str]:
    return [uri for uri, reason in met(*paths) if reason is None]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_walked_in_the_byte_order_of_whole_paths(here: Path) -> None:
    write(here, "c/b.txt", "c/b/x.txt", "c/b-2.txt", "c/B.txt", "c/b0/y.txt", "c/é.txt", "c/z/deep/er/q.html")
    found = read("c")
    assert found == sorted(found, key=os.fsencode)
    assert len(found) == 7


def test_the_rules_of_a_folder_exclude_by_name_and_are_counted(here: Path) -> None:
    write(here, "c/a.TXT", "c/b.Htm", "c/c.xhtml", "c/d.pdf", "c/none", "c/.hidden.txt", "c/._a.txt")
    write(here, "c/e.html.part", "c/f.txt~", "c/g.tmp", "c/h.crdownload", "c/.i.txt.swp", "c/.git/x.txt")
    write(here, "c/__MACOSX/._a.txt")
    assert met("c") == [
        ("c/._a.txt", "apple-double"),
        ("c/.git", "dotfile"),
        ("c/.hidden.txt", "dotfile"),
        ("c/.i.txt.swp", "partial-file"),
        ("c/__MACOSX", "apple-double"),
        ("c/a.TXT", None),
        ("c/b.Htm", None),
        ("c/c.xhtml", None),
        ("c/d.pdf", "other-suffix"),
        ("c/e.html.part", "partial-file"),
        ("c/f.txt~", "partial-file"),
        ("c/g.tmp", "partial-file"),
        ("c/h.crdownload", "partial-file"),
        ("c/none", "other-suffix"),
    ]


def test_a_file_that_the_user_names_is_read_whatever_its_name(here: Path) -> None:
    write(here, ".hidden", "a.pdf", "b.txt~")
    assert read(".hidden", "a.pdf", "b.txt~") == [".hidden", "a.pdf", "b.txt~"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("c", "c"),
        ("c", "./c/"),
        ("c", "c/sub"),
        ("c/sub", "c"),
        ("c", "c/a.txt", "c/sub/../a.txt"),
        ("c/a.txt", "c"),
        ("c/*", "c"),
        ("c/**", "c/**/*.txt"),
        ("c", "c/**/a.txt"),
    ],
)
def test_overlapping_arguments_give_one_unit_a_file(here: Path, arguments: tuple[str, ...]) -> None:
    write(here, "c/a.txt", "c/sub/b.txt", "c/sub/deep/d.txt")
    found = [os.path.normpath(path) for path in read(*arguments)]
    assert sorted(found) == ["c/a.txt", "c/sub/b.txt", "c/sub/deep/d.txt"]


def test_what_is_named_overrules_what_a_folder_or_a_glob_excludes(here: Path) -> None:
    write(here, "c/a.log", "c/b.log", "c/.more/m.txt")
    expected = [("c/.more/m.txt", None), ("c/a.log", None), ("c/b.log", "other-suffix")]
    assert sorted(met("c", "c/a.log", "c/.more")) == expected
    assert sorted(met("c/*", "c/a.log", "c/.more")) == expected


def test_a_glob_finds_what_the_shell_would_find(here: Path) -> None:
    write(here, "c/a.txt", "c/b.html", "c/.x.txt", "c/s/a.txt", "c/s/t/a.txt", "c/s/t/b.txt", "c/.h/a.txt")
    assert read("c/*.txt") == ["c/a.txt"]
    assert read("c/*/a.txt") == ["c/s/a.txt"]
    assert read("c/**/a.txt") == ["c/a.txt", "c/s/a.txt", "c/s/t/a.txt"]
    assert read("c/[ab].*") == ["c/a.txt", "c/b.html"]
    assert read("c/?") == ["c/s/a.txt", "c/s/t/a.txt", "c/s/t/b.txt"]
    assert read(f"{here}/c/s/*.txt") == [f"{here}/c/s/a.txt"]


def test_a_name_with_a_glob_s_characters_is_taken_as_written_when_it_exists(here: Path) -> None:
    write(here, "c/[draft].txt", "c/d.txt")
    assert read("c/[draft].txt") == ["c/[draft].txt"]


@pytest.mark.parametrize("path", ["nowhere", "c/nothing-*.txt", "c/a.txt/below", "", "c/\0.txt"])
def test_a_path_that_does_not_exist_stops_the_call_before_anything_is_read(here: Path, path: str) -> None:
    write(here, "c/a.txt")
    with pytest.raises(ConfigurationError) as caught:
        extract(["c", path])
    assert "\n" not in str(caught.value)


def test_an_empty_folder_gives_no_units(here: Path) -> None:
    (here / "c").mkdir()
    assert met("c") == []


def test_places_are_absolute_or_as_spelled_and_links_in_them_are_not_resolved(here: Path) -> None:
    write(here, "real/a.txt")
    (here / "link").symlink_to("real")
    assert [unit.place.path for unit in extract(["link/."])] == [os.fsencode(here / "link/a.txt")]
    assert [unit.place.path for unit in extract(["link/"], absolute=False)] == [b"link/a.txt"]


def test_links_are_not_followed_and_a_loop_of_them_ends(here: Path) -> None:
    write(here, "c/a.txt", "outside.txt")
    (here / "c/loop").symlink_to("..")
    (here / "c/out.txt").symlink_to("../outside.txt")
    (here / "c/dangling.txt").symlink_to("nowhere")
    (here / "c/zero.txt").symlink_to("/dev/zero")
    links = [("c/dangling.txt", "symlink"), ("c/loop", "symlink"), ("c/out.txt", "symlink"), ("c/zero.txt", "symlink")]
    assert met("c") == [("c/a.txt", None), *links]
    assert met("c/*") == [("c/a.txt", None), *links]
    assert read("c/**/a.txt") == ["c/a.txt"]
    assert met("c/out.txt") == [("c/out.txt", "symlink")]


def test_the_source_is_the_one_given(here: Path) -> None:
    write(here, "a.txt", "b.log")
    assert {unit.place.source for unit in extract([here], source="wire")} == {"wire"}


def test_an_excluded_unit_says_why_in_words(here: Path) -> None:
    write(here, "c/a.pdf")
    (unit,) = extract([here / "c"])
    assert isinstance(unit, Outcome)
    assert (unit.verdict, unit.stage, unit.capture) == (Verdict.EXCLUDED, "extract", None)
    assert unit.message


def test_a_capture_is_the_file_s_bytes(here: Path) -> None:
    write(here, "a.txt")
    (unit,) = extract([here / "a.txt"])
    assert isinstance(unit, Capture)
    assert unit.data == b"The text of a.txt.\n"
    assert (unit.format, unit.mtime_ns) == ("text", (here / "a.txt").stat().st_mtime_ns)
    assert unit.sha256 == hashlib.sha256(unit.data).hexdigest()
