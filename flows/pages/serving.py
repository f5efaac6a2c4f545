"""Reports, articles and quarantined captures for the browser, made when they are asked for.

On loopback, and only to pages of this machine.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from flows.pages.single import article_of, held_unit
from flows.pages.summing import Summary, lately, of_run
from flows.pages.telling import report_page
from flows.settings import settings
from schemas.errors import IngestError
from tasks.load.connecting import open_store
from tasks.load.store import Store

ANY_PORT = 0
ID = re.compile(r"[0-9a-f]{1,64}")


def _report_of(store: Store, run: str) -> str | None:
    summary: Summary | None = of_run(store, run)
    return None if summary is None else report_page(summary)


PAGES: Mapping[str, Callable[[Store, str], str | None]] = {
    "runs": _report_of,
    "articles": article_of,
    "quarantine": held_unit,
}
"""What makes the page of each kind of thing, by the first part of its path; the second is an id."""


@contextmanager
def reports(port: int = ANY_PORT) -> Iterator[str]:
    """Serve `/`, the report of the last days, and the page of each run, article and quarantined capture by its id.

    While the context lasts; yield the address. The port is one to have if it is free: links then live longer than we.
    """
    server = _server(port)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="reports", daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _server(port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), _Reports)
    except (OSError, OverflowError):  # somebody else has it, or it is past the last
        return ThreadingHTTPServer(("127.0.0.1", ANY_PORT), _Reports)


class _Reports(BaseHTTPRequestHandler):
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a page."""
        host = self.headers.get("Host", "").partition(":")[0]
        kind, _, name = self.path.removeprefix("/").partition("/")
        if host not in ("127.0.0.1", "localhost"):  # a name that leads here is somebody else's page
            self._answer(HTTPStatus.FORBIDDEN, "this is for pages of this machine", "text/plain")
        elif self.path == "/":
            self._page(lambda store: report_page(lately(store)))
        elif kind in PAGES and ID.fullmatch(name):
            self._page(lambda store: PAGES[kind](store, name))
        else:
            said = f"there are / and {', '.join(f'/{each}/ID' for each in PAGES)}"
            self._answer(HTTPStatus.NOT_FOUND, said, "text/plain")

    def _page(self, made: Callable[[Store], str | None]) -> None:
        now = settings()
        try:
            with open_store(now.address, now.data_dir) as store:
                page = made(store)
        except IngestError as error:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error), "text/plain")
            return
        if page is None:
            self._answer(HTTPStatus.NOT_FOUND, "nothing, or more than one, has an id that starts so", "text/plain")
        else:
            self._answer(HTTPStatus.OK, page, "text/html")

    def _answer(self, status: HTTPStatus, body: str, kind: str) -> None:
        said = body.encode("utf-8", "backslashreplace")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(said)

    def version_string(self) -> str:
        """Say nothing of what we run on."""
        return "copytaster"

    def log_message(self, *_: object) -> None:
        """Keep still."""
