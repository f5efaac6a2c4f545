"""A run started from the command line: the store first, then Prefect, then the flow the UI runs too."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.forms import IngestForm, LearnForm
from flows.ingest import ingest
from flows.learn import learn
from flows.promote import promote
from flows.replay import Held, replay
from flows.reprocess import Which, reprocess
from flows.runs.spelling import sendable
from flows.serving.server import prefect_server
from flows.settings import settings
from flows.standing import standing
from schemas.run import Receipt
from tasks.load.connecting import open_store


def ingest_here(paths: list[str], source: str, workers: int, max_quarantined: float) -> Receipt:
    """Run the flow in this process and return its receipt.

    Raises:
        ConfigurationError: a path, a setting or a credential is wrong; nothing was read.
        StoreUnavailable: the store does not answer; nothing was read.
        BudgetExceeded: too large a share of the units was quarantined.
    """
    with _servers():
        form = IngestForm.model_construct(
            paths=[sendable(path) for path in paths], source=source, workers=workers, max_quarantined=max_quarantined
        )
        return cast(Receipt, ingest(form))  # Prefect hands on the data of the state the flow returns, or raises them


def reprocess_here(which: Mapping[str, object], workers: int) -> Receipt:
    """Run the flow in this process and return its receipt.

    Raises:
        ConfigurationError: a setting or a credential is wrong; nothing was read.
        StoreUnavailable: the store does not answer; nothing was read.
    """
    with _servers():
        return cast(Receipt, reprocess(Which.model_validate({**which, "workers": workers})))


def replay_here(which: Mapping[str, object], workers: int) -> Receipt:
    """Run the flow in this process and return its receipt.

    Raises:
        ConfigurationError: a setting or a credential is wrong; nothing was read.
        StoreUnavailable: the store does not answer; nothing was read.
    """
    with _servers():
        return cast(Receipt, replay(Held.model_validate({**which, "workers": workers})))


def learn_here(site: str, workers: int) -> Receipt:
    """Run the flow in this process and return its receipt.

    Raises:
        ConfigurationError: a setting or a credential is wrong; nothing was read.
        StoreUnavailable: the store does not answer; nothing was read.
    """
    with _servers():
        return cast(Receipt, learn(LearnForm.model_construct(site=site, workers=workers)))


def promote_here(plan: str, workers: int) -> Receipt:
    """Run the flow in this process and return its receipt.

    Raises:
        ConfigurationError: the plan cannot be promoted, or a setting is wrong; nothing was changed.
        StoreUnavailable: the store does not answer.
    """
    with _servers():
        return cast(Receipt, promote(plan, workers))


@contextmanager
def _servers() -> Iterator[None]:
    now = settings()
    with open_store(now.address, now.data_dir):
        pass  # a store that is down should cost a second, not the start of a server
    stands = None if PREFECT_API_URL.value() else standing(now.data_dir)
    if stands is not None:  # its UI shows the run too, and it takes seconds to start another
        with temporary_settings({PREFECT_API_URL: stands.api}):
            yield
        return
    with prefect_server(now.log_dir / "prefect-server.log"):
        yield
