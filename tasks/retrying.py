"""When a task is worth trying again, and how often."""

from typing import Any

from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from schemas.errors import TransientError


def only_transient(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Return whether a failed task run failed because the world was busy: anything else fails the same way again."""
    try:
        state.result()
    except TransientError:
        return True
    except BaseException:  # noqa: BLE001  whatever else it was, the flow will see it; here it only means no
        return False
    return False


RETRIES: dict[str, Any] = {
    "retries": 4,
    "retry_delay_seconds": exponential_backoff(2),
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": only_transient,
}
"""How a task that talks to the store is decorated: it tries again while the store is busy, each time later."""
