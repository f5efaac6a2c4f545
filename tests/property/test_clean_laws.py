"""Laws of cleaning: it settles at once, invents nothing, and any bytes have an outcome."""

import hashlib
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas.capture import Capture, place_of
from schemas.errors import BadInput
from schemas.page import Cleaned
from tasks.clean.pipeline import clean
from tasks.clean.shapes import trail, words

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
ARTICLES = sorted(path for path in GOLDEN.rglob("input.*") if "refused" not in path.parts)
NOT_YET = {"nytimes.com/text": "the standfirst is kept as the first paragraph; without the byline the dateline begins"}
"""What is known to fail, and why."""
LINES = st.lists(
    st.one_of(
        st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cf"]), max_size=60),
        st.sampled_from(
            [
                "Read also",
                "Comments",
                "Leave a reply",
                "{{item.suffix}}",
                "Home » News » Mill wheel turns again",
                "By Ann Lee",
                "3 May 2019",
                "© 2019 The Mill Post",
                "MOORTOWN, May 3. /TASS/. The wheel of the old mill turned again on Saturday, the council said.",
                "The wheel of the old mill turned again on Saturday after forty years, the village council said.",
                "“It sounds as it did when I was a child,” said the miller’s daughter, who paid for the paddles.",
            ]
        ),
    ),
    max_size=30,
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def cleaned(data: bytes, form: str) -> Cleaned | None:
    """Return the cleaned capture, None where it is refused; anything else it raises is a defect."""
    try:
        return clean(Capture(place_of("a"), data, hashlib.sha256(data).hexdigest(), form))
    except BadInput:
        return None


def case(path: Path) -> object:
    """Return the golden page as a case of a test, marked where it is known to fail."""
    name = path.parent.relative_to(GOLDEN).as_posix()
    return pytest.param(path, marks=[pytest.mark.xfail(reason=NOT_YET[name])] if name in NOT_YET else [], id=name)


@pytest.mark.parametrize("path", [case(path) for path in ARTICLES])
def test_cleaning_the_text_of_an_article_keeps_it(path: Path) -> None:
    found = cleaned(path.read_bytes(), "html" if path.suffix == ".html" else "text")
    assert found is not None
    again = cleaned(found.text.encode(), "text")
    assert again is not None
    assert again.text == found.text


@given(LINES)
@QUICK
def test_no_word_is_in_the_text_that_was_not_in_the_capture(lines: list[str]) -> None:
    found = cleaned("\n".join(lines).encode(), "text")
    if found is not None:
        folded = "".join("".join(lines).split())
        pieces = found.text.split()
        assert all(piece in folded for piece in pieces)
        assert sum(map(len, pieces)) <= len(folded)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.parent.name)
def test_every_paragraph_stands_in_the_capture(path: Path) -> None:
    source = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
    folded = " ".join(unescape(source).split())
    found = cleaned(path.read_bytes(), "html" if path.suffix == ".html" else "text")
    assert found is not None
    assert found.text
    for paragraph in found.text.split("\n\n"):
        assert " ".join(paragraph.split()) in folded


@given(st.binary(max_size=300), st.sampled_from(["html", "text"]))
@example(b"", "html")
@example(b"\x00" * 50, "text")
@example(b"<" * 400, "html")
@example(b"\xb4", "html")
@QUICK
def test_any_bytes_have_an_outcome(data: bytes, form: str) -> None:
    cleaned(data, form)


@given(LINES, st.sampled_from(["html", "text"]))
@QUICK
def test_every_block_has_exactly_one_decision(lines: list[str], form: str) -> None:
    mark = "<p>" if form == "html" else "\n"
    found = cleaned(mark.join(lines).encode(), form)
    if found is not None:
        assert [decision.block for decision in found.decisions] == list(found.page.blocks)
        assert sum(found.removed.values()) <= len(found.page.blocks)


@given(st.text(max_size=300))
@QUICK
def test_the_steps_of_a_trail_stand_in_the_line(line: str) -> None:
    assert all(step in line for step in trail(line))
    assert words(line) >= 0
