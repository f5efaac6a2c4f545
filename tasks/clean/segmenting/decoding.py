"""Bytes as text: UTF-8 where it is, else what the page declares, else Windows-1252."""

import re
from dataclasses import dataclass

DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([a-zA-Z0-9_\-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was in."""

    text: str
    charset: str
    flags: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the bytes as text."""
    found = DECLARED.search(data, 0, 4096)
    declared = found[1].decode().lower() if found else "utf-8"
    for charset in ("utf-8-sig", declared):
        try:
            return Decoded(data.decode(charset), charset.removesuffix("-sig"))
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(data.decode("utf-8", "replace"), "utf-8", ("invalid-bytes",))
