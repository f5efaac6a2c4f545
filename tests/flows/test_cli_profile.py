"""Protects `copytaster profile new`: a proposal that loads, printed or written once, and one line for what is wrong."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.sites import made_page, made_site
from tasks.clean.profile import Profile

Call = Callable[..., Any]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    random = Random(5)
    site = made_site(random, 5)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(made_page(random, site)[0])
    (folder / "empty.txt").write_text("")
    return folder


def test_a_proposal_is_printed_and_loads(copytaster: Call, pages: Path) -> None:
    done = copytaster("profile", "new", "WWW.post05.example", pages)
    assert done.code == 0
    profile = Profile.model_validate(tomllib.loads(done.out))
    assert profile.era[0].text is not None
    assert "left out: " in done.err
    assert "empty.txt" in done.err


def test_a_proposal_is_written_once_and_never_over_another(copytaster: Call, pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "post05.example.toml"
    printed = copytaster("profile", "new", "post05.example", pages).out
    assert copytaster("profile", "new", "post05.example", pages, "--output", file).code == 0
    assert file.read_text(encoding="utf-8") == printed
    file.write_text("# written by hand\n")
    again = copytaster("profile", "new", "post05.example", pages, "--output", file)
    assert (again.code, file.read_text()) == (1, "# written by hand\n")
    assert "cannot be written" in again.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no domain", "PAGES"], "is no domain"),
        (["post05.example", "PAGES/0.txt"], "1 different articles"),
        (["post05.example", "nowhere/"], "nowhere"),
        (["post05.example"], "Missing argument"),
    ],
)
def test_what_gives_no_profile_is_told_in_one_line(
    copytaster: Call, pages: Path, arguments: list[str], said: str
) -> None:
    done = copytaster("profile", "new", *(each.replace("PAGES", str(pages)) for each in arguments))
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "Traceback" not in done.err
