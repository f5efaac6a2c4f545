"""Maintain: what has to be looked after when nobody looks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.objects import State, StateType
from prefect.runtime import flow_run

from flows.forms import Chore, MaintainForm
from flows.runs import announcing
from flows.runs.automations import TAG
from flows.runs.concluding import refused
from flows.runs.drifting import Drift, drifts
from flows.runs.escaping import code, table, text
from flows.runs.lateness import skip_missed
from flows.runs.naming import dated
from flows.runs.reconciling import close_dead_runs
from flows.runs.recording import recorded
from flows.runs.runlog import LOGGER
from flows.runs.stranding import release_stranded
from flows.settings import VERSION, settings
from schemas.errors import IngestError
from schemas.run import Receipt, RunKind
from schemas.wording import counted
from tasks.load.connecting import open_store
from tasks.load.store import Store

RECEIPTS = 1000
"""The latest runs that drift is told from."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look-round found and did."""

    closed: tuple[Receipt, ...] = ()
    released: int = 0
    skipped: int = 0
    drifted: Sequence[Drift] = field(default_factory=tuple)

    @property
    def said(self) -> str:
        """Return it in words."""
        found = [
            f"{len(self.closed)} dead runs closed",
            f"{self.released} stranded runs released",
            f"{self.skipped} late runs skipped",
            f"{counted(len(self.drifted), 'site')} drifted",
        ]
        return ", ".join(found)


@flow(name="maintain", flow_run_name=lambda: dated("maintain"), version=VERSION)
def maintain(what: MaintainForm = MaintainForm()) -> "State[Any]":  # noqa: B008  a frozen form
    """Look after the runs: close the dead ones, skip the superfluous, report sites that came out worse.

    A drifted site raises the event `copytaster.site.drifted`, once; a Prefect automation can tell somebody.
    """
    now = settings()
    try:
        with open_store(now.address, now.data_dir) as store, get_client(sync_client=True) as client:
            looked = look_round(what, store, client)
    except IngestError as error:
        return refused(error)
    create_markdown_artifact(key="maintenance", markdown=_report(looked))
    return State(type=StateType.COMPLETED, message=looked.said)


def look_round(what: MaintainForm, store: Store, client: SyncPrefectClient) -> Looked:
    """Do the chores and leave a receipt."""
    ours = _deployments(client)
    earlier = store.runs(RECEIPTS)
    drifted = _drifted(what, earlier) if Chore.REPORT_DRIFT in what.chores else []
    named = sorted(each.site for each in drifted)
    parameters = {"chores": [chore.value for chore in what.chores], "drifted": named}
    with recorded(store, parameters, settings().log_dir, flow_run.id, RunKind.MAINTAIN) as account:
        closed = close_dead_runs(client, store, ours) if Chore.CLOSE_DEAD_RUNS in what.chores else ()
        released = release_stranded(client, ours) if Chore.CLOSE_DEAD_RUNS in what.chores else []
        skipped = skip_missed(client, ours) if Chore.SKIP_LATE_RUNS in what.chores else []
        _announce(drifted, _known(earlier))
        looked = Looked(closed, len(released), len(skipped), drifted)
        account.effects.update({"dead runs closed": len(closed), "stranded runs released": len(released)})
        account.effects.update({"late runs skipped": len(skipped), "sites drifted": len(drifted)})
    return looked


def _drifted(what: MaintainForm, receipts: Sequence[Receipt]) -> list[Drift]:
    if not receipts:
        return []
    since = receipts[0].started_at - timedelta(days=what.recent_days)  # the store's time, not this machine's
    return drifts(receipts, since, what.drop)


def _known(receipts: Sequence[Receipt]) -> frozenset[str]:
    """Return the sites that the last look-round had found drifted already."""
    last = next((each for each in receipts if each.kind is RunKind.MAINTAIN), None)
    named = last.parameters.get("drifted") if last else None
    return frozenset(map(str, named)) if isinstance(named, (list, tuple)) else frozenset()


def _announce(found: Sequence[Drift], known: frozenset[str]) -> None:
    for each in found:
        if each.site not in known:
            fell = f"its mean quality fell from {each.before:.2f} to {each.now:.2f}"
            LOGGER.warning("site %s has drifted: %s over %d articles", each.site, fell, each.articles)
            announcing.drifted(each.site, each.before, each.now, each.articles)


def _deployments(client: SyncPrefectClient) -> list[UUID]:
    mine = DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG]))
    return [each.id for each in client.read_deployments(deployment_filter=mine)]


def _report(looked: Looked) -> str:
    parts = [f"{looked.said}."]
    if looked.closed:
        rows = [[code(each.id), text(each.said, 300)] for each in looked.closed]
        parts.append("## Dead runs, closed\n\n" + table(["run", "what the ledger shows"], rows))
    if looked.drifted:
        rows = [
            [text(each.site), f"{each.before:.2f}", f"{each.now:.2f}", str(each.articles)] for each in looked.drifted
        ]
        parts.append("## Drifted sites\n\n" + table(["site", "before", "now", "articles"], rows))
    return "\n\n".join(parts)
