"""Protects the documented automation: a run with too many quarantined units calls a webhook on loopback."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.slow.conftest import Up, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()


@pytest.fixture
def desk() -> Iterator[tuple[int, list[str]]]:
    """Somebody who listens on loopback, and what he was told."""
    told: list[str] = []

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Desk)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1], told
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_lands_is_ingested_and_the_desk_is_told_of_a_bad_run(
    up: Up, tmp_path: Path, desk: tuple[int, list[str]]
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    up.start("--watch", str(inbox))
    (example,) = re.findall(r"```python\n(from prefect\.automations import .*?)```", GUIDE, re.DOTALL)
    code = example.replace(":4299/", f":{desk[0]}/")
    assert code != example
    subprocess.run([sys.executable, "-c", code], env={**up.env, "PREFECT_API_URL": up.api}, check=True, timeout=300)
    (inbox / "empty.txt").write_text("")
    until(lambda: any("quarantined-many" in each for each in desk[1]), 300, "the desk was told")
    runs = up.ask("/flow_runs/filter", {})
    landed = next(each for each in runs if "landed" in each["tags"])
    assert json.dumps(landed["parameters"]["captures"]["paths"]) == json.dumps([str(inbox / "empty.txt")])
    assert landed["state_name"] == "Completed with quarantined units"
