"""Protects named schedules on a server: what one reads stays with it however it is changed, and is held to the form."""

from pathlib import Path

import pytest

from flows.forms import IngestForm
from flows.serving.deploying import deploy
from flows.serving.scheduling import Scheduled, listed, put, remove, switch, when
from schemas.errors import ConfigurationError

HOURLY = when(None, "1h", "UTC")


@pytest.fixture
def folder(prefect: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that may be read, beside others; the deployments are on the server."""
    monkeypatch.setenv("COPYTASTER_ROOTS", str(tmp_path))
    deploy()
    return tmp_path / "captures"


def named(name: str) -> Scheduled:
    (found,) = [each for each in listed() if each.name == name]
    return found


def test_a_schedule_reads_the_same_after_it_was_paused_and_resumed(folder: Path) -> None:
    """Prefect's server takes parameters that a change leaves out to be none: the sample captures would be read."""
    put("often", HOURLY, IngestForm(paths=[str(folder)], source="archive"))
    for active in (False, True):
        switch("often", active)
        assert (named("often").active, named("often").paths, named("often").source) == (
            active,
            (str(folder),),
            "archive",
        )
    put("often", when("0 5 * * *", None, "UTC"), IngestForm(paths=[str(folder / "new")]))
    assert (named("often").when, named("often").paths, named("often").active) == ("0 5 * * *", (f"{folder}/new",), True)
    remove("often")
    with pytest.raises(ConfigurationError, match="no schedule is named 'often'"):
        switch("often", active=False)


def test_what_the_form_does_not_allow_is_not_scheduled(folder: Path) -> None:
    """Else each of its runs would fail, the first of them tonight."""
    with pytest.raises(ConfigurationError) as refused:
        put("outside", HOURLY, IngestForm(paths=["/etc"]))
    assert "'an absolute path in " in str(refused.value)
    assert "outside" not in [each.name for each in listed()]
