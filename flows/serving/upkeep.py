"""`copytaster up`: the store, a Prefect server, the deployments and who runs them, kept alive until Ctrl-C."""

import asyncio
import contextvars
import logging
import sys
import threading
import traceback
import warnings
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

from flows.exiting import Terminated
from flows.printing import print_text
from flows.runs import automations
from flows.runs.lateness import skip_missed
from flows.runs.reconciling import close_dead_runs
from flows.runs.stranding import CLAIM, release_stranded
from flows.serving.deploying import deployments
from flows.serving.hooking import TOKEN, hooked
from flows.serving.landing import Watch
from flows.serving.pages import reports
from flows.serving.server import ConfiguredServer, KeptServer, prefect_with_ui
from flows.settings import Settings, settings, without_credentials
from flows.standing import alone, announce, end, noted, standing
from schemas.errors import ConfigurationError
from tasks.load import embedded
from tasks.load.connecting import open_store

LOOK_SECONDS = 2.0
"""Between two looks at whether what was brought up is still there."""
POLL_SECONDS = 5.0
"""Between two looks at which runs are due."""
STOP_SECONDS = 60.0
REPORTS_AFTER = 10
"""Reports are so many ports after the Prefect server, where that one is free: what links to them outlives an `up`."""
LOG = "up.log"
SERVER_LOG = "prefect-server.log"


def up(
    port: int | None = None,
    open_ui: bool = False,
    once_up: Callable[[], None] = lambda: None,
    watched: Sequence[Path] = (),
    hook_port: int | None = None,
) -> None:
    """Bring everything up and keep it up until Ctrl-C or `copytaster down`; if it is up already, say so.

    `once_up` is called in both cases, before anybody waits. What lands in the `watched` folders is ingested, and so is
    what a POST to the webhook asks for, where it has a port.

    Raises:
        ConfigurationError: the port is taken, or no Prefect server can be reached or started, or it goes away.
        StoreUnavailable: the store cannot be used.
    """
    now = settings()
    with alone(now.data_dir) as free:
        if not free:
            _say_it_stands(now.data_dir, open_ui)
            once_up()
            return
        _clear_up_after_a_kill(now.data_dir)
        with _store(now) as owns_store, prefect_with_ui(now.log_dir / SERVER_LOG, port) as server:
            served = deployments()
            log = now.log_dir / LOG
            # On a server of our own whatever is claimed was claimed by an earlier `up`; elsewhere by anybody.
            claimed_for = timedelta() if isinstance(server, KeptServer) else CLAIM
            with _running(served, log, claimed_for) as runner, reports(server.port + REPORTS_AFTER) as pages:
                ui = announce(now.data_dir, server.url, _shown(now), owns_store, pages).ui
                _say_where(ui, _shown(now), pages, now.log_dir, served)
                if open_ui:
                    webbrowser.open(ui)
                once_up()
                with _hook(hook_port, now.data_dir), _quiet(log):
                    _attend(now, server, runner, [Watch(folder) for folder in watched])


def down() -> bool:
    """End what `up` brought up, and return whether there was anything."""
    data_dir = settings().data_dir
    found = standing(data_dir)
    if found is not None:
        end(found)
        return True
    return _clear_up_after_a_kill(data_dir)


def _clear_up_after_a_kill(data_dir: Path) -> bool:
    """Stop the store that a killed `up` left behind; its Prefect server ended with it."""
    left = noted(data_dir)
    return left is not None and left.owns_store and embedded.stop(data_dir)


def _say_it_stands(data_dir: Path, open_ui: bool) -> None:
    found = standing(data_dir)
    if found is None:
        raise ConfigurationError("copytaster up is just starting or stopping: try again in a moment")
    print_text(f"it is up already: {found.ui} · process {found.pid} · copytaster down ends it")
    if open_ui:
        webbrowser.open(found.ui)


def _say_where(ui: str, store: str, pages: str, logs: Path, served: Sequence[RunnerDeployment]) -> None:
    print_text(f"Prefect  {ui}/deployments")
    print_text(f"store    {store}")
    print_text(f"reports  {pages}/")
    print_text(f"logs     {logs}")
    print_text(f"serving  {', '.join(each.full_name for each in served)}")
    print_text("Ctrl-C or `copytaster down` ends all of it")
    sys.stdout.flush()  # whoever reads it from a file or a pipe waits for these lines


def _shown(now: Settings) -> str:
    return without_credentials(now.address or embedded.uri(now.data_dir) or "")


@contextmanager
def _store(now: Settings) -> Iterator[bool]:
    """Have the store up; yield whether it is ours: an embedded one that did not run before, and ends with us."""
    ours = now.address is None and embedded.uri(now.data_dir) is None
    try:
        with open_store(now.address, now.data_dir):
            pass
        yield ours
    finally:
        if ours:
            embedded.stop(now.data_dir)


class _Running:
    """Prefect's runner in a thread of its own: it would take the signals for itself in ours."""

    def __init__(self, served: Sequence[RunnerDeployment], claimed_for: timedelta) -> None:
        self._served = served
        self._claimed_for = claimed_for
        self._runner = Runner(name="copytaster up", pause_on_shutdown=False, query_seconds=POLL_SECONDS)
        self._loop = asyncio.new_event_loop()
        self.error: BaseException | None = None
        self.ready = threading.Event()
        # Not `thread.join`: where Ctrl-C interrupts it, Python 3.11 takes a thread that goes on for one that has ended.
        self.ended = threading.Event()
        # In our context: it holds which Prefect server to use.
        self.thread = threading.Thread(
            target=contextvars.copy_context().run, args=[self._run], name="runner", daemon=True
        )

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:  # noqa: BLE001  the thread's edge: whoever attends it raises it
            self.error = error
            traceback.print_exception(error)  # into the log
        finally:
            self.ready.set()
            self._loop.close()
            self.ended.set()

    async def _serve(self) -> None:
        identities = [await self._runner.aadd_deployment(deployment) for deployment in self._served]
        await asyncio.to_thread(_settle, identities, self._claimed_for)
        self.ready.set()
        await self._runner.start()

    def stop(self) -> None:
        """End the runner; its runs are closed as cancelled first."""
        if self._runner.started and not self.ended.is_set():
            asyncio.run_coroutine_threadsafe(self._runner.astop(), self._loop)
            self.ended.wait(STOP_SECONDS)


def _settle(deployments: list[UUID], claimed_for: timedelta) -> None:
    """Put in order what an outage left behind, before anything is run."""
    with get_client(sync_client=True) as client:
        automations.ensure(client)
        release_stranded(client, deployments, claimed_for)
        skip_missed(client, deployments)
        now = settings()
        with open_store(now.address, now.data_dir) as store:
            close_dead_runs(client, store, deployments)


@contextmanager
def _running(served: Sequence[RunnerDeployment], log: Path, claimed_for: timedelta) -> Iterator[_Running]:
    running = _Running(served, claimed_for)
    try:
        with _quiet(log):
            running.thread.start()
            running.ready.wait()
        yield running
    finally:
        with _quiet(log):
            running.stop()


@contextmanager
def _hook(port: int | None, data_dir: Path) -> Iterator[None]:
    if port is None:
        yield
        return
    with hooked(port, data_dir) as address:
        print_text(f"webhook  {address} · token in {data_dir / TOKEN}")
        yield


def _attend(
    now: Settings, server: KeptServer | ConfiguredServer, runner: _Running, watches: Sequence[Watch] = ()
) -> None:
    """Keep the server and the store alive until we are told to stop; that is a good end."""
    try:
        while not runner.ended.wait(LOOK_SECONDS):
            server.look()
            if now.address is None:
                embedded.start(now.data_dir)
            for watch in watches:
                watch.look()
    except (KeyboardInterrupt, Terminated):
        return
    raise ConfigurationError("Prefect's runner ended: see the log") from runner.error


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Put into the log what Prefect and the runs print."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="coroutine .* was never awaited", category=RuntimeWarning)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file, redirect_stdout(file), redirect_stderr(file):
        yield
