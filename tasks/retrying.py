"""When a task is worth trying again."""

from typing import Any

from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

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
