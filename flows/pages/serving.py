"""Reports for the browser, made when they are asked for: on loopback, and only to pages of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from flows.pages.summing import lately, of_run
from flows.pages.telling import report_page
from flows.settings import settings
from schemas.errors import IngestError
from tasks.load.connecting import open_store

RUNS = "/runs/"


@contextmanager
def reports() -> Iterator[str]:
    """Serve `/` and `/runs/ID` while the context lasts; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Reports)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="reports", daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Reports(BaseHTTPRequestHandler):
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a report."""
        host = self.headers.get("Host", "").partition(":")[0]
        if host not in ("127.0.0.1", "localhost"):  # a name that leads here is somebody else's page
            self._answer(HTTPStatus.FORBIDDEN, "this is for pages of this machine", "text/plain")
        elif self.path != "/" and not self.path.startswith(RUNS):
            self._answer(HTTPStatus.NOT_FOUND, "there are / and /runs/ID", "text/plain")
        else:
            self._report(self.path.removeprefix(RUNS) if self.path != "/" else None)

    def _report(self, run: str | None) -> None:
        now = settings()
        try:
            with open_store(now.address, now.data_dir) as store:
                summary = lately(store) if run is None else of_run(store, run)
                page = None if summary is None else report_page(summary)
        except IngestError as error:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error), "text/plain")
            return
        if page is None:
            self._answer(HTTPStatus.NOT_FOUND, "no run, or more than one, has an id that starts so", "text/plain")
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
