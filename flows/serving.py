"""Serving the flow: people start it from the Prefect UI, and a schedule starts it for them."""

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from prefect.client.schemas.schedules import CronSchedule
from pydantic import ValidationError

from flows.ingest import ingest
from flows.printing import print_text
from flows.server import attended, prefect_with_ui
from flows.settings import settings
from flows.spelling import sendable
from schemas.errors import ConfigurationError

DAILY = "0 5 * * *"


def serve(paths: Sequence[str] = (), source: str = "default", cron: str = DAILY) -> None:
    """Serve the deployment `ingest/ingest` until interrupted, on the Prefect server configured or one of our own.

    With paths it has a schedule that ingests them; without, it runs when it is started.

    Raises:
        ConfigurationError: the schedule is none, or no Prefect server can be reached or started, or it goes away.
    """
    _expect_schedule(cron)
    now = settings()
    asked = {"paths": [sendable(os.path.abspath(path)) for path in paths]} if paths else {}
    log = now.log_dir / "prefect-server.log"
    with prefect_with_ui(log) as url:
        print_text(f"Prefect: {url} · start runs there, or: prefect deployment run ingest/ingest")
        print_text(f"schedule: {cron} (UTC), {', '.join(paths)}" if paths else "no schedule: no paths were given")
        with attended(f"{url}/api"), _quiet(log):
            ingest.serve(
                name="ingest",
                cron=cron if paths else None,
                parameters={**asked, "source": source},
                tags=["copytaster", "ingest"],
                pause_on_shutdown=False,  # else the next start finds its schedule paused
                print_starting_message=False,
            )


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Put into the log what Prefect prints, and say nothing of what is left of its loops, when it loses its server."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="coroutine .* was never awaited", category=RuntimeWarning)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file, redirect_stdout(file):
        yield


def _expect_schedule(cron: str) -> None:
    try:
        CronSchedule(cron=cron)
    except ValidationError:
        raise ConfigurationError(f"{cron!r} is no schedule: five fields, as in {DAILY!r}") from None
