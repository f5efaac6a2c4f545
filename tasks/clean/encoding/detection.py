"""Finding the charset of text that neither says it nor is UTF-8."""

import codecs
import re
from dataclasses import dataclass

from tasks.clean.encoding.plausibility import likeness, oddness

SEARCHED, SAMPLE = 256 * 1024, 8 * 1024
"""Bytes of a page in which lines that tell are looked for, and how many of them are read."""
READ, GLANCE = 2_500, 250
"""Characters of each reading that are judged, and that are looked at first: more decides nothing new."""
MARKUP = re.compile(rb"<(?:script|style)\b.{0,20000}?</(?:script|style)|<[^<>]{0,2000}>", re.IGNORECASE | re.DOTALL)
FAMILIES = (
    ("cp932", "euc_jis_2004", "gb18030", "big5hkscs", "cp949"),
    # The order is that of preference where readings are equal: what the web is written in most comes first.
    ("cp1252", "cp1251", "cp1250", "cp1254", "cp1253", "cp1256", "cp1257", "cp1255", "cp874", "cp1258"),
    ("koi8-r", "koi8-u", "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-15", "iso8859-13", "iso8859-6"),
    ("cp866", "mac-cyrillic", "mac-roman"),
)
WRITTEN_IN = {
    "cp1250": "bs cs hr hu pl ro sk sl sq sr",
    "cp1251": "be bg kk ky mk mn ru sr tg tt uk uz ba",
    "cp1252": "af br ca co cy da de en es eu fi fo fr fy ga gd gl ht id is it la lb ms nl no nn oc pt rm sv sw tl",
    "cp1253": "el",
    "cp1254": "az ku tr uz tk",
    "cp1255": "iw yi",
    "cp1256": "ar fa ku ps sd ug ur",
    "cp1257": "et lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja zh",
    "gb18030": "zh",
    "big5hkscs": "zh",
    "cp949": "ko",
    "koi8-r": "bg ru",
    "koi8-u": "ru uk",
    "cp866": "ru",
    "mac-cyrillic": "bg ru uk",
}
ALIKE = {
    "iso8859-2": "cp1250",
    "iso8859-5": "cp1251",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
    "mac-roman": "cp1252",
    "euc_jis_2004": "cp932",
}
"""The languages, in the detector's codes, that each charset is made for, and the charsets made for the same ones."""
CANDIDATES = tuple(codec for family in FAMILIES for codec in family)
ODD_LIMIT = 0.12
"""A reading with more than this share of oddities is rubbish."""
UNLIKE = 150.0
"""A reading less like any language than this is rubbish, where there is enough of it to tell."""
ENOUGH = 30
DECLARED_BONUS, LANGUAGE_BONUS = 1.06, 1.1
"""How much more is believed of the charset that the page declares, and of one made for the language it shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a charset makes of a sample, and how good that is."""

    codec: str
    text: str
    score: float


def detect(data: bytes, declared: str | None = None) -> str | None:
    """Return the codec that makes the most plausible text of bytes that are not UTF-8, None where none does."""
    sample = _sample(data)
    readings = [reading for codec in CANDIDATES if (reading := _read(sample, codec, declared))]
    if declared and declared not in CANDIDATES and (reading := _read(sample, declared, declared)):
        readings.append(reading)
    best = max(readings, key=lambda reading: reading.score, default=None)
    return best.codec if best else None


def _sample(data: bytes) -> bytes:
    """Return the lines that tell: those with bytes beyond ASCII, without markup."""
    bare = MARKUP.sub(b" ", data[:SEARCHED])
    if bare.isascii():
        bare = data  # they stand in attributes, or far down
    lines: list[bytes] = []
    length = 0
    for line in bare.splitlines():
        if not line.isascii():
            lines.append(line)
            length += len(line)
        if length > SAMPLE:
            break
    return b"\n".join(lines)[:SAMPLE]


def _read(sample: bytes, codec: str, declared: str | None) -> Reading | None:
    """Return a codec's reading; None where it is rubbish."""
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample, final=False)[:READ]
    if oddness(text[:GLANCE]) > 2 * ODD_LIMIT:
        return None
    odd = oddness(text)
    beyond = sum(character > "\x7f" for character in text)
    if not beyond or odd > ODD_LIMIT:
        return None
    like, language = likeness(text)
    fitting = language in WRITTEN_IN.get(ALIKE.get(codec, codec), "").split()
    if codec in FAMILIES[0] and not fitting:  # a stray character of theirs, made of two bytes of other text
        return None
    if beyond >= ENOUGH and like < UNLIKE:
        return None
    score = (like + 1.0) * (1.0 - 4 * odd)
    if fitting:
        score *= LANGUAGE_BONUS
    return Reading(codec, text, score * DECLARED_BONUS if codec == declared else score)
