"""What Prefect does by itself: a run that falls silent is crashed."""

from datetime import timedelta

from prefect.automations import AutomationCore, ChangeFlowRunState, EventTrigger, Posture
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.schemas.events import ResourceSpecification

from flows.settings import HEARTBEAT_SECONDS

TAG = "copytaster"
"""Every deployment of ours has it, and so has every run of one."""
ZOMBIES = "copytaster: a run that falls silent has crashed"


def crash_silent_runs() -> AutomationCore:
    """Return the automation that ends, in Prefect, a run of ours of which two heartbeats were missed.

    Its process, its worker or its machine is gone. The store has its own way: the next start closes the dead run.
    """
    return AutomationCore(
        name=ZOMBIES,
        description="Made by copytaster. A run whose process is gone would stay Running for ever.",
        enabled=True,
        trigger=EventTrigger(
            match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
            match_related=ResourceSpecification(
                {"prefect.resource.role": "tag", "prefect.resource.id": f"prefect.tag.{TAG}"}
            ),
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=2 * HEARTBEAT_SECONDS),
        ),
        actions=[
            ChangeFlowRunState(
                name="Crashed",
                state=StateType.CRASHED,
                force=False,  # a heartbeat may arrive after the run's end: one that has ended stays as it ended
                message="no heartbeat for a minute: its process is gone. Start the run again: it goes on.",
            )
        ],
    )


def ensure(client: SyncPrefectClient) -> None:
    """Put our automation on the server, once; one that is there stays as people have it."""
    if not client.read_automations_by_name(ZOMBIES):
        client.create_automation(crash_silent_runs())
