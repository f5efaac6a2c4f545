"""How the command ends: one clear line and one of DESIGN's exit codes, whatever happened."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from enum import IntEnum
from types import FrameType
from typing import TextIO

from flows.printing import say
from schemas.errors import IngestError, StoreUnavailable, TransientError


class ExitCode(IntEnum):
    """What the command's exit code says."""

    CLEAN = 0
    USAGE = 1  # usage or configuration, and a defect of ours
    QUARANTINED = 2
    UNBALANCED = 3
    UNAVAILABLE = 4
    BUDGET = 5
    INTERRUPTED = 130
    TERMINATED = 143


class Terminated(BaseException):
    """SIGTERM: unwind as at Ctrl-C, and end with 143."""


def guarded(command: Callable[[], int]) -> int:
    """Run the command and return its exit code; an error becomes one line on standard error."""
    try:
        return command()
    except KeyboardInterrupt:
        say("interrupted; the same command goes on where this one stopped")
        return ExitCode.INTERRUPTED
    except Terminated:
        say("terminated; the same command goes on where this one stopped")
        return ExitCode.TERMINATED
    except BrokenPipeError:  # whoever read us has had enough: | head
        return ExitCode.CLEAN
    except IngestError as error:
        say(f"error: {error}")
        return code_of(error)
    except Exception as error:  # noqa: BLE001  the command's edge: a person gets a line, the log the traceback
        return _defect(error)


def code_of(error: IngestError) -> ExitCode:
    """Return the exit code an error of our tree ends with."""
    return ExitCode.UNAVAILABLE if isinstance(error, (StoreUnavailable, TransientError)) else ExitCode.USAGE


def _defect(error: Exception) -> int:
    logging.getLogger("copytaster").error("the command failed", exc_info=error)
    say(f"error: a defect of copytaster, {type(error).__name__}; COPYTASTER_LOG_LEVEL=DEBUG shows where")
    return ExitCode.USAGE


def heed_signals() -> None:
    """Let the first Ctrl-C or SIGTERM unwind the command and a second one end it at once."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _terminate)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _next_time_at_once()
    raise KeyboardInterrupt


def _terminate(number: int, frame: FrameType | None) -> None:
    _next_time_at_once()
    raise Terminated


def _next_time_at_once() -> None:
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(ExitCode.INTERRUPTED))
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(ExitCode.TERMINATED))


def mend_streams() -> None:
    """Give a command started without standard streams somewhere to write, and let no name break the terminal."""
    while os.open(os.devnull, os.O_RDWR) <= 2:  # a closed 0, 1 or 2 would be the next file we open
        continue
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def flush_streams() -> None:
    """Write what is buffered; a reader who is gone must not make the interpreter complain at the very end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
