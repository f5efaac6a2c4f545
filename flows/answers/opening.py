"""The store a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import choose_store, settings
from tasks.load.connecting import open_store
from tasks.load.store import Store


@contextmanager
def opened(address: str | None) -> Iterator[Store]:
    """Open the store named on the command line, or else the one the settings name.

    Raises:
        ConfigurationError: the address or a credential is wrong.
        StoreUnavailable: it does not answer, or its folder cannot be used.
    """
    choose_store(address)
    now = settings()
    with open_store(now.address, now.data_dir) as store:
        yield store
