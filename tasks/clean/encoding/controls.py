"""Characters that no reader sees and no writer meant: removed or replaced by rule, with a flag.

- A carriage return, alone or before a line feed, is a line feed.  Form feeds, vertical tabs, U+0085 and paragraph
  separators are line separators, U+2028: they end a line, yet lines are counted as other programs count them.
- NUL and the other control characters go; U+0080 to U+009F are what they are in windows-1252, where they come from,
  and so is U+0085 where there are others.
- Bidirectional embeddings, overrides and isolates go: they make text look like another.  The marks U+200E and U+200F
  stay, as do the joiners U+200C and U+200D, which spelling needs in Persian, in Indic scripts and in emoji.
- Zero-width spaces, word joiners, soft hyphens and byte order marks within the text go.
- Surrogates, U+FFFE and U+FFFF become U+FFFD.
- Of combining marks on one letter the first eight stay.
"""

import re

import numpy as np

CHUNK = 1_000_000
"""Characters looked at together: more would not be faster, and would cost memory on a line of 100 MB."""
MARKS = 8
"""More than any spelling needs: three are found in Vietnamese, four or five in fully pointed Hebrew."""
SEPARATOR = "\u2028"
SEPARATORS = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2029"), SEPARATOR)
NEXT_LINE, ELLIPSIS = "\x85", "…"
CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F])
BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\xad\u180e"))
C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}
NO_CHARACTERS = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
RULES = (
    ("control-characters", CONTROLS),
    ("c1-controls", C1),
    ("bidi-controls", BIDI),
    ("zero-width", ZERO_WIDTH),
    ("no-characters", NO_CHARACTERS),
)
TABLE = {**SEPARATORS, **{code: new for _, table in RULES for code, new in table.items()}}
COMBINING = frozenset(range(0x300, 0x370))
STACKED = re.compile(f"([\u0300-\u036f]{{{MARKS}}})[\u0300-\u036f]+")
# The same for valid UTF-8, as single bytes and characters: each is looked for at the speed of memory, a thousand
# times that of a regular expression.  What they do not find needs no rule; they may find more than there is.
RARE_BYTES = tuple(bytes([code]) for code in (*sorted(CONTROLS), 0x0B, 0x0C, 0xCC, 0xCD))
RARE = ("\ufffd", *(chr(code) for code in sorted(TABLE) if 0xFF < code < 0x2060 or code > 0xFDFF))
RARE_BY_END = tuple((character, character.encode()[-1:], character.encode()[:1]) for character in RARE)
"""Each with its last and its first byte: a byte is found at six times the speed of a character of two."""
C1_BYTES = re.compile(rb"\xc2[\x80-\x9f\xad]")
ISOLATE_BYTES = re.compile(rb"\xe2\x81[\xa0\xa6-\xa9]")


def is_clean(utf8: bytes, text: str) -> bool:
    """Return whether text that was valid UTF-8 certainly needs no rule but that of line ends."""
    if any(byte in utf8 for byte in RARE_BYTES):
        return False
    if text.isascii():
        return True
    if any(last in utf8 and first in utf8 and character in text for character, last, first in RARE_BY_END):
        return False
    return not (b"\xc2" in utf8 and C1_BYTES.search(utf8)) and not (b"\x81" in utf8 and ISOLATE_BYTES.search(utf8))


def line_ends(text: str) -> str:
    r"""Return the text with each line ended by a line feed.

    >>> line_ends("one\r\ntwo\rthree\r\r\n")
    'one\ntwo\nthree\n'
    """
    if "\r" not in text:
        return text
    text = text.replace("\r\n", "\n")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def normalised(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return the text by the rules above, and the name of each rule that changed it.

    Idempotent: what it returns, it leaves alone.

    >>> normalised("He\x00llo\u200b, it\x92s")
    ('Hello, it’s', ('control-characters', 'c1-controls', 'zero-width'))
    """
    text = line_ends(text)
    used = _used(text)
    found = used & TABLE.keys()
    flags = [name for name, table in RULES if not found.isdisjoint(table)]
    if 0xFFFD in used:
        flags.append("replacement-characters")
    if "c1-controls" in flags:
        text = text.replace(NEXT_LINE, ELLIPSIS)
    for code in found:  # what one is replaced by, no other replaces
        text = text.replace(chr(code), TABLE[code] or "")
    text, stacks = STACKED.subn(r"\1", text) if used & COMBINING else (text, 0)
    if stacks:
        flags.append("stacked-marks")
    return text, tuple(flags)


def _used(text: str) -> set[int]:
    """Return the characters of a text: at most some thousands, whatever its length."""
    used: set[int] = set()
    for start in range(0, len(text), CHUNK):
        codes = np.frombuffer(text[start : start + CHUNK].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        used.update(np.flatnonzero(np.bincount(codes)).tolist())
    return used
