"""A stage run by Prefect: what a signal becomes between two of Prefect's own steps."""

from typing import Any

import pytest
from prefect import Task

from flows.exiting import Terminated
from flows.runs.performing import by_prefect


class Unset(Task[Any, Any]):
    """A task that Prefect has not begun yet when the signal comes: it answers with an error of its own."""

    def __init__(self, signal: type[BaseException]) -> None:
        super().__init__(lambda: None)
        self.signal = signal

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        try:
            raise self.signal
        finally:
            raise ValueError("Task run is not set")


@pytest.mark.parametrize("signal", [KeyboardInterrupt, Terminated])
def test_a_signal_before_a_task_has_begun_is_no_failure(signal: type[BaseException]) -> None:
    with pytest.raises(signal):
        by_prefect(Unset(signal), 1)


def test_an_error_without_a_signal_stays_what_it_is() -> None:
    with pytest.raises(ValueError, match="not set"):
        by_prefect(Unset(OSError), 1)
