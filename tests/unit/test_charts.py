"""Charts: equal data give equal bytes, in the page's own colours, and no name brings markup in."""

from datetime import date, timedelta

import pytest

from flows.pages.charts.bars import ranked, stacked
from flows.pages.charts.drawing import VARIABLES
from flows.pages.charts.lines import over_time
from flows.pages.charts.streams import Flow, flowing

DAYS = [date(2026, 11, 1) + timedelta(days=number) for number in range(40)]
HOSTILE = '<script>alert("x")</script> & $\\frac{1}{0}$'


def charts(name: str) -> dict[str, str]:
    return {
        "stacked": stacked(DAYS, {name: list(range(40)), "revised": [1] * 40}),
        "ranked": ranked({name: 3, "other": 0}),
        "over_time": over_time({name: [(day, 0.5) for day in DAYS], "one": [(DAYS[0], 1.0)]}, frozenset({"one"})),
        "flowing": flowing([Flow("seen", name, 7), Flow("seen", "excluded", 1), Flow("excluded", "dotfile", 1)]),
    }


@pytest.mark.parametrize("chart", sorted(charts("plain")))
def test_equal_data_give_equal_bytes_in_the_colours_of_the_page(chart: str) -> None:
    drawn = charts("plain")[chart]
    assert drawn == charts("plain")[chart]
    assert drawn.startswith('<svg aria-hidden="true"')
    assert "var(--series-1)" in drawn
    assert not [colour for colour in VARIABLES if colour in drawn]
    assert "plain" in drawn


@pytest.mark.parametrize("chart", sorted(charts("plain")))
def test_a_name_is_text_whatever_it_holds(chart: str) -> None:
    drawn = charts(HOSTILE)[chart]
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_drifted_site_is_named_and_not_only_coloured() -> None:
    assert "one: drifted" in charts("plain")["over_time"]


def test_many_boxes_of_a_flow_diagram_stand_apart() -> None:
    flows = [Flow("seen", f"outcome {number}", 10**number) for number in range(7)]
    flows += [Flow("outcome 1", f"reason {number}", 1) for number in range(25)]
    assert flowing(flows).count("reason") >= 25
