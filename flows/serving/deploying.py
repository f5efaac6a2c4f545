"""The deployments of `prefect.yaml`, put on a Prefect server: for a worker of a pool, or to be served by `up`."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.schedules import Schedule
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.callables import ParameterSchema, parameter_schema
from prefect.workers.process import ProcessWorker
from pydantic import BaseModel, Field

from flows.runs import automations
from flows.serving.reaching import reached
from flows.settings import VERSION, settings
from schemas.errors import ConfigurationError

DEFINITION = Path(__file__).resolve().parents[2] / "prefect.yaml"
"""The one place where a deployment is defined."""


class Planned(BaseModel, frozen=True, extra="forbid"):
    """A schedule as it stands in the definition, in the words of Prefect."""

    slug: str
    cron: str | None = None
    interval: float | None = None
    timezone: str = "UTC"

    def schedule(self, active: bool) -> Schedule:
        """Return the schedule itself."""
        every = None if self.interval is None else timedelta(seconds=self.interval)
        return Schedule(interval=every, cron=self.cron, timezone=self.timezone, slug=self.slug, active=active)


class Closed(ParameterSchema):
    """The schema of a flow's parameters; the server refuses what it does not name."""

    additionalProperties: bool  # noqa: N815  JSON Schema's word


class Pool(BaseModel, frozen=True, extra="forbid"):
    """Whose workers run it where it is not served."""

    name: str


class Defined(BaseModel, frozen=True, extra="forbid"):
    """A deployment as it stands in the definition."""

    name: str
    entrypoint: str
    tags: list[str] = Field(default_factory=list)
    parameters: dict[str, Any] = Field(default_factory=dict)
    schedules: list[Planned] = Field(default_factory=list)
    work_pool: Pool

    @property
    def module_path(self) -> str:
        """Return the flow's place as an import knows it: it is found whatever the current folder."""
        return self.entrypoint.replace("/", ".").replace(".py:", ".")


def defined(definition: Path = DEFINITION) -> list[Defined]:
    """Return the deployments that are defined.

    Raises:
        ConfigurationError: the definition is not beside the program.
    """
    try:
        written = yaml.safe_load(definition.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"the deployments' definition cannot be read: {definition}") from error
    return [Defined.model_validate(each) for each in written["deployments"]]


def deployments(pool: bool = False) -> list[RunnerDeployment]:
    """Return the deployments as they are to be put on the server; `pool` leaves them to a pool's workers.

    A new one brings its schedules. After that they are the people's: what was paused, changed or removed stays so.
    """
    with get_client(sync_client=True) as client:
        return [_deployment(client, each, pool) for each in defined()]


def deploy() -> list[str]:
    """Put the deployments, their pool and our automation on the configured server for workers; return their names.

    Raises:
        ConfigurationError: there is no server, it does not answer, or it refuses us.
    """
    with reached() as client:
        ready = deployments(pool=True)
        for pool in sorted({each.work_pool.name for each in defined()}):
            _ensure_pool(client, pool)
        for each in ready:
            each.apply()
        automations.ensure(client)
        return [each.full_name for each in ready]


def _ensure_pool(client: SyncPrefectClient, name: str) -> None:
    template = ProcessWorker.get_default_base_job_template()
    with suppress(ObjectAlreadyExists):
        client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))


def _deployment(client: SyncPrefectClient, each: Defined, pool: bool) -> RunnerDeployment:
    flow: Flow[..., Any] = load_flow_from_entrypoint(each.module_path)
    before = _existing(client, f"{flow.name}/{each.name}")
    suggested = _suggested(flow)
    active = pool or not suggested  # paths that were only suggested are read on a schedule once somebody says so
    deployment = RunnerDeployment.from_flow(
        flow,
        each.name,
        tags=each.tags,
        parameters=each.parameters or suggested,
        version=VERSION,
        paused=before.paused if before else False,
        schedules=None if before else [plan.schedule(active) for plan in each.schedules],
        work_pool_name=each.work_pool.name if pool else None,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    if not pool:
        deployment.work_pool_name = None  # said, not left out: else one that a pool had stays with the pool
    deployment._parameter_openapi_schema = shown_parameters(flow)
    return deployment


def shown_parameters(flow: Flow[..., Any]) -> ParameterSchema:
    """Return the schema of a flow's form, which takes nothing that it does not show."""
    return Closed(**parameter_schema(flow.fn).model_dump(exclude_unset=True), additionalProperties=False)


def _suggested(flow: Flow[..., Any]) -> dict[str, Any]:
    """Return what a form opens with: the sample captures where they are beside us, else the first allowed folder."""
    if "captures" not in flow.parameters.properties:
        return {}
    root = settings().allowed_roots[0]
    samples = root / "seeds"
    return {"captures": {"paths": [str(samples if samples.is_dir() else root)]}}


def _existing(client: SyncPrefectClient, name: str) -> DeploymentResponse | None:
    try:
        return client.read_deployment_by_name(name)
    except ObjectNotFound:
        return None
