"""Protects `copytaster learn` and `clean --templates`: from captures to a file, and what is wrong in one line."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.sites import SEED, made_page, made_site

Call = Callable[..., Any]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    random = Random(SEED)
    site = made_site(random, 2)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(made_page(random, site)[0])
    return folder


def words(out: str) -> int:
    return sum(json.loads(line)["words"] for line in out.splitlines())


def test_clean_with_the_templates_of_a_site_keeps_less(copytaster: Call, pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "templates.json"
    done = copytaster("learn", pages, "--source", "post.example", "--out", file)
    assert done.code == 0
    assert "post.example" in done.out
    plain = copytaster("clean", pages, "--source", "post.example")
    known = copytaster("clean", pages, "--source", "post.example", "--templates", file)
    other = copytaster("clean", pages, "--source", "echo.example", "--templates", file)
    assert (plain.code, known.code, other.code) == (0, 0, 0)
    assert words(known.out) < words(plain.out) == words(other.out)


def test_explain_shows_what_the_template_of_a_file_took_and_what_keeps_it(
    copytaster: Call, pages: Path, tmp_path: Path
) -> None:
    file = tmp_path / "templates.json"
    copytaster("learn", pages, "--source", "post.example", "--out", file)
    told = ("--templates", file, "--source", "post.example")
    done = copytaster("explain", pages / "0.txt", "--json", *told)
    assert done.code == 0
    taken = [row for row in json.loads(done.out)["rows"] if row["rule"] == "template:post.example@1"]
    assert taken
    assert all(row["restore"].startswith("[[era]]") for row in taken)
    assert "template:post.example@1" not in copytaster("explain", pages / "0.txt").out
    shown = copytaster("explain", pages / "0.txt", *told).out
    assert f"line {taken[0]['line']} recurs, says template:post.example@1" in shown
    assert "keep = [" in shown
    out = tmp_path / "why.html"
    assert copytaster("explain", pages / "0.txt", "--html", out, *told).code == 0
    assert "template:post.example@1" in out.read_text()
    assert copytaster("explain", "0123abcd", *told).code == 1


def test_captures_without_a_site_teach_nothing_and_a_line_says_what_to_do(
    copytaster: Call, pages: Path, tmp_path: Path
) -> None:
    file = tmp_path / "templates.json"
    done = copytaster("learn", pages, "--out", file)
    assert done.code == 0
    assert json.loads(file.read_text()) == {"templates": []}
    assert "5 captures without a site taught nothing" in done.err
    assert "--source" in done.err


@pytest.mark.parametrize("arguments", [["learn", "PAGES"], ["learn", "PAGES", "--site", "a", "--out", "x"]])
def test_what_does_not_go_together_is_a_usage_error(copytaster: Call, pages: Path, arguments: list[str]) -> None:
    done = copytaster(*(str(pages) if each == "PAGES" else each for each in arguments))
    assert (done.code, done.out) == (1, "")


def test_a_place_that_cannot_be_written_is_said_before_anything_is_learnt(copytaster: Call, pages: Path) -> None:
    done = copytaster("learn", pages, "--source", "post.example", "--out", pages / "nowhere" / "templates.json")
    assert (done.code, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert "cannot be written" in line


def test_a_wrong_file_is_one_line(copytaster: Call, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}")
    for name, said in (("no.json", "no file of templates"), ("gone.json", "cannot be read")):
        done = copytaster("clean", pages, "--templates", tmp_path / name)
        assert (done.code, done.out) == (1, "")
        assert said in done.err
