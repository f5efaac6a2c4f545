"""The charset a page declares: what its label means in practice, which is often not what it says."""

import codecs
import re

WINDOW = 4_096
"""How far down a declaration is looked for; browsers look through 1,024 bytes, saved pages have comments above."""
COMMENT = re.compile(rb"<!--.{0,4096}?-->", re.DOTALL)
# `<meta charset="utf-8">`, `<meta http-equiv=… content="text/html; charset=koi8-r">`, `<?xml … encoding='gbk'?>`
DECLARED = re.compile(
    rb"""<(?:meta\s[^>]{0,400}?charset|\?xml\s[^>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:+-]{1,40})""",
    re.IGNORECASE,
)
# From the WHATWG Encoding Standard: pages that say the first are written in the second.  Python's own aliases know
# the spellings that are not listed here.
MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "euc_jp": "euc_jis_2004",
    "utf-16": "utf-8",  # a page that could be read so far is not UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}
SPELLINGS = {
    "unicode-1-1-utf-8": "utf-8",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "gb_2312-80": "gb18030",
    "x-x-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "x-euc-jp": "euc_jis_2004",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "win-1251": "cp1251",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "dos-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-user-defined": "cp1252",
}


def declaration(data: bytes) -> str | None:
    """Return the charset label that a page's own markup gives in its first 4 KB.

    >>> declaration(b"<html><head><meta charset='KOI8-R'>")
    'koi8-r'
    """
    found = DECLARED.search(COMMENT.sub(b"", data[:WINDOW]))
    return found[1].decode("ascii", "replace").lower() if found else None


def codec_of(label: str | None) -> str | None:
    """Return the codec by which pages with this label are to be read; None where it names none, as `utf-9` does.

    >>> codec_of("ISO-8859-1")
    'cp1252'
    """
    if not label:
        return None
    spelled = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(SPELLINGS.get(spelled, spelled)).name
    except (LookupError, ValueError):  # ValueError: a null character in the label
        return None
    name = MEANT.get(name, name)
    return name if codecs.lookup(name)._is_text_encoding else None


def label_of(codec: str) -> str:
    """Return the name users know a codec by, the Encoding Standard's where it has one.

    >>> label_of("cp1251")
    'windows-1251'
    """
    if codec.startswith("cp125"):
        return f"windows-{codec[2:]}"
    if codec.startswith("iso8859"):
        return codec.replace("iso8859", "iso-8859")
    return LABELS.get(codec, codec)


LABELS = {
    "cp874": "windows-874",
    "cp866": "ibm866",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "euc_jis_2004": "euc-jp",
    "big5hkscs": "big5",
    "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
    "iso2022_jp": "iso-2022-jp",
    "iso2022_jp_ext": "iso-2022-jp",
    "iso2022_kr": "iso-2022-kr",
}
