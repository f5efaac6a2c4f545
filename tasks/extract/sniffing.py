"""What the first bytes of a file say it is. Cheap, and never a judgement about the charset: that is clean's."""

import re

# Not white space, and not ESC, by which ISO-2022 text switches alphabets.
CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
CONTROLS_ALLOWED = 0.05
"""The share of control bytes text may have; random and compressed bytes have 0.11."""
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BLANK = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\x00\s\x1c-\x1f]*+(?:\xc2\xa0[\x00\s]*+)*+\Z")
SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"wOF2", "a font"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
)
SAMPLE = 64 * 1024
PLAIN = 0.98
"""The share of printable characters in text that is read as the UTF-16 it is."""


def kind_of(data: bytes) -> str:
    """Return what bytes that are no text are, in words for people."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    return "binary data"


def is_blank(data: bytes) -> bool:
    r"""Return whether there is nothing to read: no bytes, white space, or a byte order mark alone.

    >>> is_blank(b"\xef\xbb\xbf \r\n")
    True
    """
    return BLANK.match(data) is not None


def looks_like_text(data: bytes) -> bool:
    """Return whether bytes are text in some charset, judged by the first 64 KB.

    Bytes that open as a known binary format do are not; nor are bytes with more control characters than text has,
    unless they are UTF-16 or UTF-32, where every other byte may be one.
    """
    sample = data[:SAMPLE]
    if any(sample.startswith(signature) for signature, _ in SIGNATURES):
        return False
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return controls <= CONTROLS_ALLOWED * len(sample) or wide_codec(sample) is not None


def wide_codec(sample: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 codec that makes text of these bytes, marked by a byte order mark or not.

    Random bytes do not survive it: a fortieth of their pairs are surrogates, most are no character, few are a space.
    """
    if sample.startswith(UTF_16_MARKS):
        codecs: tuple[str, ...] = ("utf-32", "utf-16")
    else:
        codecs = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    return next((codec for codec in codecs if _is_plain(sample, codec)), None)


def _is_plain(sample: bytes, codec: str) -> bool:
    width = 4 if codec.startswith("utf-32") else 2
    cut = sample[: len(sample) // width * width]
    try:
        text = cut.decode(codec)
    except UnicodeDecodeError as error:
        if error.start < len(cut) - 4:  # else the sample's end cuts a pair in two
            return False
        text = cut[: error.start].decode(codec)
    if not text:
        return False
    spaces = sum(map(text.count, (" ", "\n", "\r", "\t", "\u3000", "\u3001", "\u3002")))
    printable = sum(map(str.isprintable, text)) + sum(map(text.count, ("\n", "\r", "\t", "\u3000", "\ufeff", "\xa0")))
    return printable >= PLAIN * len(text) and spaces >= len(text) // 100
