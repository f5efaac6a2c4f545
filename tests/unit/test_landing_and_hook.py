"""Protects what starts an ingest by itself: a file that has landed, once, and a webhook that wants its token."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.serving import hooking, landing
from flows.serving.hooking import LONGEST, hooked, token_of
from flows.serving.landing import Watch
from schemas.errors import ConfigurationError


def test_a_file_has_landed_once_it_was_the_same_at_two_looks(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    page = tmp_path / "page.html"
    page.write_text("half")
    assert watch.landed() == []
    page.write_text("half and more")
    assert watch.landed() == []
    assert watch.landed() == [str(page)]
    assert watch.landed() == []
    page.write_text("changed")
    assert watch.landed() == []
    assert watch.landed() == [str(page)]
    page.unlink()
    assert watch.landed() == []
    page.write_text("changed")
    assert watch.landed() == []
    assert watch.landed() == [str(page)]


def test_what_is_no_page_does_not_land(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "page.html").write_text("x")
    (tmp_path / "link.html").symlink_to(tmp_path / ".hidden")
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "page.html").write_text("x")
    watch.landed()
    assert watch.landed() == [str(tmp_path / "sub" / "page.html")]


def test_many_that_land_at_once_are_one_run_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, Any]] = []
    monkeypatch.setattr(landing, "start_ingest", lambda captures, tags: started.append(captures) or "run")
    monkeypatch.setattr(landing, "EVERY_SECONDS", 0.0)
    watch = Watch(tmp_path)
    for number in range(landing.MOST_FILES + 1):
        (tmp_path / f"{number}.html").write_text("x")
    for _ in range(3):
        watch.look()
    assert started == [{"paths": [str(tmp_path)], "when_busy": "wait"}]


def test_a_server_that_is_away_ends_nothing_and_what_landed_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def away(captures: dict[str, Any], tags: list[str]) -> str:
        calls.append(captures["paths"])
        if len(calls) == 1:
            raise ConfigurationError("no Prefect server is up")
        return "run"

    monkeypatch.setattr(landing, "start_ingest", away)
    monkeypatch.setattr(landing, "EVERY_SECONDS", 0.0)
    (tmp_path / "a.html").write_text("x")
    watch = Watch(tmp_path)
    for _ in range(4):
        watch.look()
    assert calls == [[str(tmp_path / "a.html")]] * 2


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, dict[str, str]]]:
    """The webhook's address and a header that opens it."""

    def start(captures: dict[str, Any], tags: list[str]) -> str:
        if captures.get("paths") != ["/captures"]:
            raise ConfigurationError("the Prefect server refuses: Validation failed")
        return "the-run"

    monkeypatch.setattr(hooking, "start_ingest", start)
    with hooked(0, tmp_path) as address:
        yield address, {"Authorization": f"Bearer {token_of(tmp_path)}"}


def test_the_hook_starts_an_ingest(hook: tuple[str, dict[str, str]]) -> None:
    address, headers = hook
    assert address.startswith("http://127.0.0.1:")
    answer = httpx.post(address, json={"paths": ["/captures"]}, headers=headers, timeout=60)
    assert (answer.status_code, answer.json()) == (201, {"flow_run": "the-run"})


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": b"Bearer x"}, {"Authorization": b"Basic abc"}, {"Authorization": b"Bearer \xff"}],
)
def test_without_the_token_it_does_nothing(hook: tuple[str, dict[str, str]], headers: dict[str, bytes]) -> None:
    answer = httpx.post(hook[0], json={"paths": ["/captures"]}, headers=headers, timeout=60)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{", 400),
        (b"[" * 5000, 400),
        (b"x" * (LONGEST + 1), 400),
        (b'{"paths": ["/etc"]}', 409),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_it_cannot_start_is_said(hook: tuple[str, dict[str, str]], content: bytes, status: int) -> None:
    answer = httpx.post(hook[0], content=content, headers=hook[1], timeout=60)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_there_is_nothing_else_to_reach(hook: tuple[str, dict[str, str]]) -> None:
    base = hook[0].removesuffix("/ingest")
    assert httpx.post(f"{base}/", json={}, headers=hook[1], timeout=60).status_code == 404
    assert httpx.get(f"{base}/ingest", headers=hook[1], timeout=60).status_code == 501


def test_the_token_is_its_owners_alone_and_stays(tmp_path: Path) -> None:
    token = token_of(tmp_path)
    assert len(token) > 40
    assert (tmp_path / hooking.TOKEN).stat().st_mode & 0o777 == 0o600
    assert token_of(tmp_path) == token
