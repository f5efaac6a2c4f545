"""Pages made to hurt: time and memory in proportion to their size, and the text after the trap not lost in silence."""

import hashlib
import time

import numpy as np
import pytest

from schemas.capture import Capture, place_of
from tasks.clean.decoder import cutoff, likelihoods, model
from tasks.clean.segmenting.segment import segment
from tasks.clean.writing import paragraphs

TAIL = "<p>And this is the tail of the page, which a reader still wants to see after all that.</p>"
MANY = 20_000
TRAPS = {
    "nested 300 deep": "<div>" * 300 + "deep" + "</div>" * 300,
    "nested very deep": "<div>" * MANY + "deep" + "</div>" * MANY,
    "inline tags never closed": "<b>" * MANY,
    "spans never closed": "<span>" * MANY,
    "paragraphs never closed": "<p>x" * MANY,
    "lists in lists": "<ul><li>x" * MANY,
    "tables in tables": "<table><tr><td>" * MANY,
    "very many attributes": "<p " + " ".join(f'a{n}="v"' for n in range(5 * MANY)) + ">x</p>",
    "attributes without values": "<p " + " ".join(f"a{n}" for n in range(5 * MANY)) + ">x</p>",
    "comments never closed": "<!--" * MANY,
    "a script never closed": "<p>Before.</p><script>var a = 1;",
    "a title never closed": "<title>The page",
    "misnested": "<b><p>x" * MANY,
    "equals signs": "<p " + "=" * MANY + ">x</p>",
    "entities": "<p>" + "&amp;" * MANY + "</p>",
    "tiny paragraphs": "<p>tiny</p>" * MANY,
}


def capture(text: str, form: str = "html") -> Capture:
    data = text.encode()
    return Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form)


@pytest.mark.parametrize("trap", TRAPS)
def test_the_text_after_a_trap_is_there(trap: str) -> None:
    page = segment(capture(f"<html><body>{TRAPS[trap]}{TAIL}</body></html>")).page
    assert any("tail of the page" in block.text for block in page.blocks)


@pytest.mark.parametrize("trap", ["nested very deep", "tiny paragraphs", "misnested", "inline tags never closed"])
def test_a_trap_goes_through_the_whole_stage(trap: str) -> None:
    segmented = segment(capture(f"<html><body>{TRAPS[trap]}{TAIL}</body></html>"))
    probabilities = likelihoods(segmented)
    assert len(probabilities) == len(segmented.page.blocks)
    assert 0 <= cutoff(segmented, probabilities) <= 1
    assert "tail of the page" in paragraphs(segmented, segmented.page.blocks)


@pytest.mark.parametrize(
    "piece", ["<a", "<p title=", '<p title="', "<p =", "<!--", "<script>", "&", "=\"'", "<b><p>x", "\r"]
)
def test_reading_takes_time_in_proportion(piece: str) -> None:
    def seconds(count: int) -> float:
        page = capture(f"<body>{piece * count}{TAIL}")
        started = time.process_time()
        segment(page)
        return time.process_time() - started

    small = min(seconds(MANY // 4) for _ in range(3))
    assert seconds(MANY) < 16 * max(small, 0.02)  # four times the input; a quadratic reader takes sixteen times as long


@pytest.mark.parametrize("text", ["word " * 400_000, "x" * 2_000_000, "a\n" * 50_000, ".," * 500_000, "語" * 500_000])
def test_text_without_shape_is_judged_in_bounded_time(text: str) -> None:
    segmented = segment(capture(text + "\nThe end.", "text"))
    assert sum(len(block.text.replace(" ", "")) for block in segmented.page.blocks) == len("".join(text.split())) + 7
    assert len(likelihoods(segmented)) == len(segmented.page.blocks)


def test_a_page_of_very_many_blocks_is_judged_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    prose = "The minister said on Monday that the talks would go on, and that nothing had been decided yet, in part"
    lines = [f"{prose} {number}." for number in range(130)]
    monkeypatch.setattr(model, "MOST_BLOCKS", 50)
    whole = likelihoods(segment(capture("\n".join(lines), "text")))
    parts = [likelihoods(segment(capture("\n".join(lines[low : low + 50]), "text"))) for low in (0, 50, 100)]
    assert whole.tolist() == np.concatenate(parts).tolist()
