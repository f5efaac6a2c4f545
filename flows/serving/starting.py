"""Starting a run of the deployment `ingest`, held by the server to the same form as one started in the UI."""

from collections.abc import Mapping, Sequence
from typing import Any

from prefect.exceptions import ObjectNotFound

from flows.serving.reaching import reached
from flows.serving.scheduling import DEPLOYMENT
from schemas.errors import ConfigurationError


def start_ingest(captures: Mapping[str, Any], tags: Sequence[str] = ()) -> str:
    """Start an ingest and return its flow run's id.

    Raises:
        ConfigurationError: there is no server or no deployment, or the form refuses what is asked.
    """
    with reached() as client:
        try:
            deployment = client.read_deployment_by_name(DEPLOYMENT)
        except ObjectNotFound as error:
            raise ConfigurationError(f"the Prefect server has no deployment {DEPLOYMENT}") from error
        run = client.create_flow_run_from_deployment(
            deployment.id, parameters={"captures": dict(captures)}, tags=list(tags)
        )
        return str(run.id)
