"""How the command ends: one clear line and one of the documented exit codes, whatever happened."""

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from enum import IntEnum
from types import FrameType
from typing import TextIO

from flows.printing import say
from schemas.errors import BudgetExceeded, IngestError, StoreUnavailable, TransientError, Unbalanced


class ExitCode(IntEnum):
    """What the command's exit code says."""

    CLEAN = 0
    USAGE = 1  # usage or configuration; a defect of ours, too
    QUARANTINED = 2
    UNBALANCED = 3
    UNAVAILABLE = 4
    BUDGET = 5
    INTERRUPTED = 130
    READER_GONE = 141
    TERMINATED = 143


class Terminated(BaseException):
    """SIGTERM: unwind as at Ctrl-C, and end with 143."""


INTERRUPTIONS = (KeyboardInterrupt, Terminated)


def interruption(error: BaseException, kinds: tuple[type[BaseException], ...] = INTERRUPTIONS) -> BaseException | None:
    """Return the interruption an error came of, if any: a library may answer one with an error of its own."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, kinds):
        cause = cause.__context__
    return cause


def guarded(command: Callable[[], int]) -> int:
    """Run the command and return its exit code; an error becomes one line on standard error."""
    try:
        return _uncovered(command)
    except KeyboardInterrupt:
        say("interrupted")
        return ExitCode.INTERRUPTED
    except Terminated:
        say("terminated")
        return ExitCode.TERMINATED
    except BrokenPipeError:  # whoever read us has had enough: | head
        return ExitCode.READER_GONE
    except SystemExit as done:  # rich ends the program so when it prints a help nobody reads
        if not isinstance(done.__context__, BrokenPipeError):
            raise
        return ExitCode.READER_GONE
    except IngestError as error:
        say(f"error: {error}")
        return code_of(error)
    except OSError as error:  # our own disk or streams: what is wrong with a capture is an outcome
        say(f"error: {error.strerror or type(error).__name__}{f': {error.filename}' if error.filename else ''}")
        return ExitCode.UNAVAILABLE
    except Exception as error:  # noqa: BLE001  the command's edge: a person gets a line, the file the traceback
        say(f"error: a defect of copytaster ({type(error).__name__}); what happened is in {_kept(error)}")
        return ExitCode.USAGE


def _uncovered(command: Callable[[], int]) -> int:
    try:
        return command()
    except Exception as error:
        if interrupted := interruption(error):
            raise interrupted from None
        raise


def code_of(error: IngestError) -> ExitCode:
    """Return the exit code an error of our tree ends with."""
    if isinstance(error, BudgetExceeded):
        return ExitCode.BUDGET
    if isinstance(error, Unbalanced):
        return ExitCode.UNBALANCED
    return ExitCode.UNAVAILABLE if isinstance(error, (StoreUnavailable, TransientError)) else ExitCode.USAGE


def _kept(error: Exception) -> str:
    """Write the traceback to a file of the user's own and return its path."""
    try:
        descriptor, path = tempfile.mkstemp(prefix="copytaster-defect-", suffix=".log")
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return "no file: the temporary folder cannot be written"
    return path


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
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:  # a closed 0, 1 or 2 would be the next file we open
        continue
    os.close(descriptor)
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
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
