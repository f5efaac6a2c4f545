"""Languages that their script gives away."""

import re
import unicodedata
from collections import Counter
from functools import cache

LOOKED_AT = 1_500
MOST = 0.7
"""The share of a text's letters that one script must have to speak for it: names in Latin letters are everywhere."""
KANA = 0.04
"""The share of kana among kana and Chinese characters from which on a text is Japanese: it has a half."""
# Scripts of one written language of today's press; Assamese, Yiddish and Tigrinya, which share one, are rarer by far.
ONLY = {
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
    "HANGUL": "ko",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "ORIYA": "or",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "ETHIOPIC": "am",
    "TIBETAN": "bo",
    "KANA": "ja",
}
ENOUGH_HAN = 25
"""Chinese characters without a kana among them that are Chinese: a Japanese headline may have fewer."""

TELLING = re.compile(r"[^\u0000-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
"""What may be a letter of one of these scripts: Latin letters, common punctuation and currencies are not."""


def by_script(text: str) -> tuple[str, float] | None:
    """Return the language that a text's letters give away, and their share; None where several share the script.

    >>> by_script("Το λιμάνι άνοιξε ξανά")
    ('el', 1.0)
    """
    if not TELLING.search(text, 0, LOOKED_AT):
        return None
    counts: dict[str, int] = {}
    for character, times in Counter(text[:LOOKED_AT]).items():
        if character.isalpha():
            script = _script(character)
            counts[script] = counts.get(script, 0) + times
    total = sum(counts.values())
    kana, han = counts.get("KANA", 0), counts.pop("HAN", 0)
    if kana >= max(1, KANA * (kana + han)):
        counts["KANA"] = kana + han
    elif han >= max(ENOUGH_HAN, MOST * total):
        return "zh", han / total
    if not counts:
        return None
    script = max(counts, key=lambda each: (counts[each], each))
    share = counts[script] / total
    return (ONLY[script], share) if script in ONLY and share >= MOST else None


@cache
def _script(character: str) -> str:
    name = unicodedata.name(character, "?").replace("HALFWIDTH ", "").split(" ", 1)[0].split("-", 1)[0]
    if name in ("HIRAGANA", "KATAKANA"):
        return "KANA"
    return "HAN" if name == "CJK" else name
