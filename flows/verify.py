"""Verify: a run recounted from the ledger, and the store held against itself."""

from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State, StateType

from flows.forms import Depth, VerifyForm
from flows.runs.concluding import refused
from flows.runs.escaping import code, shortened
from flows.runs.naming import dated
from flows.settings import VERSION, settings
from schemas.errors import IngestError
from schemas.wording import counted
from tasks.load.connecting import open_store
from tasks.load.exchange import Finding, Verification

SHOWN = 100
"""Findings in the artifact; `copytaster runs verify` lists them all."""


@flow(name="verify", flow_run_name=lambda: dated("verify"), version=VERSION)
def verify(check: VerifyForm = VerifyForm()) -> "State[Any]":  # noqa: B008  a frozen form
    """Recount a run from the ledger, and look whether the store is whole.

    Every article, revision and capture is followed to what it names; the captures' bytes are read and hashed.
    It changes nothing. Where something is wrong this run fails, and its artifacts list what.
    """
    now = settings()
    try:
        with open_store(now.address, now.data_dir) as store:
            found = store.verify(check.run or None, every_raw=check.raw is Depth.EVERY)
    except IngestError as error:
        return refused(error)
    _publish(found)
    what = counted(len(found.findings), "finding") if found.findings else "nothing is wrong"
    kind = StateType.COMPLETED if found.ok else StateType.FAILED
    return State(type=kind, message=f"run {found.run or '-'}: {what}")


def _publish(found: Verification) -> None:
    checked = ", ".join(f"{count:,} {what}" for what, count in found.checked.items())
    verdict = "Nothing is wrong." if found.ok else f"**{counted(len(found.findings), 'finding')}.**"
    create_markdown_artifact(
        key="verification", markdown=f"{verdict}\n\nRun {code(found.run or '-')} recounted. Checked: {checked}."
    )
    if found.findings:
        create_table_artifact(key="findings", table=[_row(each) for each in found.findings[:SHOWN]])


def _row(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "subject": shortened(finding.subject),
        "what is wrong": shortened(finding.message),
    }
