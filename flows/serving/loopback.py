"""A small HTTP server of ours: on 127.0.0.1, in threads that end with us, quiet, and silent on what it runs on."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from flows.serving.ports import listener_on


@contextmanager
def listening(port: int, handler: type["Answering"], or_any: bool = False) -> Iterator[str]:
    """Answer requests while the context lasts; yield the address. `or_any`: another port will do if that is taken.

    Raises:
        ConfigurationError: somebody else has the port.
    """
    server = _server(listener_on(port, or_any), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name=handler.__name__, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _server(listener: socket.socket, handler: type["Answering"]) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(listener.getsockname(), handler, bind_and_activate=False)
    server.socket.close()  # its own, which is bound to nothing
    server.socket = listener
    return server


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
