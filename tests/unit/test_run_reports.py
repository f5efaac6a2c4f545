"""Protects what a run shows: states that tell the truth, reports in which no page speaks, drift told from receipts."""

import re
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from prefect.automations import ChangeFlowRunState, EventTrigger
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import TerminationSignal

from flows.runs import conducting
from flows.runs.automations import crash_silent_runs
from flows.runs.chronicle import EXAMPLES, Chronicle
from flows.runs.concluding import concluded, refused
from flows.runs.drifting import drifts
from flows.runs.escaping import LONGEST, code, shortened, text
from flows.runs.lateness import stands_for
from flows.runs.reporting import report
from flows.settings import HEARTBEAT_SECONDS
from schemas.capture import place_of
from schemas.errors import AlreadyRunning, BudgetExceeded, StoreUnavailable, Unbalanced
from schemas.outcome import Outcome, Verdict, tally
from schemas.run import Lease, Receipt, RunKind, RunStatus, SiteTally

NOW = datetime(2026, 11, 27, tzinfo=UTC)
HOSTILE = (
    "[x](javascript:alert(1)) <img src=x onerror=alert(1)> | b | \n# big\n![p](http://evil.example/p.png) "
    "\x1b[31m\u202e `code` <script>alert(1)</script> https://evil.example {{ jinja }} " + "a" * 10_000_000
)


def receipt(**more: object) -> Receipt:
    counts = {**tally(()), "new": 2}
    made = Receipt(
        id="3f2a9c001122",
        status=RunStatus.COMPLETED,
        started_at=NOW,
        lease=Lease("host", 1, 1.0, 1, NOW),
        counts=counts,
        seen=2,
        balanced=True,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_run_that_lost_nothing_is_completed() -> None:
    state = concluded(receipt())
    assert (state.type, state.name, state.message) == (StateType.COMPLETED, "Completed", "2 units: 2 new")


def test_a_run_that_left_units_out_says_so_in_its_name() -> None:
    counts = {**tally(()), "new": 2, "quarantined": 1, "not-reached": 1}
    state = concluded(receipt(counts=counts, seen=4, reasons={"empty": 1, "gone": 1}))
    assert state.name == "Completed with quarantined and not-reached units"
    assert state.message == "4 units: 2 new, 1 quarantined, 1 not-reached (1 empty, 1 gone)"


def test_a_run_that_does_not_balance_has_failed() -> None:
    state = concluded(receipt(seen=3, balanced=False))
    assert state.is_failed()
    assert isinstance(state.data, Unbalanced)


@pytest.mark.parametrize(
    ("error", "kind", "name"),
    [
        (StoreUnavailable("the store is gone"), StateType.FAILED, "Failed"),
        (BudgetExceeded("too many"), StateType.FAILED, "Failed"),
        (AlreadyRunning("run 1 is ingesting"), StateType.CANCELLED, "AlreadyRunning"),
    ],
)
def test_an_error_of_ours_is_the_one_reason(error: Exception, kind: StateType, name: str) -> None:
    state = refused(error)  # type: ignore[arg-type]
    assert (state.type, state.name) == (kind, name)
    assert str(error) in str(state.message)


@pytest.mark.parametrize("prefect_answers", [True, False])
def test_a_run_cancelled_from_the_ui_leaves_its_report_and_ends_at_once(
    monkeypatch: pytest.MonkeyPatch, prefect_answers: bool
) -> None:
    told: list[Receipt] = []

    def publish(receipt: Receipt, *_: object) -> None:
        told.append(receipt)
        if not prefect_answers:
            raise OSError("the server is gone")

    def cancelled(*_: object) -> Receipt:
        raise TerminationSignal(signal.SIGTERM)

    ended = receipt(status=RunStatus.CANCELLED, prefect_run_id="this")
    store: Any = SimpleNamespace(runs=lambda limit: (receipt(prefect_run_id="another"), ended))
    monkeypatch.setattr(conducting, "publish", publish)
    monkeypatch.setattr(conducting, "flow_run", SimpleNamespace(id="this"))
    nobody: Any = None
    with pytest.raises(TerminationSignal):
        conducting._reported(cancelled, store, nobody, nobody, 0.0, 100.0)
    assert told == [ended]


def tokens(markdown: str) -> list[Token]:
    """Return what a reader of Markdown, with tables, makes of it."""
    blocks = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [each for block in blocks for each in (block, *(block.children or ()))]


@pytest.mark.parametrize("where", ["{}", "| a | b |\n| --- | --- |\n| {} | c |", "# {}", "**{}** x", "- {}"])
@pytest.mark.parametrize(
    "words", [HOSTILE, "a\\", "a\\|b", "*a* _b_ &lt;i&gt; &#60;", "1. one", "www.a.example <a@b.example>"]
)
def test_words_of_a_page_are_read_as_they_are_and_are_no_markup(words: str, where: str) -> None:
    plain, made = tokens(where.format("x")), tokens(where.format(text(words)))
    told = [each for each in made if each.type != "text_special"]
    assert {each.type for each in told} <= {each.type for each in plain}, "nothing but text came of it"
    assert shortened(words) in "".join(each.content for each in made if each.type.startswith("text"))
    assert "&#" not in text(HOSTILE)  # the UI shows a character reference as it is written


def test_no_word_of_a_page_is_markup_for_a_lenient_reader() -> None:
    for shown in (text(HOSTILE), code(HOSTILE)):
        assert not set("\n\x1b\u202e") & set(shown)
        assert "](" not in shown
    assert not re.search(r"(?<!\\)[<>|\[\]`]", text(HOSTILE))
    assert not set("<>|") & set(code(HOSTILE))
    assert not re.search(r"https?://|www\.|javascript:|@", text(HOSTILE + " a@b.example").replace("\\@", ""))
    assert len(code(HOSTILE)) <= LONGEST + 2


def test_a_report_with_hostile_names_stays_small_and_harmless() -> None:
    told = Chronicle()
    place = place_of(HOSTILE[:4000])
    outcome = Outcome(place, Verdict.QUARANTINED, "clean", "empty", HOSTILE)
    told._note([outcome] * 50)
    assert len(told.examples["empty"]) == EXAMPLES
    told.articles.append(("a" * 32, "new", HOSTILE))
    made = report(
        receipt(
            reasons={"empty": 50},
            parameters={"paths": [HOSTILE]},
            errors=(HOSTILE,),
            sites=(SiteTally("<b>evil</b>.example", 9, 0.5, 1.0),),
        ),
        told,
        frozenset(),
    )
    assert len(made) < 20_000
    read = tokens(made)
    assert {each.content for each in read if each.type.startswith("html")} == {"<br>"}
    assert not [each for each in read if each.type in ("image", "link_open", "fence", "code_block")]
    for markup in (r"(?<!\\)<(?!br>)", r"\]\(", "\x1b", "\u202e"):
        assert not re.search(markup, made)


def test_a_reason_is_new_until_an_earlier_run_has_met_it() -> None:
    one = receipt(reasons={"empty": 1})
    assert "**new**" in report(one, Chronicle(), frozenset())
    assert "**new**" not in report(one, Chronicle(), frozenset({"empty"}))


def test_sites_are_told_by_pace_and_by_quality() -> None:
    sites = (SiteTally("slow.example", 10, 0.9, 5.0), SiteTally("bad.example", 10, 0.2, 0.1))
    made = report(receipt(sites=sites), Chronicle(), frozenset())
    slow, bad = made.split("## Worst sites")
    assert slow.index("slow\\.example") < slow.index("bad\\.example")
    assert bad.index("bad\\.example") < bad.index("slow\\.example")


def test_ids_in_a_report_lead_to_their_pages_where_those_are_served() -> None:
    held = Outcome(place_of("/captures/empty.txt"), Verdict.QUARANTINED, "extract", "empty", "nothing")
    left = Outcome(place_of("/captures/notes.md"), Verdict.EXCLUDED, "extract", "other-suffix")
    told = Chronicle(examples={"empty": [held], "other-suffix": [left]}, articles=[("ab" * 16, "new", "A title")])
    one = receipt(reasons={"empty": 1, "other-suffix": 1})
    served = report(one, told, frozenset(), "http://127.0.0.1:4210")
    links = re.findall(r"\[([0-9a-f]{12})\]\((http://127\.0\.0\.1:4210/\S+)\)", served)
    assert links == [
        (held.place.id[:12], f"http://127.0.0.1:4210/quarantine/{held.place.id}"),
        (("ab" * 16)[:12], f"http://127.0.0.1:4210/articles/{'ab' * 16}"),
    ]
    alone = report(one, told, frozenset())
    assert "http" not in alone
    assert f"`{held.place.id[:12]}`" in alone
    assert "`copytaster show ID`" in alone


def test_drift_is_a_fall_of_quality_over_enough_articles() -> None:
    before = receipt(
        started_at=NOW - timedelta(days=20),
        sites=(SiteTally("a.example", 50, 0.9, 1), SiteTally("b.example", 50, 0.9, 1), SiteTally("c.example", 2, 1, 1)),
    )
    late = receipt(
        sites=(
            SiteTally("a.example", 20, 0.6, 1),
            SiteTally("b.example", 20, 0.85, 1),
            SiteTally("c.example", 20, 0, 1),
        )
    )
    (found,) = drifts([late, before], NOW - timedelta(days=7), 10.0)
    assert (found.site, found.articles) == ("a.example", 20)
    assert (round(found.before, 2), round(found.now, 2)) == (0.9, 0.6)
    assert not drifts([late, before], NOW - timedelta(days=30), 10.0)
    assert not drifts([replace(late, kind=RunKind.REPROCESS), before], NOW - timedelta(days=7), 10.0)


def test_a_silent_run_is_crashed_after_two_heartbeats_but_never_one_that_has_ended() -> None:
    """A heartbeat may be told after the end of its run; forced, the change of state would undo a Completed."""
    made = crash_silent_runs()
    assert isinstance(made.trigger, EventTrigger)
    assert made.trigger.within == timedelta(seconds=2 * HEARTBEAT_SECONDS)
    assert made.trigger.expect == {"prefect.flow-run.*"}  # our states have names of their own
    (action,) = made.actions
    assert isinstance(action, ChangeFlowRunState)
    assert (action.state, action.force) == (StateType.CRASHED, False)


def begun(due: int, start: int | None) -> FlowRun:
    started = None if start is None else NOW + timedelta(minutes=start)
    return FlowRun(flow_id=uuid4(), start_time=started, expected_start_time=NOW + timedelta(minutes=due))


def test_of_runs_that_are_late_together_the_first_to_start_goes_on() -> None:
    """Each of them asks by itself, in any order, and whoever goes on must be one, and the same for all."""
    late = [begun(due=due, start=start) for due, start in ((1, 11), (2, 10), (3, 12), (4, 11))]
    going_on = [run for run in late if stands_for(run, late) is None]
    assert going_on == [late[1]]


def test_a_run_that_began_before_this_one_was_due_does_not_stand_for_it() -> None:
    earlier = begun(due=1, start=1)
    assert stands_for(begun(due=2, start=2), [earlier]) is None
    assert stands_for(begun(due=1, start=2), [earlier]) == earlier
    assert stands_for(begun(due=1, start=2), [begun(due=1, start=None)]) is None
