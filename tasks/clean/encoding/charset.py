"""Bytes to text: in the charset they are written in, or not at all."""

import codecs
from collections import Counter
from dataclasses import dataclass

from schemas.errors import UnknownEncoding
from tasks.clean.encoding.controls import is_clean, line_ends, normalised
from tasks.clean.encoding.declaration import WINDOW, codec_of, declaration, label_of
from tasks.clean.encoding.detection import detect
from tasks.clean.encoding.plausibility import existing, likeness
from tasks.clean.encoding.repair import is_in_parts, repaired, soundness

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
WIDE_SAMPLE, WIDE_PLAIN, WIDE_LIKE = 4_096, 0.95, 700.0
ONE_BLOCK = 0.8
"""The share of such bytes in one half of UTF-16; the commonest two of any text make up a third."""
SEVEN_BIT = {b"\x1b$": ("iso2022_jp_ext", "iso2022_kr"), b"\x1b(": ("iso2022_jp_ext",)}
MOSTLY, STRAY = 2, 0.002
"""Bytes are UTF-8 with faults where at least this many of its characters are whole for each byte that is amiss, or
this many parts of the page for each that is not, or where no charset makes sense of the faults and they are no more
than this share."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A capture's text, the charset it was read in, and what had to be repaired."""

    text: str  # lines end in a line feed, or are parted by U+2028; no control characters, no surrogates
    charset: str  # "utf-8", "windows-1251", "utf-16-le"
    flags: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Return bytes as text: by their byte order mark, as UTF-8 if they are that, as declared or as detected.

    `declared` is what came with the bytes, a header's charset; without it the page's own declaration counts.  A
    declaration is believed where it makes plausible text: many are wrong.  The flags are `invalid-bytes` and those
    of `tasks.clean.encoding.controls`.

    Raises:
        UnknownEncoding: no charset makes plausible text of them.
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec)
    if b"\0" in data and (wide := _wide(data)):
        return _finished(data.decode(wide, "replace"), wide)
    if b"\x1b" in data and (seven := _seven_bit(data)):
        return seven
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, codec_of(declared) or codec_of(declaration(data)))
    if b"utf-7" in data[:WINDOW].lower() and codec_of(declared or declaration(data)) == "utf-7":
        return _finished(data.decode("utf-7", "replace"), "utf-7")
    if is_clean(data, text):
        return Decoded(line_ends(text), "utf-8")
    return _finished(text, "utf-8")


def _finished(text: str, codec: str, *, invalid: bool = False) -> Decoded:
    clean, flags = normalised(text)
    if invalid or ("replacement-characters" in flags and codec != "utf-8"):
        flags = ("invalid-bytes", *(flag for flag in flags if flag != "replacement-characters"))
    return Decoded(clean, label_of(codec), flags)


def _marked(data: bytes, codec: str) -> Decoded:
    if codec != "utf-8":
        return _finished(data.decode(codec, "replace"), codec)
    try:
        return _finished(data.decode("utf-8"), codec)
    except UnicodeDecodeError:
        return _finished(repaired(soundness(data)), codec, invalid=True)


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 codec that makes plain text of the bytes' beginning.

    In any other text a null byte is a fault; in these every space and line end has one, and read with the wrong
    width or order they are characters that do not exist.
    """
    if _is_narrow(data[:WIDE_SAMPLE]):
        return None
    readings: list[tuple[float, str]] = []
    for codec in WIDE:
        width = 4 if codec.startswith("utf-32") else 2
        sample = data[: min(WIDE_SAMPLE, len(data) // width * width)]
        text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
        if text and existing(text) >= WIDE_PLAIN:
            readings.append((likeness(text)[0], codec))
    score, best = max(readings, default=(0.0, ""))
    return best if best and (b"\0" in data or score >= WIDE_LIKE) else None


def _is_narrow(sample: bytes) -> bool:
    """Return whether bytes are UTF-8 with a stray null, and not UTF-16 that happens to be valid UTF-8, too.

    That it can only be in a script of one block, where every other byte is the number of that block or null.
    """
    if len(sample.decode("utf-8", "ignore").encode()) < len(sample) - 3:
        return False
    halves = (sample[::2], sample[1::2])
    leading = max(sum(count for _, count in Counter(half).most_common(2)) for half in halves)
    return leading < ONE_BLOCK * len(halves[1])


def _seven_bit(data: bytes) -> Decoded | None:
    """Return text of ISO-2022, which switches alphabets by escape sequences; None for other text with an ESC."""
    if not data.isascii():
        return None
    for escape, names in SEVEN_BIT.items():
        for codec in names if escape in data else ():
            try:
                return _finished(data.decode(codec), codec)
            except UnicodeDecodeError:
                continue
    return None


def _legacy(data: bytes, declared: str | None) -> Decoded:
    found = soundness(data)
    mixed = declared in (None, "utf-8") and is_in_parts(found, MOSTLY)
    if mixed or found.whole >= MOSTLY * found.faults:
        return _finished(repaired(found), "utf-8", invalid=True)
    codec = detect(data, declared) or _wide(data)
    if codec is None and found.faults <= STRAY * len(data):
        return _finished(repaired(found), "utf-8", invalid=True)
    if codec is None:
        raise UnknownEncoding("no charset makes plausible text of its bytes")
    return _finished(data.decode(codec, "replace"), codec)
