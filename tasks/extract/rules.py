"""Which entries of a folder are not read, each by a rule with a stable name."""

import stat
from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "symlink": "a symbolic link is not followed; name the file it leads to",
    "fifo": "a pipe is not a file",
    "socket": "a socket is not a file",
    "device": "a device is not a file",
    "apple-double": "macOS's record of a file's attributes, not the file",
    "partial-file": "a file that another program is still writing, or its backup",
    "dotfile": "its name begins with a dot",
    "other-suffix": "its suffix is none of those that are read from folders",
}
"""Each rule's name, which users count, and its reason."""
PARTIAL = (b".part", b".partial", b".tmp", b".temp", b".crdownload", b".download", b".swp", b".swx", b"~")


def excluded_by_kind(mode: int) -> str | None:
    """Return the rule that excludes what is neither a regular file nor a folder, and holds however it was named."""
    if stat.S_ISLNK(mode):
        return "symlink"
    if stat.S_ISFIFO(mode):
        return "fifo"
    if stat.S_ISSOCK(mode):
        return "socket"
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "device"


def excluded_folder(name: bytes) -> str | None:
    """Return the rule that excludes a folder met in a folder."""
    if name == b"__MACOSX":
        return "apple-double"
    return "dotfile" if name.startswith(b".") else None


def excluded_file(name: bytes, suffixes: tuple[bytes, ...]) -> str | None:
    """Return the rule that excludes a file met in a folder; one that the user named is always read."""
    lower = name.lower()
    if lower.startswith(b"._"):
        return "apple-double"
    if lower.endswith(PARTIAL):
        return "partial-file"
    if lower.startswith(b"."):
        return "dotfile"
    return None if lower.endswith(suffixes) else "other-suffix"
