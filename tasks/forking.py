"""Where worker processes come from, and what ends them with the process they work for."""

import atexit
import fcntl
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

WARMED = "tasks.warmed"
"""The module that the process imports which workers are forked from."""


class Worker(ForkServerProcess):
    """A process that never runs the program's main module, which may be the whole of Prefect: it needs none of it."""

    def start(self) -> None:
        """Start it, as from a program that has no file."""
        main = sys.modules["__main__"]
        spec, file = main.__spec__, main.__dict__.pop("__file__", None)
        main.__spec__ = None
        try:
            super().start()
        finally:
            main.__spec__ = spec
            if file is not None:
                main.__file__ = file


class Nursery(ForkServerContext):
    """The context that forks workers from a process of ours that is ready for work and has no threads."""

    Process = Worker


@cache
def nursery() -> Nursery:
    """Return the context; its process is started now, and gets ready while we go on."""
    context = Nursery()
    context.set_forkserver_preload([WARMED])
    with signals_held():
        forkserver.ensure_running()
    atexit.register(close_nursery)
    return context


def close_nursery() -> None:
    """End that process and wait for it: nothing outlives us, and what it used is counted as ours."""
    for worker in multiprocessing.active_children():  # of a pool that was left without a word: it waits for them
        worker.kill()
        worker.join()
    server: Any = forkserver._forkserver  # no public way ends it before we have ended
    server._stop()


def end_with_parent() -> None:
    """Let the kernel end this worker, whatever it does, once its parent is gone: the pipe they share hangs up.

    SIGIO says so, and nothing catches it.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    pipe = parent.sentinel
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    if not parent.is_alive():  # since before the kernel was asked
        os._exit(1)


@contextmanager
def signals_held() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait until the context ends; they only ever interrupt the main thread.

    What is started meanwhile never hears of Ctrl-C, which a terminal sends to the whole group.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    met: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [(number, signal.signal(number, lambda number, frame: met.append(number))) for number in numbers]
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in before:
            signal.signal(number, handler)
        for held in met:
            signal.raise_signal(held)
