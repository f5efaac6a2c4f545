"""Files that land in a watched folder start an ingest once nobody writes to them any more."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from flows.runs.runlog import LOGGER
from flows.serving.starting import start_ingest
from schemas.errors import ConfigurationError

EVERY_SECONDS = 5.0
"""Between two looks. A file that was the same at both has landed."""
MOST_FILES = 100
"""Files named in a run; when more land at once, the folder is read as a whole."""

Seen = dict[str, tuple[int, int]]
"""Size and time of change by path."""


@dataclass(slots=True)
class Watch:
    """A folder that is watched; what lies there already when it begins has landed too."""

    folder: Path
    _known: Seen = field(default_factory=dict)  # what was handed to a run
    _before: Seen = field(default_factory=dict)  # at the last look
    _next: float = 0.0

    def look(self) -> None:
        """Start an ingest of what has landed since the last look, when it is time for one."""
        if monotonic() < self._next:
            return
        self._next = monotonic() + EVERY_SECONDS
        landed = self.landed()
        if landed:
            paths = landed if len(landed) <= MOST_FILES else [str(self.folder)]
            try:
                run = start_ingest({"paths": paths, "when_busy": "wait"}, ["landed"])
            except ConfigurationError as error:  # said in the log, and tried again at the next look
                LOGGER.warning("an ingest of %s could not be started: %s", self.folder, error)
                self._known = {path: state for path, state in self._known.items() if path not in landed}
            else:
                LOGGER.info("%d files landed in %s: run %s", len(landed), self.folder, run)

    def landed(self) -> list[str]:
        """Return the files that are new or changed, and were the same at two looks."""
        now = dict(_files(self.folder))
        landed = sorted(
            path for path, state in now.items() if self._before.get(path) == state and self._known.get(path) != state
        )
        self._known = {path: state for path, state in self._known.items() if path in now}
        self._known.update((path, now[path]) for path in landed)
        self._before = now
        return landed


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(base, name)
            try:
                found = os.lstat(path)
                path.encode()
            except (OSError, UnicodeEncodeError):  # gone, or a name that no parameter can spell: the folder has it
                continue
            if not name.startswith(".") and os.path.isfile(path) and not os.path.islink(path):
                yield path, (found.st_size, found.st_mtime_ns)
