"""Handing the sites' templates to worker processes: by a file, for they would travel with every chunk of a batch."""

import os
from pathlib import Path

from schemas.errors import StoreUnavailable
from schemas.template import Templates, dumped


def handed(templates: Templates, folder: Path) -> Path | None:
    """Return a file of the templates for the worker processes, None where there are none.

    Its name is the digest of what it holds, so that one that is there is the right one.

    Raises:
        StoreUnavailable: the folder cannot be written.
    """
    if not templates.by_site:
        return None
    file = file_of(templates.digest, folder)
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            new = file.with_suffix(f".{os.getpid()}")
            new.write_text(dumped(templates), encoding="utf-8")
            new.replace(file)
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be written: {error.strerror}") from error
    return file


def file_of(digest: str, folder: Path) -> Path:
    """Return where templates of a digest were handed over; they stay there."""
    return folder / "templates" / f"{digest}.json"
