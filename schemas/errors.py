"""The error tree, named by who must act on an error."""

from typing import ClassVar


class IngestError(Exception):
    """Any error this program raises on purpose."""


class TransientError(IngestError):
    """The world is busy: try again later."""


class PermanentError(IngestError):
    """We are wrong, or wrongly set up: stop the run and say so."""


class ConfigurationError(PermanentError):
    """The call, a setting or a credential is wrong (exit code 1)."""


class Ambiguous(ConfigurationError):
    """An id is asked for by its start, and more than one starts so (exit code 1)."""


class StoreUnavailable(PermanentError):
    """The store, or the disk beneath it, cannot be used (exit code 4)."""


class AlreadyRunning(PermanentError):
    """Another run holds the lease on this source (exit code 1)."""


class BudgetExceeded(PermanentError):
    """More units were quarantined than the run may have (exit code 5)."""


class Unbalanced(PermanentError):
    """A run's receipt does not account for every unit it has seen (exit code 3)."""


class BadInput(IngestError):
    """This one capture cannot become an article: quarantine it and go on."""

    reason: ClassVar[str] = "bad-input"
    """A stable slug, counted in receipts and documented for users."""
    site: str | None = None
    """The site the page names as its own, where it could be read so far."""


class EmptyCapture(BadInput):
    """Nothing but white space, or nothing at all."""

    reason = "empty"


class TooLarge(BadInput):
    """The capture is over the size limit."""

    reason = "too-large"


class NotText(BadInput):
    """The bytes are neither text nor HTML."""

    reason = "not-text"


class UnknownEncoding(BadInput):
    """No encoding turns these bytes into plausible text."""

    reason = "unknown-encoding"


class PermissionDenied(BadInput):
    """The file may not be read."""

    reason = "permission-denied"


class ReadFailed(BadInput):
    """The file system failed while the file was read."""

    reason = "read-failed"


class ChangedWhileRead(BadInput):
    """The file changed while it was read, more than once."""

    reason = "changed-while-read"


class TooDeep(BadInput):
    """The markup is nested too deeply to be read without loss."""

    reason = "too-deep"


class NoArticleText(BadInput):
    """The page holds no article text."""

    reason = "no-article-text"


class NoArticle(BadInput):
    """The page is a listing, a form, a login or consent wall, an error page."""

    reason = "not-an-article"


class TimedOut(BadInput):
    """The page took longer than one page may."""

    reason = "timed-out"


class OutOfMemory(BadInput):
    """The page needed more memory than one page may."""

    reason = "out-of-memory"


class WorkerDied(BadInput):
    """The worker process died on this page, twice."""

    reason = "worker-died"


class InternalError(BadInput):
    """A defect of ours, met on this page; the traceback is in the run's log."""

    reason = "internal-error"


class TooBigToStore(BadInput):
    """The record is over what one document may hold."""

    reason = "too-big-to-store"


class NotStorable(BadInput):
    """The record holds a value that no document can hold."""

    reason = "not-storable"


def reasons() -> frozenset[str]:
    """Return the reason of every kind of refusal."""
    return frozenset(kind.reason for kind in BadInput.__subclasses__())
