"""Where `copytaster` begins: Ctrl-C is heeded before anything that takes time is imported."""

import os
import signal
from contextlib import suppress
from types import FrameType

ENDINGS = {signal.SIGINT: (b"interrupted\n", 130), signal.SIGTERM: (b"terminated\n", 143)}
"""What is said then, and the exit code: nothing was begun, so there is nothing to unwind."""


def main() -> None:
    """Run `copytaster`."""
    for number in ENDINGS:
        signal.signal(number, _end)
    from flows.cli import main as run

    run()  # which heeds signals in its own way


def _end(number: int, frame: FrameType | None) -> None:
    said, code = ENDINGS[signal.Signals(number)]
    with suppress(OSError):  # nobody may be left to tell
        os.write(2, said)
    os._exit(code)
