"""A run from its first entry in the store to its receipt, whatever happens between."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from uuid import uuid4

from flows.runs.accounting import Account
from flows.runs.runlog import LOGGER, run_log
from schemas.errors import IngestError
from schemas.run import RunKind, RunStatus
from tasks.load.store import Store
from tasks.provenance import pipeline

VERSIONED = ("copytaster", "prefect", "pymongo", "beautifulsoup4", "selectolax", "langdetect")
"""The packages whose versions decide what a run does: they stand in its receipt."""


@contextmanager
def recorded(
    store: Store,
    parameters: Mapping[str, object],
    logs: Path,
    prefect_run: str | None,
    kind: RunKind = RunKind.INGEST,
) -> Iterator[Account]:
    """Open a run in the store and yield its account; close it with a receipt however the run ends."""
    name = uuid4().hex[:12]
    with run_log(logs, name) as log:
        account = Account(store.open_run(name, parameters, versions(), str(log), prefect_run, kind))
        LOGGER.info("run %s started", name, extra={"run": name})
        try:
            yield account
        except Exception as error:
            _close(store, account, RunStatus.FAILED, error)
            raise
        except BaseException as interruption:  # Ctrl-C, SIGTERM, a cancelled Prefect run
            _close(store, account, RunStatus.CANCELLED, interruption)
            raise
        _close(store, account, RunStatus.COMPLETED)


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that decide what a run does."""
    return {"python": python_version(), "pipeline": pipeline(), **{name: version(name) for name in VERSIONED}}


def _close(store: Store, account: Account, status: RunStatus, error: BaseException | None = None) -> None:
    account.close(status, error)
    level = logging.INFO if error is None else logging.ERROR
    LOGGER.log(level, "run %s %s", account.run, status.value, extra={"run": account.run}, exc_info=error)
    try:
        store.close_run(account.receipt)
        account.receipt = store.run(account.run) or account.receipt  # as it is kept, with what closing adds
    except IngestError as also:
        if error is None:
            raise
        # The error that ended the run is the one to report; the next start closes the run in the store.
        LOGGER.error("run %s could not be closed: %s", account.run, also, extra={"run": account.run})
