"""Where runs that are started from afar may read: the folders of COPYTASTER_ROOTS.

Whoever types `copytaster ingest` reads what their account may read. Whoever reaches the Prefect server may be somebody
else, so the form refuses other paths before there is a run, and the run itself looks through links.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flows.patterns import expecting
from flows.settings import settings
from schemas.errors import ConfigurationError

SPECIAL = re.compile(r"[.^$*+?()\[\]{}|\\]")
"""What stands for something else in a pattern, in Python as in a browser; `re.escape` writes what browsers refuse."""


def within_roots(schema: dict[str, Any]) -> None:
    """Put the allowed folders into the JSON schema of a path."""
    roots = outermost(settings().allowed_roots)
    folders = " or ".join(str(root) for root in roots)
    schema.update(expecting(pattern(roots), f"an absolute path in {folders}, without .."))


def outermost(roots: Iterable[Path]) -> list[Path]:
    """Return the folders that are in none of the others, each once.

    >>> [str(root) for root in outermost([Path("/home/me/news"), Path("/captures"), Path("/home/me")])]
    ['/captures', '/home/me']
    """
    distinct = list(dict.fromkeys(roots))
    return [root for root in distinct if not any(other in root.parents for other in distinct)]


def pattern(roots: Iterable[Path]) -> str:
    r"""Return the pattern of the absolute paths beneath these folders.

    >>> re.search(pattern([Path("/captures")]), "/captures/2017/a.html") is not None
    True
    >>> [re.search(pattern([Path("/captures")]), path) for path in ("/captures/../etc", "/capturesque", "captures")]
    [None, None, None]
    """
    allowed = "|".join(SPECIAL.sub(r"\\\g<0>", str(root).rstrip("/")) for root in roots)
    return rf"^(?!.*(?:/|^)\.\.(?:/|$))(?:{allowed})(?:/[^\n\r]*)?$"


def expect_within_roots(paths: Iterable[str]) -> None:
    """Look whether paths lead, through links too, only to where a run may read.

    Raises:
        ConfigurationError: one does not.
    """
    roots = [os.path.realpath(root) for root in settings().allowed_roots]
    for path in paths:
        real = os.path.realpath(path)
        if not any(real == root or real.startswith(root.rstrip("/") + "/") for root in roots):
            raise ConfigurationError(f"{path!r} is outside the folders a run may read: COPYTASTER_ROOTS names them")
