"""Protects a command's Prefect server: each has its own, one that is lost is one line, and it needs no home."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.serving import ports, server
from flows.settings import quieten_prefect
from schemas.errors import ConfigurationError, StoreUnavailable


def test_two_that_start_at_once_never_get_one_port() -> None:
    """The first server answers only seconds after its port was chosen; the port must be taken from the start."""
    with ports.listener_on(ports.ANY_PORT) as first:
        wanted = first.getsockname()[1]
        with ports.listener_on(wanted, or_any=True) as second:
            assert second.getsockname()[1] != wanted
    with ports.listener_on(wanted) as again:
        assert again.getsockname()[1] == wanted


def unused() -> str:
    with ports.listener_on(ports.ANY_PORT) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/api"


@pytest.mark.parametrize("error", [RuntimeError("threshold"), ExceptionGroup("group", [OSError("gone")])])
def test_a_server_that_is_gone_is_said_whatever_prefect_makes_of_it(error: Exception) -> None:
    with pytest.raises(ConfigurationError, match=r"the Prefect server at 127\.0\.0\.1:[0-9]+ is gone"):
        _fail_at(unused(), error)


@pytest.mark.parametrize("error", [StoreUnavailable("down"), KeyboardInterrupt()])
def test_what_is_not_the_servers_fault_is_not_laid_on_it(error: BaseException) -> None:
    with pytest.raises(type(error)):
        _fail_at(unused(), error)


def test_a_defect_beside_a_server_that_answers_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_answers", lambda url: True)
    with pytest.raises(KeyError):
        _fail_at("http://127.0.0.1:1/api", KeyError("ours"))


def test_an_address_is_named_without_its_password() -> None:
    assert server._host("http://me:s3cret@prefect.example:4200/api") == "prefect.example:4200"


@pytest.mark.parametrize("home", ["nonexistent", "file"])
def test_without_a_home_prefect_lives_beside_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HOME", str(tmp_path / home / "user"))
    monkeypatch.setenv("COPYTASTER_DATA_DIR", str(tmp_path / "data"))
    with _as_before(monkeypatch):
        quieten_prefect()
        assert os.environ["PREFECT_HOME"] == str(tmp_path / "data" / "prefect")
        assert (tmp_path / "data" / "prefect").is_dir()


def test_with_a_home_prefect_is_where_its_user_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with _as_before(monkeypatch):
        quieten_prefect()
        assert "PREFECT_HOME" not in os.environ


def _fail_at(url: str, error: BaseException) -> None:
    with server._missed(url, "see the log"):
        raise error


@contextmanager
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the environment and the warnings as they were."""
    monkeypatch.setenv("PREFECT_HOME", "")  # so that it is put back
    monkeypatch.delenv("PREFECT_HOME")
    with warnings.catch_warnings():
        yield


def test_a_configured_server_that_is_gone_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_expect_answer", lambda url: None)
    configured = server.ConfiguredServer(unused())
    for _ in range(server.MISSES - 1):
        configured.look()
    with pytest.raises(ConfigurationError, match="is gone"):
        configured.look()
