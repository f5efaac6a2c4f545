"""Learn: what recurs on each site's pages, from the captures that are stored, for ingest and reprocess to use."""

import os
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State, StateType
from prefect.runtime import flow_run

from flows.performing import Perform, by_prefect, plainly
from flows.recording import recorded
from flows.reporting import publish
from flows.settings import settings
from schemas.run import Receipt, RunKind
from schemas.template import Template, Templates
from tasks.clean.recurring import MOST_ARTICLES, Observation, by_site
from tasks.clean.step import observe_batch
from tasks.extract.pipeline import batches
from tasks.load.connecting import open_store
from tasks.load.store import Store
from tasks.pool import Processes, Workers


@flow(name="learn", flow_run_name="learn {site}", validate_parameters=True)
def learn(site: str = "", workers: int = 0) -> "State[Receipt]":
    """Learn the lines that recur from article to article of a site: menus, appeals, teasers.

    **site**: its domain, or the name of a source whose captures name no site; all sites, unless one is given.
    **workers**: processes for the CPU work; 0 means one for each core.

    What is learned has a version for each site. The next ingest uses it; `reprocess` brings it to what is stored.
    """
    now = settings()
    many = workers or now.workers or os.cpu_count() or 1
    with open_store(now.address, now.data_dir) as store, Processes(many, now.page_seconds) as pool:
        receipt = run(site or None, store, pool, now.log_dir, by_prefect, flow_run.id)
    publish(receipt)
    return State[Receipt](type=StateType.COMPLETED, message=receipt.said, data=receipt)


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
