"""A process of its own that changes a store, or exports it, and is killed at a moment: `python tests/faults/killed.py`.

The moments are its words to the server, before each is sent and after each is answered, and the points between them
that have a hook. At the moment asked for it ends as by `kill -9`; without one it prints which was the last that wrote.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from pymongo import monitoring

from schemas.run import RunKind
from tasks.load.collections import NAMES
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Export
from tasks.load.mongo import connect
from tests.faults.again import NEW, promoted, read_anew

WRITES = ("insert", "update", "delete")


class Clock(monitoring.CommandListener):
    """Counts the moments once it is set, and ends the process at one of them."""

    def __init__(self, moment: int) -> None:
        self.moment = moment
        self.passed: int | None = None
        self.written = 0

    def pass_(self, _: object = None) -> None:
        """Let a moment pass."""
        if self.passed is not None:
            self.passed += 1
            if self.passed == self.moment:
                os.kill(os.getpid(), signal.SIGKILL)

    succeeded = failed = pass_

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Let a moment pass, and note it where something is written: after the last of these nothing is half done."""
        if event.command.get(event.command_name) in NAMES and event.command_name in WRITES:
            self.written = (self.passed or 0) + 1
        self.pass_()


def main(action: str, uri: str, moment: int, folder: Path) -> None:
    """Do it."""
    clock = Clock(moment)
    monitoring.register(clock)
    mongo = connect(uri)
    if action == "migrate":
        clock.passed = 0
        MongoStore(mongo)
    else:
        store = MongoStore(mongo, clock.pass_, NEW)
        clock.passed = 0
        ACTIONS[action](store, folder)
    print(clock.written or clock.passed)


def export(store: MongoStore, folder: Path) -> None:
    """Write the whole store into a folder."""
    store.export(Export(folder, full=True))


def reprocess(store: MongoStore, _: Path) -> None:
    """Read all that is stored anew."""
    store.open_run("again", {}, {}, kind=RunKind.REPROCESS)
    read_anew(store)


def promote(store: MongoStore, _: Path) -> None:
    """Do what the plan says."""
    store.open_run("run", {}, {}, kind=RunKind.PROMOTE)
    promoted(store)


ACTIONS: dict[str, Callable[[MongoStore, Path], None]] = {"export": export, "reprocess": reprocess, "promote": promote}

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
