"""What one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on reading; a file beyond them is quarantined, never cut."""

    unit_bytes: int = 64 * 1024 * 1024  # of one page: a longer file is refused before it is read
    attempts: int = 3  # at a file that changes while it is read, or a file system that is busy
    delay: float = 0.2  # seconds before the second attempt, doubled before the third
