"""kill -9 at random moments of an ingest, each followed by a rerun: is the store that of an undisturbed run?

    python -m benchmarks.killing [KILLS] [CAPTURES] [--cli]

With --cli the `copytaster ingest` command is killed, Prefect and all; without it the same run without Prefect, which
starts quicker. Prints a line a kill and the sum; exits 1 if any store differs or any check of the ledger fails.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.captures import write_captures
from tasks.load.connecting import open_store
from tasks.load.embedded import stop

SEED = 20261123


def command(folder: Path, data: Path, cli: bool) -> list[str]:
    """Return the command that ingests a folder."""
    if cli:
        return [str(Path(sys.executable).with_name("copytaster")), "ingest", str(folder), "--workers", "2"]
    return [sys.executable, "-m", "benchmarks.plain_ingest", str(folder), str(data), "2"]


def ingest(folder: Path, data: Path, cli: bool, kill_after: float | None = None) -> float:
    """Run an ingest, killed after so many seconds if it lasts that long; return the seconds it took."""
    start = time.monotonic()
    environment = {**os.environ, "COPYTASTER_DATA_DIR": str(data)}
    with (data.parent / "output.txt").open("ab") as out:
        process = subprocess.Popen(command(folder, data, cli), env=environment, stdout=out, stderr=out)
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    return time.monotonic() - start


def state(data: Path) -> tuple[str, list[str], bool]:
    """Return the store's hash, the runs' statuses (newest first) and whether the last run verifies."""
    with open_store(None, data) as store:
        statuses = [receipt.status.value for receipt in store.runs()]
        return store.store_hash(), statuses, store.verify(every_raw=True).ok


def main(kills: int, captures: int, cli: bool) -> int:
    """Kill, rerun, compare; return the exit code."""
    chance = random.Random(SEED)
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder, undisturbed = Path(scratch, "captures"), Path(scratch, "undisturbed")
        write_captures(folder, captures)
        undisturbed.mkdir()
        lasted = ingest(folder, undisturbed, cli)
        wanted, *_ = state(undisturbed)
        stop(undisturbed)
        for number in range(1, kills + 1):
            data = Path(scratch, f"killed-{number}")
            data.mkdir()
            moment = chance.uniform(0.0, lasted)
            ingest(folder, data, cli, moment)
            ingest(folder, data, cli)
            found, statuses, verified = state(data)
            stop(data)
            closed = "running" not in statuses
            fine = found == wanted and verified and closed
            wrong += not fine
            facts = {"kill": number, "after": round(moment, 2), "runs": statuses, "equal": found == wanted}
            print(json.dumps(facts | {"verified": verified}), flush=True)
    print(f"{kills - wrong} of {kills} stores as after an undisturbed run of {captures} captures")
    return 1 if wrong else 0


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    sys.exit(main(*(numbers + [30, 500][len(numbers) :]), cli="--cli" in sys.argv))
