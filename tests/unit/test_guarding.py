"""Protects the login before Prefect's server: 401 to a stranger whatever he asks, and nothing in the way of others."""

import asyncio
from base64 import b64encode

import httpx
import pytest
from prefect.settings import PREFECT_SERVER_API_AUTH_STRING, temporary_settings
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from flows.serving import guarding
from flows.serving.guarding import LoginFirst

LOGIN = "me:a pässword"
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


async def _behind(_: Request) -> PlainTextResponse:
    return PlainTextResponse("behind")


@pytest.fixture
def guarded() -> Starlette:
    return Starlette(routes=[Route("/", _behind, methods=METHODS)], middleware=[Middleware(LoginFirst, login=LOGIN)])


def answer(app: Starlette, method: str, login: str | None) -> int:
    headers = {} if login is None else {"Authorization": f"Basic {b64encode(login.encode()).decode()}"}

    async def ask() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://there") as client:
            return (await client.request(method, "/", headers=headers)).status_code

    return asyncio.run(ask())


@pytest.mark.parametrize("method", METHODS[1:])
def test_a_stranger_is_refused_before_anything_else_is_looked_at(guarded: Starlette, method: str) -> None:
    assert answer(guarded, method, None) == 401
    assert answer(guarded, method, "me:wrong") == 401
    assert answer(guarded, method, LOGIN) == 200


def test_what_prefect_asks_the_login_of_by_itself_is_left_to_it(guarded: Starlette) -> None:
    """Health has no login, and Prefect knows which other routes have none."""
    assert answer(guarded, "GET", None) == 200


@pytest.mark.parametrize(("login", "expected"), [(LOGIN, 401), (None, 200)])
def test_the_server_has_the_check_where_a_login_is_set(
    monkeypatch: pytest.MonkeyPatch, login: str | None, expected: int
) -> None:
    from fastapi import FastAPI

    inner = FastAPI()
    inner.router.add_route("/", _behind, methods=METHODS)
    monkeypatch.setattr(guarding, "prefect_app", lambda final: inner)
    with temporary_settings({PREFECT_SERVER_API_AUTH_STRING: login}):
        assert answer(guarding.create_app(), "POST", None) == expected
