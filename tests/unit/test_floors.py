"""Extraction on our own pages stays above the pinned floors; a floor is lowered only by a person who says so."""

from pathlib import Path

import pytest

from benchmarks import floors


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    return floors.reached()


def test_every_form_is_above_its_floor(scores: dict[str, float]) -> None:
    pinned = floors.pinned()
    assert scores.keys() == pinned.keys()
    below = {form: (score, pinned[form]) for form, score in scores.items() if score < pinned[form]}
    assert not below, "python -m benchmarks.floors shows them; --lower FORM=F1 is how one is lowered, if it must be"


def test_a_whole_page_taken_for_the_article_would_be_below_every_floor() -> None:
    pinned = floors.pinned()
    for form in ("text", "lines", "tags"):
        pages = [page for page in floors.own_pages() if page.form == form]
        mean = sum(floors.body_f1(page.body, page.data.decode("utf-8", "replace")) for page in pages) / len(pages)
        assert mean < pinned[form] - 0.1


def test_raising_lowers_no_floor() -> None:
    assert floors.raised({"html": 0.99}, {"html": 0.5, "text": 0.7}) == {"html": 0.99, "text": 0.7}


@pytest.mark.parametrize(("option", "expected"), [(["--raise"], 0.9), (["--lower", "text=0.3"], 0.3), ([], 0.9)])
def test_only_lower_lowers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, option: list[str], expected: float) -> None:
    file = tmp_path / "floors.json"
    file.write_text('{"text": 0.9}')
    monkeypatch.setattr(floors, "FLOORS", file)
    monkeypatch.setattr(floors, "reached", lambda: {"text": 0.4})
    monkeypatch.setattr("sys.argv", ["floors", *option])
    with pytest.raises(SystemExit) as ended:
        floors.main()
    assert floors.pinned()["text"] == expected
    assert bool(ended.value.code) == (expected > 0.4)
