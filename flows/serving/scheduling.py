"""Named schedules of the deployment `ingest`: Prefect keeps them, so they outlive whoever made them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import DeploymentSchedule, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.exceptions import ObjectNotFound
from prefect.utilities.schema_tools.validation import validate
from pydantic import ValidationError

from flows.forms import IngestForm
from flows.serving.reaching import reached
from schemas.errors import ConfigurationError

DEPLOYMENT = "ingest/ingest"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
EVERY = re.compile(r"(\d{1,6})([mhdw])")
"""An interval as people write it: 15m, 6h, 1d, 2w."""
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

When = CronSchedule | IntervalSchedule


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A schedule as people look at it."""

    name: str
    when: str
    timezone: str
    active: bool
    next: datetime | None
    paths: tuple[str, ...]
    source: str


def when(cron: str | None, every: str | None, timezone: str) -> When:
    """Return the schedule that is written so.

    Raises:
        ConfigurationError: it is none, it is two, or the zone is unknown.
    """
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigurationError(f"{timezone!r} is no time zone: one is written Europe/Vienna") from None
    if (cron is None) == (every is None):
        raise ConfigurationError("a schedule is either --cron or --every")
    if cron is None:
        return _interval(every or "", timezone)
    try:
        return CronSchedule(cron=cron, timezone=timezone)
    except ValidationError:
        raise ConfigurationError(f"{cron!r} is no schedule: five fields, as in '0 5 * * *'") from None


def _interval(every: str, timezone: str) -> IntervalSchedule:
    match = EVERY.fullmatch(every.strip())
    if match is None or not int(match[1]):
        raise ConfigurationError(f"{every!r} is no interval: one is written 15m, 6h, 1d or 2w")
    return IntervalSchedule(interval=int(match[1]) * UNITS[match[2]], timezone=timezone)


def put(name: str, schedule: When, form: IngestForm) -> None:
    """Make a schedule, or change the one of this name; a paused one stays paused.

    Raises:
        ConfigurationError: the name is none, or the form refuses what is to be read.
    """
    if not NAME.fullmatch(name):
        raise ConfigurationError(f"{name!r} is no name: small letters, digits and single hyphens")
    captures: dict[str, Any] = {"captures": form.model_dump(mode="json", exclude_unset=True)}
    with reached() as client:
        deployment = _deployment(client)
        _expect_allowed(captures, deployment)
        known = _named(deployment, name)
        if known is None:
            new = DeploymentScheduleCreate(schedule=schedule, active=True, parameters=captures, slug=name)
            client.create_deployment_schedules(deployment.id, [new])
        else:
            client.update_deployment_schedule(deployment.id, known.id, schedule=schedule, parameters=captures)


def switch(name: str, active: bool) -> None:
    """Pause or resume a schedule; it stays so over restarts."""
    with reached() as client:
        deployment = _deployment(client)
        found = _expected(deployment, name)
        # With what it reads: where that is left out Prefect's server takes it to be nothing.
        client.update_deployment_schedule(deployment.id, found.id, active=active, parameters=found.parameters)


def remove(name: str) -> None:
    """Remove a schedule and the runs it has planned."""
    with reached() as client:
        deployment = _deployment(client)
        client.delete_deployment_schedule(deployment.id, _expected(deployment, name).id)


def listed() -> list[Scheduled]:
    """Return the schedules by name, each with its next run."""
    with reached() as client:
        deployment = _deployment(client)
        coming = _coming(client, deployment)
        return sorted((_shown(each, deployment, coming) for each in deployment.schedules), key=lambda one: one.name)


def _deployment(client: SyncPrefectClient) -> DeploymentResponse:
    try:
        return client.read_deployment_by_name(DEPLOYMENT)
    except ObjectNotFound as error:
        raise ConfigurationError("the server has no deployment ingest/ingest: copytaster up or deploy") from error


def _expect_allowed(parameters: dict[str, Any], deployment: DeploymentResponse) -> None:
    """Hold parameters to the deployment's form; Prefect's server would do so only once the schedule's runs are due."""
    errors = validate(parameters, deployment.parameter_openapi_schema or {})
    if errors:
        raise ConfigurationError(f"the form of {DEPLOYMENT} refuses it: {'; '.join(each.message for each in errors)}")


def _named(deployment: DeploymentResponse, name: str) -> DeploymentSchedule | None:
    return next((each for each in deployment.schedules if each.slug == name), None)


def _expected(deployment: DeploymentResponse, name: str) -> DeploymentSchedule:
    found = _named(deployment, name)
    if found is None:
        names = ", ".join(sorted(each.slug for each in deployment.schedules if each.slug)) or "none"
        raise ConfigurationError(f"no schedule is named {name!r}; there are: {names}")
    return found


def _coming(client: SyncPrefectClient, deployment: DeploymentResponse) -> dict[str, datetime]:
    """Return when each schedule runs next, by the schedule's id."""
    runs = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=[deployment.id]),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        ),
        limit=200,
    )
    coming: dict[str, datetime] = {}
    now = datetime.now(UTC)
    for run in runs:
        due = run.next_scheduled_start_time
        if run.created_by is not None and due is not None and due > now:
            key = str(run.created_by.id)
            coming[key] = min(coming.get(key, due), due)
    return coming


def _shown(each: DeploymentSchedule, deployment: DeploymentResponse, coming: dict[str, datetime]) -> Scheduled:
    captures = each.parameters.get("captures") or (deployment.parameters or {}).get("captures") or {}
    paths: Sequence[str] = captures.get("paths") or ()
    return Scheduled(
        name=each.slug or str(each.id),
        when=_spelled(each.schedule),
        timezone=getattr(each.schedule, "timezone", None) or "UTC",
        active=each.active,
        next=coming.get(str(each.id)) if each.active else None,
        paths=tuple(paths),
        source=captures.get("source") or "default",
    )


def _spelled(schedule: object) -> str:
    if isinstance(schedule, CronSchedule):
        return schedule.cron
    if isinstance(schedule, IntervalSchedule):
        for letter, unit in reversed(UNITS.items()):
            if not schedule.interval % unit:
                return f"every {schedule.interval // unit}{letter}"
        return f"every {schedule.interval.total_seconds():g}s"
    return str(getattr(schedule, "rrule", schedule))
