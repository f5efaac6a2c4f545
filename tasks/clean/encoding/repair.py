"""UTF-8 with bytes in it that are none."""

import re
from dataclasses import dataclass

NO_LEADS = bytes(range(0xC0))
ESCAPED = re.compile("[\udc80-\udcff]+")
"""Bytes that could not be decoded, as `surrogateescape` leaves them."""
UTF_16_IN_UTF_8 = re.compile(rb"(?:\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf])+")
BROKEN = re.compile(rb"[\xc0-\xf7][\x80-\xbf]{0,3}")
"""A sequence that was cut short, or is longer than the standard lets it be."""
PARTS = re.compile("[<>\n\r]+")
"""What parts the pieces a page is put together from: its tags and its lines."""
FORBIDDEN = re.compile(rb"[\xc0\xc1][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
"""A sequence that is too long, or one surrogate: U+FFFD in any page."""


@dataclass(frozen=True, slots=True)
class Soundness:
    """Bytes read as UTF-8: those that are none stand in `escaped` as surrogates."""

    escaped: str
    leads: frozenset[int]  # the first bytes of the sequences that are valid
    whole: int  # how many characters beyond ASCII are valid
    faults: int  # how many bytes are not


def soundness(data: bytes) -> Soundness:
    """Return how far bytes are UTF-8."""
    escaped = data.decode("utf-8", "surrogateescape")
    valid = ESCAPED.sub("", escaped)
    leads = valid.encode("utf-8").translate(None, NO_LEADS)
    return Soundness(escaped, frozenset(leads), len(leads), len(escaped) - len(valid))


def is_in_parts(found: Soundness, times: int) -> bool:
    """Return whether what is no UTF-8 stands in a few parts of the page, and `times` as many others are sound.

    So it is with a page that has a paragraph from somewhere else in it; of one in another charset every part is amiss.
    """
    parts = [part for part in PARTS.split(found.escaped) if not part.isascii()]
    broken = sum(ESCAPED.search(part) is not None for part in parts)
    return len(parts) - broken >= times * broken


def repaired(found: Soundness) -> str:
    """Return bytes that are mostly UTF-8 as text.

    A byte that is not UTF-8 is what it is in windows-1252, as in a page put together from two sources; a sequence
    that was cut short is U+FFFD, where the page uses its first byte elsewhere as UTF-8; so is a byte that is nothing
    in windows-1252.  Characters beyond the first plane that were written as two surrogates are made whole.
    """
    return ESCAPED.sub(lambda run: _mended(run[0].encode("utf-8", "surrogateescape"), found.leads), found.escaped)


def _mended(run: bytes, leads: frozenset[int]) -> str:
    if UTF_16_IN_UTF_8.fullmatch(run):
        return run.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    parts: list[str] = []
    position = 0
    while position < len(run):
        broken = FORBIDDEN.match(run, position) or (BROKEN.match(run, position) if run[position] in leads else None)
        if broken:
            parts.append("\ufffd")
            position = broken.end()
        else:
            parts.append(run[position : position + 1].decode("cp1252", "replace"))
            position += 1
    return "".join(parts)
