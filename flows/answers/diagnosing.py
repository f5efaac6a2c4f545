"""What `copytaster doctor` looks at: whether everything this program needs is there, and what is off."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from platform import python_version

from packaging.requirements import Requirement

from flows.settings import Settings, unknown_variables, without_credentials
from schemas.errors import IngestError
from schemas.wording import counted

PYTHON_FLOOR = (3, 11)
TARFILE_FIXED = {(3, 11): 13, (3, 12): 11, (3, 13): 4}
"""The first micro release of each Python whose tarfile no longer lets a member out of its folder (CVE-2025-4517)."""
LITTLE_SPACE = 1024**3
LANGDETECT_PROFILES = 55


class State(StrEnum):
    """How a thing stands."""

    OK = "ok"
    OFF = "off"  # optional, and not there
    WARNING = "warning"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at."""

    what: str
    state: State
    said: str


def diagnose(now: Settings) -> Iterator[Diagnosis]:
    """Look at everything, in the order in which things depend on one another."""
    yield _python()
    yield from _packages()
    yield from _misspelt()
    yield _folder("data folder", now.data_dir)
    yield _space(now.data_dir)
    yield from _store(now)
    yield _shell()
    yield from _plugins()
    yield _languages()
    yield _prefect()
    yield Diagnosis("worker processes", State.OK, f"{now.workers or os.cpu_count() or 1}, {os.cpu_count()} cores")


def _python() -> Diagnosis:
    if sys.version_info < PYTHON_FLOOR:
        return Diagnosis("python", State.FAILED, f"{python_version()}: 3.11 or newer is needed")
    fixed = TARFILE_FIXED.get(sys.version_info[:2])
    if fixed is not None and sys.version_info.micro < fixed:
        newer = f"{sys.version_info.major}.{sys.version_info.minor}.{fixed}"
        return Diagnosis(
            "python", State.WARNING, f"{python_version()}: {newer} mends how tarfile reads hostile archives"
        )
    return Diagnosis("python", State.OK, python_version())


def _packages() -> Iterator[Diagnosis]:
    """Hold what is installed against what the distribution asks for."""
    for line in requires("copytaster") or ():
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(wanted.name)
        except PackageNotFoundError:
            yield Diagnosis(wanted.name, State.FAILED, f"not installed; {wanted.specifier} is needed")
            continue
        fits = wanted.specifier.contains(found, prereleases=True)
        said = f"{found} ({wanted.specifier})" if fits else f"{found}, but {wanted.specifier} is needed"
        yield Diagnosis(wanted.name, State.OK if fits else State.FAILED, said)


def _misspelt() -> Iterator[Diagnosis]:
    for name in unknown_variables():
        yield Diagnosis(name, State.WARNING, "no setting has this name; nothing reads it")


def _folder(what: str, path: Path) -> Diagnosis:
    """Look whether files can be made in a folder, or the folder itself where it is not there yet."""
    there = next(parent for parent in (path, *path.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Diagnosis(what, State.FAILED, f"{there}: {error.strerror}")
    return Diagnosis(what, State.OK, f"{path}" if there == path else f"{path}, made when it is needed")


def _space(path: Path) -> Diagnosis:
    there = next(parent for parent in (path, *path.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    return Diagnosis("free space", State.OK if free >= LITTLE_SPACE else State.WARNING, f"{free / 1024**3:.1f} GiB")


def _store(now: Settings) -> Iterator[Diagnosis]:
    from tasks.load import embedded

    if now.address is not None:
        yield from _asked(now.address, now.data_dir, without_credentials(now.address))
    elif embedded.status(now.data_dir).running:
        yield from _asked(None, now.data_dir, "embedded")
    else:
        # Whether it can start is tried elsewhere: a look leaves nothing behind.
        with tempfile.TemporaryDirectory(prefix="copytaster-doctor-") as elsewhere:
            yield from _asked(None, Path(elsewhere), "embedded, not running; tried in a temporary folder")
            embedded.stop(Path(elsewhere))


def _asked(address: str | None, data_dir: Path, called: str) -> Iterator[Diagnosis]:
    """Open a store and ask what it can do."""
    from tasks.load.connecting import open_store

    try:
        with open_store(address, data_dir) as store:
            held = sum(store.counts().values())
            capabilities = store.capabilities()
            form = store.form()
    except IngestError as error:
        yield Diagnosis("store", State.FAILED, f"{called}: {error}")
        return
    yield Diagnosis("store", State.OK, f"{called}: answers, {counted(held, 'document')}")
    yield Diagnosis("store: form", State.OK, form)
    for each in capabilities:
        yield Diagnosis(f"store: {each.name}", State.OK if each.works else State.OFF, each.note)


def _shell() -> Diagnosis:
    found = shutil.which("mongosh")
    if found is None:
        return Diagnosis("mongosh", State.OFF, "not installed: `copytaster store shell` needs it, nothing else does")
    return Diagnosis("mongosh", State.OK, found)


def _plugins() -> Iterator[Diagnosis]:
    from tasks.clean.profiling import profiles
    from tasks.enrich.pipeline import enrichers
    from tasks.extract.format import formats

    yield _loaded("formats", lambda: [each.name for each in formats()])
    yield _loaded("enrichers", lambda: [each.name for each in enrichers()])
    yield _loaded("profiles", lambda: sorted(profiles()))


def _loaded(what: str, names: Callable[[], list[str]]) -> Diagnosis:
    try:
        found = names()
    except (IngestError, ImportError, TypeError, ValueError) as error:  # a plug-in that does not load, a profile's slip
        return Diagnosis(what, State.FAILED, str(error))
    return Diagnosis(what, State.OK if found else State.FAILED, ", ".join(found) or "none found")


def _languages() -> Diagnosis:
    import langdetect

    folder = Path(langdetect.__file__).parent / "profiles"
    there = len(list(folder.iterdir())) if folder.is_dir() else 0
    state = State.OK if there >= LANGDETECT_PROFILES else State.FAILED
    return Diagnosis("langdetect profiles", state, f"{there} languages")


def _prefect() -> Diagnosis:
    import httpx
    from prefect.settings import PREFECT_API_URL

    configured = PREFECT_API_URL.value()
    if not configured:
        return Diagnosis(
            "Prefect server", State.OFF, "none configured: each run starts one of its own for as long as it takes"
        )
    host = httpx.URL(configured).host
    try:
        answer = httpx.get(f"{configured}/health", timeout=5, trust_env=False)
    except httpx.HTTPError as error:
        return Diagnosis("Prefect server", State.FAILED, f"{host}: {type(error).__name__}")
    state = State.OK if answer.is_success else State.FAILED
    return Diagnosis("Prefect server", state, f"{host}: answers {answer.status_code}")
