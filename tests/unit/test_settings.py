"""Protects: one reader of the environment, honest refusals, and no password where eyes are."""

import re
from pathlib import Path

import pytest

from flows.settings import settings, unknown_variables
from schemas.errors import ConfigurationError

ROOT = Path(__file__).resolve().parents[2]
READS_ENVIRONMENT = re.compile(r"\bos\.(environ|getenv|putenv|unsetenv)\b|from os import [^\n]*\benviron\b")
CANARY = "s3cret-canary"


def test_only_settings_reads_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("flows", "tasks", "schemas")
        for path in (ROOT / folder).rglob("*.py")
        if READS_ENVIRONMENT.search(path.read_text(encoding="utf-8"))
    }
    assert readers == {"flows/settings.py"}


def test_defaults_are_the_embedded_store_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYTASTER_STORE", "")  # an empty variable is no variable
    assert settings().address is None
    assert settings().data_dir.is_absolute()
    assert settings().log_dir.parent == settings().data_dir


def test_the_password_is_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYTASTER_STORE", f"mongodb://u:{CANARY}@h/db")
    assert settings().address == f"mongodb://u:{CANARY}@h/db"
    assert CANARY not in repr(settings()) + str(settings())


@pytest.mark.parametrize("name", ["WORKERS", "PAGE_SECONDS", "UNIT_BYTES", "LOG_LEVEL"])
def test_a_refusal_names_the_variable_and_not_its_value(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"COPYTASTER_{name}", f"-{CANARY}")
    with pytest.raises(ConfigurationError) as refused:
        settings()
    assert f"COPYTASTER_{name}: " in str(refused.value)
    assert CANARY not in str(refused.value)


def test_a_misspelt_variable_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYTASTER_STROE", "mongodb://h/db")
    monkeypatch.setenv("COPYTASTER_TEST_MONGO", "mongodb://h/db")
    assert unknown_variables() == ("COPYTASTER_STROE",)


def test_a_relative_data_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYTASTER_DATA_DIR", "store")
    assert settings().data_dir == tmp_path / "store"
