"""What a server, or pymongo, refuses, as an error of our tree; its cause is kept, and it never holds the address.

`shown` is how an error calls the store: its hosts, without what an address may hold besides, a password.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    DocumentTooLarge,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WTimeoutError,
)

from schemas.errors import Ambiguous, ConfigurationError, IngestError, PermanentError, StoreUnavailable, TransientError

DUPLICATE_KEY = 11000
REJECTED = (121, 10334, 17420)
"""Codes of a document at fault: against the validator, or over the size limit."""
REFUSED = {13, 18, 8000}
"""Codes of a refused login or a missing right."""
FULL = {14031}
FULL_WORDS = ("disk is full", "readonly database", "disk i/o error", "unable to open database")
"""What the embedded server says of its disk; it has no codes for it."""


def several(start: str, ids: Sequence[str]) -> Ambiguous:
    """Return what to raise where an id is asked for by its start, and more than one starts so."""
    return Ambiguous(f"more than one id starts with {start!r}, as {ids[0]} and {ids[1]} do: give more of it")


@contextmanager
def translated(shown: str) -> Iterator[None]:
    """Turn pymongo's errors into ours, the cause kept."""
    try:
        yield
    except ServerSelectionTimeoutError as error:
        raise StoreUnavailable(f"the store at {shown} does not answer") from error
    except (ConnectionFailure, ExecutionTimeout, WTimeoutError) as error:
        raise TransientError(f"the store at {shown} is busy or went away: {type(error).__name__}") from error
    except DocumentTooLarge as error:
        raise PermanentError(f"a document is over what the store at {shown} takes") from error
    except OperationFailure as error:
        if error.has_error_label("RetryableWriteError"):
            raise TransientError(f"the store at {shown} is busy (code {error.code})") from error
        raise _refusal(error.code, str((error.details or {}).get("errmsg", "")), shown) from error
    except PyMongoError as error:
        raise PermanentError(f"the store at {shown} fails: {type(error).__name__}") from error
    except UnicodeEncodeError:  # what is stored was tried before: this is what somebody asks for
        raise ConfigurationError("what is asked for is not valid UTF-8: nothing stored can have it") from None
    except KeyError as error:
        # The embedded server knows no login: pymongo meets an answer without the field it expects.
        if error.args == ("payload",):
            raise ConfigurationError(f"the store at {shown} knows no login: leave out the user") from None
        raise


def failures(error: BulkWriteError, shown: str) -> dict[int, int]:
    """Return the code of each document of a bulk that was not written; what is not its own fault is an error."""
    if error.details.get("writeConcernErrors"):
        raise TransientError(f"the store at {shown} did not confirm a write") from error
    failed = {each["index"]: each for each in error.details.get("writeErrors", [])}
    for each in failed.values():
        if each.get("code") not in (DUPLICATE_KEY, *REJECTED):
            raise _refusal(each.get("code"), str(each.get("errmsg", "")), shown) from error
    return {index: each["code"] for index, each in failed.items()}


def _refusal(code: int | None, said: str, shown: str) -> IngestError:
    if code in REFUSED:
        return ConfigurationError(f"the store at {shown} refuses the login, or lacks a right (code {code})")
    if code in FULL or any(words in said.lower() for words in FULL_WORDS):
        return StoreUnavailable(f"the store at {shown} cannot write to its disk: {said[:200]}")
    return PermanentError(f"the store at {shown} refuses an operation (code {code}): {said[:200]}")
