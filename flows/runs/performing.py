"""Two ways to run a stage: as the plain function it is, or as a Prefect task."""

from typing import Any, Protocol

from prefect import Task
from prefect.exceptions import TerminationSignal
from prefect.utilities.annotations import quote

from flows.exiting import INTERRUPTIONS, interruption


class Perform(Protocol):
    """A way to run a stage's task over a batch."""

    def __call__(self, task: Task[..., Any], number: int, *arguments: Any) -> Any:
        """Return what the task returns: the units of the batch."""


def plainly(task: Task[..., Any], number: int, *arguments: Any) -> Any:
    """Run a stage as the plain function it is."""
    return task.fn(number, *arguments)


def by_prefect(task: Task[..., Any], number: int, *arguments: Any) -> Any:
    """Run a stage as a Prefect task, quoted: walking 1,000 documents would cost Prefect 5 s.

    A signal between two steps of Prefect's own ends in an error of Prefect's; the run must still end as interrupted.
    """
    try:
        return task(number, *(quote(argument) for argument in arguments))
    except Exception as error:
        if interrupted := interruption(error, (*INTERRUPTIONS, TerminationSignal)):
            raise interrupted from None
        raise
