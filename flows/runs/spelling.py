"""Paths as a run's parameters: Prefect and the store keep only UTF-8, a file name may be any bytes."""

import os
from urllib.parse import quote, unquote_to_bytes

SCHEME = "file://"


def sendable(path: str) -> str:
    r"""Return a path as a parameter: itself, or, where it is not valid UTF-8, the URI that stands for it.

    >>> sendable("captures/page.html"), sendable("/captures/caf\udce9.txt")
    ('captures/page.html', 'file:///captures/caf%E9.txt')
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return SCHEME + quote(os.path.abspath(os.fsencode(path)))
    return path


def received(parameter: str) -> str:
    r"""Return the path a parameter stands for.

    >>> received("file:///captures/caf%E9.txt")
    '/captures/caf\udce9.txt'
    """
    return os.fsdecode(unquote_to_bytes(parameter.removeprefix(SCHEME))) if _is_uri(parameter) else parameter


def _is_uri(parameter: str) -> bool:
    return parameter.startswith(SCHEME + "/")
