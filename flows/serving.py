"""Serving the flow: people start it from the Prefect UI, and a schedule starts it for them."""

import os
from collections.abc import Sequence

from flows.ingest import ingest
from flows.printing import print_text
from flows.server import prefect_with_ui
from flows.settings import settings

DAILY = "0 5 * * *"


def serve(paths: Sequence[str] = (), source: str = "default", cron: str = DAILY) -> None:
    """Serve the deployment `ingest/ingest` until interrupted, on the Prefect server configured or one of our own.

    With paths it has a schedule that ingests them; without, it runs when it is started.

    Raises:
        ConfigurationError: no Prefect server can be reached or started.
    """
    now = settings()
    parameters = {"paths": [os.path.abspath(path) for path in paths], "source": source} if paths else {"source": source}
    with prefect_with_ui(now.log_dir / "prefect-server.log") as url:
        print_text(f"Prefect: {url} · start runs there, or: prefect deployment run ingest/ingest")
        print_text(f"schedule: {cron} (UTC), {', '.join(paths)}" if paths else "no schedule: no paths were given")
        ingest.serve(
            name="ingest",
            cron=cron if paths else None,
            parameters=parameters,
            tags=["copytaster", "ingest"],
            pause_on_shutdown=False,  # else the next start finds its schedule paused
            print_starting_message=False,
        )
