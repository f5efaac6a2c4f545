"""`explain` shows every block with what decided, for a refused page too."""

import hashlib
from pathlib import Path

from schemas.capture import Capture, place_of
from tasks.clean.explaining import explain

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def capture(case: str) -> Capture:
    data = (GOLDEN / case / "input.txt").read_bytes()
    return Capture(place_of("input.txt"), data, hashlib.sha256(data).hexdigest(), "text")


def test_every_line_of_an_article_has_its_row() -> None:
    page = capture("tass.com/portal")
    found = explain(page)
    lines = [line for line in page.data.decode().splitlines() if line.strip()]
    assert [row.text for row in found.rows] == [" ".join(line.split()) for line in lines]
    assert (found.profile, found.publisher, found.refusal) == ("tass.com", "TASS", None)
    assert {row.role for row in found.rows if row.kept} == {"body"}
    assert all(row.rule for row in found.rows)


def test_a_refused_page_is_explained_with_its_reason() -> None:
    found = explain(capture("refused/consent-wall"))
    assert found.refusal == "not-an-article: the page asks for consent to tracking"
    assert found.rows
