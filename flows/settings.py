"""What the environment says: the one module that reads it."""

import os
import warnings
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_dir
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schemas.errors import ConfigurationError

VERSION = version("copytaster")
PREFIX = "COPYTASTER_"
MIB = 1024 * 1024
HEARTBEAT_SECONDS = 30
"""How often a run says that it lives; Prefect takes no shorter time."""
QUIET_PREFECT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # else it prints the traceback of an error we say in one line
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
}
"""What keeps Prefect offline and off the terminal, and lets runs say that they live; it reads it when imported."""


SHOWN_RUNS = {
    "PREFECT_LOGGING_EXTRA_LOGGERS": "copytaster",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}
"""What brings the lines of runs into the UI."""


class Settings(BaseSettings):
    """The settings of this process: `COPYTASTER_` and the field's name, in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    store: SecretStr | None = Field(
        default=None, description="the store's address, mongodb://…; without it the embedded store"
    )
    data_dir: Path = Field(
        default_factory=lambda: Path(user_data_dir("copytaster", appauthor=False)),
        description="where the embedded store and the logs live",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="what the run's log keeps"
    )
    workers: int = Field(default=0, ge=0, le=1024, description="worker processes; 0 is one for each core")
    unit_bytes: int = Field(
        default=64 * MIB, ge=1, description="bytes of one page: a longer file is quarantined unread"
    )
    page_seconds: float = Field(default=30.0, gt=0, description="seconds one page may take in one stage")
    roots: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="folders that runs started from the UI may read, as PATH is written"
    )

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        """Make `~` and a relative folder mean the same wherever the settings travel."""
        return path.expanduser().absolute()

    @field_validator("roots", mode="before")
    @classmethod
    def _folders(cls, written: object) -> object:
        """Split the folders as those of PATH are."""
        return [each for each in written.split(os.pathsep) if each] if isinstance(written, str) else written

    @field_validator("roots")
    @classmethod
    def _absolutes(cls, roots: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(root.expanduser().absolute() for root in roots)

    @property
    def allowed_roots(self) -> tuple[Path, ...]:
        """Return the folders a run started from the UI may read: without the setting the current one and our home."""
        return self.roots or (Path.cwd(), Path(os.path.expanduser("~")).absolute())

    @property
    def address(self) -> str | None:
        """Return the store's address with its password: never for print or logs."""
        return self.store.get_secret_value() if self.store else None

    @property
    def log_dir(self) -> Path:
        """Return the folder of the runs' logs, beside the store."""
        return self.data_dir / "logs"


def without_credentials(address: str) -> str:
    """Return a store's address as it may be shown: no user, no password, no options, which may hold secrets too.

    >>> without_credentials("mongodb://me:p@ss/word@db1,db2:27018/copytaster?authSource=admin")
    'mongodb://db1,db2:27018/copytaster'
    """
    scheme, mark, rest = address.partition("://")
    bare = rest.rpartition("@")[2].partition("?")[0]
    return f"{scheme}{mark}{bare}" if mark else "(no address: it has no mongodb://)"


def settings() -> Settings:
    """Return the settings as the environment has them now.

    Raises:
        ConfigurationError: a variable holds what it must not; the line names the variable, never its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = (f"{PREFIX}{fault['loc'][0]!s}".upper() + f": {fault['msg']}" for fault in error.errors())
        raise ConfigurationError("; ".join(faults)) from None


def choose_store(address: str | None) -> None:
    """Make an address given on the command line the setting of this process and of those it starts."""
    if address:
        os.environ[f"{PREFIX}STORE"] = address


def unknown_variables() -> tuple[str, ...]:
    """Return the variables that look like settings and are none: a slip of the pen nobody would notice."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    spared = f"{PREFIX}TEST_"  # what the tests are told
    return tuple(
        sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known and spared not in name)
    )


def quieten_prefect(serving: bool = False) -> None:
    """Keep Prefect offline and off the terminal, unless the user said otherwise; call it before importing Prefect.

    Where we are `serving`, the lines of the runs go to the UI.
    """
    for name, value in (QUIET_PREFECT | (SHOWN_RUNS if serving else {})).items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore", message="Failed to create the Prefect home directory")  # our own line says it
    home = Path(os.path.expanduser("~/.prefect"))
    if "PREFECT_HOME" not in os.environ and not _can_make(home):  # a container's user may have no home at all
        instead = settings().data_dir / "prefect"
        with suppress(OSError):
            instead.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ["PREFECT_HOME"] = str(instead)


def _can_make(folder: Path) -> bool:
    """Return whether a folder is there to write in, or its parent lets us make it."""
    return os.access(folder if folder.exists() else folder.parent, os.W_OK | os.X_OK)


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment for a process of ours, with these variables added."""
    return os.environ | more
