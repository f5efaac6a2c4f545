"""The Prefect server that commands talk to: the one that is configured, else the one `copytaster up` has up."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.settings import settings
from flows.standing import standing
from schemas.errors import ConfigurationError


@contextmanager
def reached() -> Iterator[SyncPrefectClient]:
    """Yield a client of the server.

    Raises:
        ConfigurationError: there is none, it does not answer, or it refuses us.
    """
    found = None if PREFECT_API_URL.value() else standing(settings().data_dir)
    if found is None and not PREFECT_API_URL.value():
        raise ConfigurationError("no Prefect server is up: `copytaster up` starts one, PREFECT_API_URL names another")
    with temporary_settings({PREFECT_API_URL: found.api} if found else {}):
        try:
            with get_client(sync_client=True) as client:
                yield client
        except PrefectHTTPStatusError as error:
            raise ConfigurationError(f"the Prefect server refuses: {_said(error)}") from error
        except httpx.TransportError as error:
            raise ConfigurationError("the Prefect server does not answer") from error


def _said(error: PrefectHTTPStatusError) -> str:
    """Return what the server says of a request, in one line."""
    if error.response.status_code == httpx.codes.UNAUTHORIZED:
        return "it wants a login, PREFECT_API_AUTH_STRING"
    try:
        detail = error.response.json()["detail"]
    except (ValueError, KeyError, TypeError):
        detail = error.response.reason_phrase
    return " ".join(str(detail).split())[:500]
