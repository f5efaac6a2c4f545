"""What a run that was started from afar must outlive: whoever began it, and a Ctrl-C that was meant for them."""

import logging
import os
import signal
import sys
import threading
from functools import partial


def outlive_ctrl_c() -> None:
    """Leave Ctrl-C to whoever began the run: a terminal tells its whole group, and `up` ends its runs in order.

    The worker processes that the run starts inherit it.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def outlive_readers() -> None:
    """Go on in silence where whoever reads our output is gone: rich, which writes it for Prefect, would end the run.

    A worker that is killed, or an `up`, must not take the runs along that it has begun.
    """
    from rich.console import Console

    def silenced(console: Console) -> None:
        console.quiet = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                os.dup2(nowhere, stream.fileno())
        os.close(nowhere)

    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    for handler in {handler for logger in loggers for handler in logger.handlers}:
        console = getattr(handler, "console", None)
        if isinstance(console, Console):
            setattr(console, "on_broken_pipe", partial(silenced, console))  # noqa: B010  a method, as rich has it
