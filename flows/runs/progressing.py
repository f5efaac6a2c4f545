"""A progress artifact that moves while a run goes on."""

from time import monotonic
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from schemas.wording import counted

EVERY_SECONDS = 1.0
"""Between two movements: the server has other things to do."""


class ProgressArtifact:
    """How far a run has come, by units done; one whose total is unknown stays where it is until the end."""

    def __init__(self, key: str, total: int) -> None:
        """Show it at 0."""
        self._total, self._done, self._moved = total, 0, monotonic()
        made = create_progress_artifact(0.0, key=key, description=self._said())
        assert isinstance(made, UUID)  # noqa: S101  a flow that is no coroutine gets the artifact itself
        self._artifact = made

    def advance(self, units: int) -> None:
        """Add units that are done."""
        self._done += units
        if monotonic() - self._moved >= EVERY_SECONDS:
            self._move(min(99.0, 100 * self._done / max(self._total, self._done, 1)))

    def finish(self) -> None:
        """Show it at 100."""
        self._move(100.0)

    def _move(self, percent: float) -> None:
        update_progress_artifact(self._artifact, percent, description=self._said())
        self._moved = monotonic()

    def _said(self) -> str:
        return f"{self._done:,} of about {counted(max(self._total, self._done), 'unit')}"
