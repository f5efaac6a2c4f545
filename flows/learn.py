"""Learn: what recurs on each site's pages, from the captures that are stored, for ingest and reprocess to use."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from flows.forms import LearnForm
from flows.runs.conducting import conducted
from flows.runs.naming import dated
from flows.runs.performing import Perform, plainly
from flows.runs.recording import recorded
from flows.settings import VERSION, settings
from schemas.run import Receipt, RunKind
from schemas.template import Template, Templates
from tasks.clean.step import observe_batch
from tasks.clean.templates.recurring import MOST_ARTICLES, Observation, by_site
from tasks.extract.pipeline import batches
from tasks.load.store import Store
from tasks.pool import Workers


@flow(name="learn", flow_run_name=lambda: dated("learn"), version=VERSION)
def learn(sites: LearnForm = LearnForm()) -> "State[Any]":  # noqa: B008  a frozen form
    """Learn the lines that recur from article to article of a site: menus, appeals, teasers.

    What is learned has a version for each site. The next ingest uses it; `reprocess` brings it to what is stored.
    """
    return conducted(
        lambda store, pool, perform: run(sites.site or None, store, pool, settings().log_dir, perform, flow_run.id),
        RunKind.LEARN,
        total=lambda: 0,
        workers=sites.workers,
    )


def run(
    site: str | None,
    store: Store,
    workers: Workers,
    logs: Path,
    perform: Perform = plainly,
    prefect_run: str | None = None,
) -> Receipt:
    """Learn the templates and return the run's receipt. An interrupted run leaves the templates as they were.

    Raises:
        StoreUnavailable: the store stopped answering; the run can be repeated without a second effect.
    """
    with recorded(store, {"site": site}, logs, prefect_run, RunKind.LEARN) as account:
        step = account.timing(perform)
        learned: dict[str, Template] = {}
        numbers = count(1)
        for each in store.samples(MOST_ARTICLES, site):
            observed: list[Observation] = []
            for batch in batches(each.captures()):
                observed += observations(step(observe_batch, next(numbers), batch, workers))
            better(learned, by_site(observed))
            account.effects["captures read"] += len(observed)
            store.renew(account.run)
        account.effects["templates"] = len(learned)
        account.effects["templates changed"] = store.keep_templates(Templates(learned), site)
    return account.receipt


def observations(units: Iterable[object]) -> Iterator[Observation]:
    """Yield what was seen; a page that cannot be cut into blocks teaches nothing."""
    return (unit for unit in units if isinstance(unit, Observation))


def better(learned: dict[str, Template], found: Templates) -> None:
    """Add templates; of two of a site the one that was learned from more articles is taken."""
    for name, template in found.by_site.items():
        if name not in learned or learned[name].articles < template.articles:
            learned[name] = template
