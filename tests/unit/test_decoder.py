"""The block model's parts: each against what it is defined to be, worked out the slow way."""

import hashlib

import numpy as np
import pytest

from schemas.capture import Capture, place_of
from tasks.clean.decoder import likelihoods
from tasks.clean.decoder.characters import Characters, Class
from tasks.clean.decoder.cues import CUES, cued
from tasks.clean.decoder.features import elements_of, gather
from tasks.clean.decoder.lexicon import class_words, sayings
from tasks.clean.decoder.model import best_threshold, worth_a_second_look
from tasks.clean.decoder.parameters import load
from tasks.clean.decoder.second_look import look_again
from tasks.clean.decoder.series import best_run, distinct, since, until, windows
from tasks.clean.decoder.trees import SCOUTS, plant
from tasks.clean.decoder.wording import word_up
from tasks.clean.segmenting.segment import segment

PROSE = [
    "The harbour was closed on Tuesday after a crane fell into the water, the port authority said in a statement.",
    "Nobody was hurt, but three ships had to wait outside the breakwater until divers had looked at the wreck.",
    "“We are glad that it happened at night,” the harbour master told reporters, adding that work would go on.",
    "It was the second such accident in a year, and the owners of the crane have promised to find out why.",
]


def capture(text: str, form: str) -> Capture:
    data = text.encode()
    return Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form)


def test_every_character_has_one_class() -> None:
    counts = Characters(["Aa1, 語!", "«é»"]).counts()
    assert (
        counts[0, [Class.UPPER, Class.LOWER, Class.DIGIT, Class.COMMA, Class.UNSPACED, Class.TERMINAL]].tolist()
        == [1] * 6
    )
    assert counts[1, [Class.QUOTE, Class.LOWER]].tolist() == [2, 1]
    assert counts.sum(axis=1).tolist() == [8, 4]  # with the space that ends each text


def test_words_are_counted_in_scripts_with_and_without_spaces() -> None:
    wording = word_up(["Four words and 2", "漢字かな交じり文です" * 3])
    assert wording.words.tolist() == [4, 15]
    assert wording.sizes.tolist() == [4, 30]


def test_a_sentence_ends_like_one_or_is_long() -> None:
    texts = [
        "The port was closed on Tuesday, officials said.",
        "Home News Sport",
        "word " * 30,
        "“Is it so?” he asked her twice.",
    ]
    assert word_up(texts).sentence.tolist() == [True, False, True, True]


def test_a_block_of_links_is_no_sentence() -> None:
    assert word_up(PROSE, np.array([0.0, 0.9, 0.4, 1.0])).sentence.tolist() == [True, False, True, False]


def test_series_look_both_ways() -> None:
    marked = np.array([False, True, False, False])
    assert since(marked).tolist() == [99, 99, 1, 2]
    assert until(marked).tolist() == [1, 99, 99, 99]


def test_windows_end_with_the_page() -> None:
    found = windows(np.array([[1.0, 2.0, 4.0, 8.0], [1.0, 1.0, 1.0, 1.0]]), (1, 3))
    assert found["before", 1].tolist() == [[0, 1, 2, 4], [0, 1, 1, 1]]
    assert found["after", 1].tolist() == [[2, 4, 8, 0], [1, 1, 1, 0]]
    assert found["before", 3].tolist() == [[0, 1, 3, 7], [0, 1, 2, 3]]
    assert found["after", 3].tolist() == [[14, 12, 8, 0], [3, 2, 1, 0]]


@pytest.mark.parametrize("numbers", [[], [3], [5, 3, 5, 5, 1, 3]])
def test_distinct_numbers_are_those_of_a_set(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))


@pytest.mark.parametrize(
    ("gains", "run"),
    [([-1, 3, -1, 3, -5, 4], (1, 4)), ([-1, -2], (0, 0)), ([2], (0, 1)), ([], (0, 0))],
)
def test_the_best_run_is_the_one_that_adds_up_to_most(gains: list[float], run: tuple[int, int]) -> None:
    assert best_run(np.array(gains, dtype=np.float64)) == run


def test_cues_are_found_in_any_case_and_several_at_once() -> None:
    found = dict(zip(CUES, cued("Reader-Comments related_stories"), strict=True))
    assert (found["comments"], found["related"], found["body"]) == (1.0, 1.0, 0.0)


def test_names_and_sayings_are_taken_apart() -> None:
    assert class_words("storyBody article__lead-text x") == ("article", "body", "lead", "story", "text")
    assert sayings(["read", "more"]) == ["^read more", "=read more"]
    assert sayings([]) == []


def test_trees_walk_as_they_are_written() -> None:
    stump = {"features": [0], "thresholds": [1.5], "children": [-1, -2], "values": [-1.0, 2.0]}
    deep = {"features": [1, 0], "thresholds": [0.0, 3.0], "children": [1, -3], "values": [0.25, 0.5, 0.75]}
    deep["children"] = [1, -3, -1, -2]
    rows = np.array([[1.0, -1.0], [1.5, 1.0], [2.0, 0.0], [9.0, 0.0]], dtype=np.float32)
    margins = np.array([-1 + 0.25, -1 + 0.75, 2 + 0.25, 2 + 0.5])
    assert plant([stump, deep]).probabilities(rows) == pytest.approx(1 / (1 + np.exp(-margins)))


def test_a_value_of_single_precision_goes_where_the_unrounded_threshold_sends_it() -> None:
    above, below = np.float32(0.1), np.nextafter(np.float32(0.1), np.float32(0))  # 0.1 itself lies between them
    stump = {"features": [0], "thresholds": [0.1], "children": [-1, -2], "values": [-1.0, 2.0]}
    found = plant([stump]).probabilities(np.array([[above], [below]]))
    assert found == pytest.approx(1 / (1 + np.exp([-2.0, 1.0])))


def test_a_row_the_first_trees_give_up_is_not_walked_on() -> None:
    no = {"features": [0], "thresholds": [0.0], "children": [-1, -2], "values": [-0.5, 0.5]}
    yes = {"features": [0], "thresholds": [0.0], "children": [-1, -2], "values": [50.0, 0.5]}
    assert plant([no] * SCOUTS + [yes]).probabilities(np.array([[-1.0], [1.0]], dtype=np.float32))[0] == 0


def test_the_threshold_makes_the_most_of_the_expected_f1() -> None:
    probabilities, sizes = np.array([0.9, 0.8, 0.5, 0.1]), np.array([100.0, 100.0, 100.0, 100.0])

    def expected(threshold: float) -> float:
        kept = probabilities >= threshold
        return float(2 * (probabilities * kept).sum() / (kept.sum() + probabilities.sum()))

    best = best_threshold(probabilities, sizes)
    assert expected(best) == max(expected(threshold) for threshold in probabilities)


def test_neighbours_of_what_is_open_are_looked_at_again() -> None:
    first = np.zeros(12)
    first[5] = 0.4
    assert worth_a_second_look(first).tolist() == [3, 4, 5, 6, 7]
    assert worth_a_second_look(np.zeros(12)).tolist() == []


@pytest.mark.parametrize("form", ["html", "text"])
def test_the_shipped_parameters_read_what_the_features_are(form: str) -> None:
    page = "<p>One</p><div class=story><p>Two words</p></div>" if form == "html" else "One\nTwo words"
    segmented = segment(capture(page, form))
    parameters = load(form)
    evidence = gather(segmented, parameters.lexicon, elements_of(segmented, parameters.lexicon))
    assert set(parameters.features) <= set(evidence.columns)
    assert set(parameters.second_features) <= set(look_again(evidence, segmented.layout, np.zeros(2)))


def test_prose_among_menus_is_found_in_a_text_capture() -> None:
    menu = ["Home", "News", "Sport", "Weather", "Sign in"]
    foot = ["Share", "Related stories", "Crane falls in other port", "Privacy policy", "Contact us"]
    segmented = segment(capture("\n".join([*menu, "Crane falls into harbour", *PROSE, *foot]), "text"))
    found = dict(zip([block.text for block in segmented.page.blocks], likelihoods(segmented), strict=True))
    assert min(found[line] for line in PROSE) > 0.5 > max(found[line] for line in [*menu, *foot])


def test_prose_among_menus_is_found_in_html() -> None:
    story = "".join(f"<p>{line}</p>" for line in PROSE)
    menu = "".join(f"<li><a href=/{n}>{name}</a></li>" for n, name in enumerate(["Home", "News", "Sport", "Weather"]))
    html = (
        f"<title>Crane falls into harbour</title><nav><ul>{menu}</ul></nav><article><h1>Crane falls into harbour</h1>"
        f"<div class='article-body'>{story}</div></article>"
        "<aside class=related><a href=/x>Crane falls in other port</a></aside>"
        "<footer><p>© 2020 The Example. All rights reserved.</p></footer>"
    )
    segmented = segment(capture(html, "html"))
    found = dict(zip([block.text for block in segmented.page.blocks], likelihoods(segmented), strict=True))
    assert min(found[line] for line in PROSE) > 0.5
    assert max(found[line] for line in ["Home", "Weather", "Crane falls in other port"]) < 0.3
