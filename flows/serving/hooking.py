"""A webhook on loopback: `POST /ingest` starts an ingest, for whoever holds the token."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flows.serving.loopback import Answering, listening
from flows.serving.starting import start_ingest
from schemas.errors import ConfigurationError

TOKEN = "hook-token"  # noqa: S105  the file's name
LONGEST = 65536
"""Bytes of a request: the form takes no more paths than these hold."""


@contextmanager
def hooked(port: int, data_dir: Path) -> Iterator[str]:
    """Listen while the context lasts; yield the address.

    Raises:
        ConfigurationError: somebody else has the port.
    """
    token = token_of(data_dir)
    context = copy_context()  # it holds which Prefect server to use

    class Hook(_Hook):
        expected = f"Bearer {token}"
        start = staticmethod(lambda captures: context.copy().run(start_ingest, captures, ["hook"]))

    with listening(port, Hook) as address:
        yield f"{address}/ingest"


def token_of(data_dir: Path) -> str:
    """Return the token, made the first time, in a file that only its owner reads: a page in a browser cannot."""
    path = data_dir / TOKEN
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text()


class _Hook(Answering):
    expected: str

    @staticmethod
    def start(captures: dict[str, Any]) -> str:
        raise NotImplementedError

    def do_POST(self) -> None:  # noqa: N802  the standard library's name
        """Start an ingest of what the request asks for."""
        given = self.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not secrets.compare_digest(given, self.expected.encode()):
            self._answer(HTTPStatus.UNAUTHORIZED, {"error": "the token is in the file hook-token of the data folder"})
        elif self.path != "/ingest":
            self._answer(HTTPStatus.NOT_FOUND, {"error": "there is only /ingest"})
        else:
            self._ingest()

    def _ingest(self) -> None:
        try:
            length = int(self.headers.get("Content-Length", ""))
            asked = json.loads(self.rfile.read(length)) if 0 <= length <= LONGEST else None
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict):
            self._answer(HTTPStatus.BAD_REQUEST, {"error": f"a JSON object of at most {LONGEST} bytes is wanted"})
            return
        try:
            self._answer(HTTPStatus.CREATED, {"flow_run": self.start(asked)})
        except ConfigurationError as error:
            self._answer(HTTPStatus.CONFLICT, {"error": str(error)})

    def _answer(self, status: HTTPStatus, body: dict[str, str]) -> None:
        self.answer(status, json.dumps(body), "application/json")
