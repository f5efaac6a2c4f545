"""The embedded server's own process: `python -m tasks.load.serving DIRECTORY PORT`.

The process itself takes the lock on the data and writes down where it listens. So two servers never share one
directory, and a starter that is killed leaves nothing behind that the next one does not understand.
"""

import json
import os
import sys
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

HOST = "127.0.0.1"
STATE = "server.json"
LOCK = "server.lock"
LOG = "server.log"
LOG_BYTES = 5_000_000
"""A longer log is begun anew at the next start."""
HELD = 3
"""The exit code when another server holds the directory."""


def main(directory: Path, port: int) -> int:
    """Serve a directory until told to stop."""
    lock = FileLock(directory / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return HELD
    _write_state(directory, port)
    pid_file = directory / "server.pid"
    pid_file.unlink(missing_ok=True)  # ours is the lock: a server that was killed may still be there as a zombie
    log = directory / LOG
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.unlink()
    from nx_27017.nx_27017 import main as serve

    data = ["--data-dir", str(directory / "data"), "--host", HOST, "-p", str(port)]
    sys.argv = ["nx-27017", *data, "--log-file", str(log), "--pid-file", str(pid_file)]
    serve()
    return 0


def _write_state(directory: Path, port: int) -> None:
    state = {"pid": os.getpid(), "started": psutil.Process().create_time(), "port": port}
    new = directory / f"{STATE}.{os.getpid()}"
    new.write_text(json.dumps(state))
    new.replace(directory / STATE)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
