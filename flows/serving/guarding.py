"""Prefect's server, which asks for the login before anything else.

Prefect itself looks for its CSRF token first: where both are on, a stranger who would change something, or only asks
for a list by POST, is told 403 for the token and not 401 for the login.
"""

import hmac
from base64 import b64encode

from fastapi import FastAPI, status
from fastapi.responses import JSONResponse
from prefect.server.api.server import create_app as prefect_app
from prefect.settings import PREFECT_SERVER_API_AUTH_STRING
from starlette.types import ASGIApp, Receive, Scope, Send

GUARDED = {"POST", "PUT", "PATCH", "DELETE"}
"""What needs a CSRF token; of other requests Prefect asks the login first by itself."""


def create_app() -> FastAPI:
    """Return the application, for `uvicorn --factory`; its settings are Prefect's, in the environment."""
    app = prefect_app(final=True)
    if login := PREFECT_SERVER_API_AUTH_STRING.value():
        app.add_middleware(LoginFirst, login=login)  # the last one added is the first one asked
    return app


class LoginFirst:
    """Answers 401 to whoever has no login; Prefect looks again at all others."""

    def __init__(self, app: ASGIApp, login: str) -> None:
        """Stand before an application, with the login it knows: a name, a colon and a password."""
        self._app = app
        self._expected = b"Basic " + b64encode(login.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["method"] in GUARDED and not self._has_login(scope):
            refusal = JSONResponse({"exception_message": "Unauthorized"}, status.HTTP_401_UNAUTHORIZED)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _has_login(self, scope: Scope) -> bool:
        given = dict(scope["headers"]).get(b"authorization", b"")
        return hmac.compare_digest(given, self._expected)
