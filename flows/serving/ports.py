"""Ports of this machine that we listen on: on 127.0.0.1, for nobody else."""

import socket

from schemas.errors import ConfigurationError

ANY_PORT = 0


def listener_on(wanted: int, or_any: bool = False) -> socket.socket:
    """Listen on loopback on the port wanted, or, where that will do, on any if somebody else has it.

    A server is handed the socket: Prefect's opens its own only after seconds, and another start would meanwhile
    find the port free, and then take the first server for its own.

    Raises:
        ConfigurationError: somebody else has the port.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the server does not know it is TCP
    try:
        listener.bind(("127.0.0.1", wanted))
        listener.listen()
    except (OSError, OverflowError) as error:  # somebody else has it, or it is past the last
        listener.close()
        if or_any:
            return listener_on(ANY_PORT)
        raise ConfigurationError(f"port {wanted} cannot be used: {getattr(error, 'strerror', error)}") from error
    return listener
