"""A small HTTP server of ours: on 127.0.0.1, in threads that end with us, quiet, and silent on what it runs on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from schemas.errors import ConfigurationError

ANY_PORT = 0


@contextmanager
def listening(port: int, handler: type["Answering"], or_any: bool = False) -> Iterator[str]:
    """Answer requests while the context lasts; yield the address. `or_any`: another port will do if that is taken.

    Raises:
        ConfigurationError: somebody else has the port.
    """
    server = _server(port, handler, or_any)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name=handler.__name__, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _server(port: int, handler: type["Answering"], or_any: bool) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as error:  # somebody else has it, or it is past the last
        if or_any:
            return _server(ANY_PORT, handler, or_any=False)
        raise ConfigurationError(f"port {port} cannot be used: {getattr(error, 'strerror', error)}") from error


class Answering(BaseHTTPRequestHandler):
    """What all requests have in common; who listens adds what is asked for."""

    timeout = 30

    def answer(self, status: HTTPStatus, body: str, kind: str) -> None:
        """Send an answer of a media type."""
        said = body.encode("utf-8", "backslashreplace")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(said)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(said)

    def version_string(self) -> str:
        """Say nothing of what we run on."""
        return "copytaster"

    def log_message(self, *_: object) -> None:
        """Keep still: what is done is what is to be seen."""
