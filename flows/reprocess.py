"""Reprocess: clean → enrich → load again from the stored captures, with today's code; no file is needed."""

from itertools import count
from pathlib import Path
from typing import Any, Self

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from pydantic import Field, model_validator

from flows.forms import SITE, WORKERS, Form
from flows.patterns import in_words
from flows.runs.accounting import Account
from flows.runs.conducting import conducted
from flows.runs.handing import handed
from flows.runs.naming import dated
from flows.runs.performing import Perform, plainly
from flows.runs.recording import recorded
from flows.runs.rereading import reread
from flows.runs.selecting import Day, day, keyed, parameters
from flows.settings import VERSION, settings
from schemas.errors import ConfigurationError
from schemas.outcome import Outcome, Verdict
from schemas.run import Receipt, RunKind
from tasks.load.asking import choosing
from tasks.load.exchange import Selection
from tasks.load.step import link_batch, refile_batch, take_batch
from tasks.load.store import Store
from tasks.pool import Workers


class Which(Form):
    """Which stored captures to read anew; what is left empty does not narrow."""

    site: str = SITE
    since: Day = Field(default="", title="Published since", description="A day, as in `2017-06-15`.")
    version_before: str = Field(
        default="",
        title="Made before version",
        description="A release, as in `0.2.0`: what an earlier one made. `current`: what any other code made.",
        pattern=r"^(current|\d{1,6}(\.\d{1,6}){0,3})?$",
        json_schema_extra=in_words("a release, as in 0.2.0, or current"),
    )
    text: str = Field(
        default="", title="Words", description="They stand in the title, subtitle or text.", max_length=1000
    )
    query: str = Field(
        default="",
        title="Saved query",
        description="Only the articles it lists, as `by-topic`; instead of site, day and words.",
        max_length=100,
    )
    given: tuple[str, ...] = Field(
        default=(), title="The query's parameters", description="Each as in `topic=weather`.", max_length=20
    )
    quarantined: bool = Field(
        default=True, title="Quarantined units too", description="Those that now give an article return."
    )
    workers: int = WORKERS

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        try:
            given = keyed(self.given)
            if self.query:
                choosing(self.query, given)
        except ConfigurationError as error:
            raise ValueError(str(error)) from None
        if self.given and not self.query:
            raise ValueError("key=value are parameters of a query: name it")
        if self.query and (self.site or self.since or self.text):
            raise ValueError("a query chooses by itself: neither a site, a day nor words beside it")
        return self

    def selection(self) -> Selection:
        """Return the same as the store is asked."""
        return Selection(
            quarantined=self.quarantined,
            site=self.site or None,
            since=day(self.since),
            text=self.text or None,
            query=self.query or None,
            given=keyed(self.given),
            made_before=self.version_before or None,
        )


@flow(name="reprocess", flow_run_name=lambda: dated("reprocess"), version=VERSION)
def reprocess(which: Which = Which()) -> "State[Any]":  # noqa: B008  it is frozen
    """Read stored captures anew with today's code and file what it makes of them.

    What today's code has made already is not made again, so that an interrupted run goes on where it stopped.
    An article that today's code would refuse stays as it is, and the receipt names it.
    """
    return conducted(
        lambda store, pool, perform: run(which.selection(), store, pool, settings().log_dir, perform, flow_run.id),
        RunKind.REPROCESS,
        total=lambda: 0,
        workers=which.workers,
    )


def run(
    selection: Selection,
    store: Store,
    workers: Workers,
    logs: Path,
    perform: Perform = plainly,
    prefect_run: str | None = None,
    kind: RunKind = RunKind.REPROCESS,
) -> Receipt:
    """Reprocess and return the run's receipt, which is in the store too, also when the run fails.

    Raises:
        StoreUnavailable: the store stopped answering; the run can be repeated without a second effect.
    """
    with recorded(store, parameters(selection), logs, prefect_run, kind) as account:
        step = account.timing(perform)
        templates = handed(store.templates(), logs.parent)
        cursor = ""
        for number in count(1):
            taken = step(take_batch, number, store, selection, cursor)
            if not taken.cursor:
                break
            cursor = taken.cursor
            account.met(taken.units)
            made = reread(step, number, taken, workers, templates)
            outcomes = step(refile_batch, number, taken, made, store, account.run)
            step(link_batch, number, store, account.run)
            account.enter(number, outcomes)
            name_kept(account, number, outcomes)
            store.renew(account.run)
        step(link_batch, number, store, account.run)  # what a run that was killed has left
    return account.receipt


def name_kept(account: Account, number: int, outcomes: tuple[Outcome, ...]) -> None:
    """Name the articles that today's code would refuse: they stay, and somebody should look at them."""
    for each in outcomes:
        if each.verdict in (Verdict.UNCHANGED, Verdict.DUPLICATE) and each.reason:
            account.effects["kept though refused"] += 1
            line = f"article {each.article} stays as it was, but today's code refuses {each.place.label}"
            account.note(number, f"{line}: {each.reason}")
