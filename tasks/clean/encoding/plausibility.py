"""How plausible it is that a text is what was written, and not what a wrong charset makes of it."""

import unicodedata
from functools import cache

import pycld2

# The commonest characters of newspapers, which make up two fifths of the text in Chinese, the half in Korean.
CHINESE = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起"
    "还发成事作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长月市政部法民高新部第分进行业及其将與與"
    "這來國個說們為時會過學對後麼發當無開經頭動長與從進業將們據報導點問題關係應該還"
)
KOREAN = frozenset(
    "이다는을의에가지고하은로기를한도사서대시자리어아인그나라정해수상일보부주장전제성과원들있습니것으년공만회면"
)
GREEK = frozenset("αοιετσνρηυκπ")
CYRILLIC = frozenset("оаеинтсрвл")
THAI = frozenset("านรอกเงมยลวดทสต่้ัิี")
COMMON = {
    "HAN": (CHINESE, "zh"),
    "HANGUL": (KOREAN, "ko"),
    "GREEK": (GREEK, "el"),
    "THAI": (THAI, "th"),
    "CYRILLIC": (CYRILLIC, "un"),
}
COVERED = {"HAN": 0.40, "HANGUL": 0.45, "GREEK": 0.72, "THAI": 0.75, "CYRILLIC": 0.58}
"""The share of a language's text that its commonest characters make up; half of that is chance."""
SURE, FAIR = 900.0, 600.0
"""The score of text that has its script's commonest characters: where its language is thereby known, where not."""
CONTROLS = frozenset(map(chr, [*range(0x09), *range(0x0E, 0x20), 0x7F]))
NEVER = frozenset({"Cc", "Cn", "Co", "Cs"})
BAD = 4
"""How much worse than a strange sequence is a byte that is nothing at all."""
ODD = frozenset("¤¦¨¬¯´¸ˇ˘˙˛˜˝¶ª¹²³×÷±µ¢¥§")


def oddness(text: str) -> float:
    """Return the share of the characters beyond ASCII that stand where no writer puts them: 0 in good text.

    Odd are unassigned, private and control characters, symbols within words, capitals after small letters, words
    in two alphabets, and marks without a letter.

    >>> oddness("Příliš žluťoučký kůň"), oddness("PĹ™Ă­liĹˇ ĹľluĹĄouÄŤkĂ˝ kĹŻĹ") > 0.3
    (0.0, True)
    """
    total = odd = 0
    before = " "
    for character in text:
        if character > "\x7f" or before > "\x7f" or character in CONTROLS:
            total += 1
            odd += BAD if _kind(character) in NEVER else _is_odd(before, character)
        before = character
    return min(1.0, odd / total) if total else 0.0


def _is_odd(before: str, character: str) -> bool:
    kind, kind_before = _kind(character), _kind(before)
    if "\uff61" <= character <= "\uff9f":  # half-width kana: unused in print
        return True
    if kind[0] == "L" and kind_before[0] == "L":
        return (kind == "Lu" and kind_before == "Ll") or _script(character) != _script(before)
    if kind == "Mn":
        return kind_before[0] not in "LM"
    if (kind[0] in "SN" and character > "\x7f") or character in "†‡‰•":
        return kind_before[0] == "L" or character in ODD
    return kind[0] == "L" and kind_before[0] in "SN" and before > "\x7f"


@cache
def _kind(character: str) -> str:
    """Return the general category; U+FFFD, which stands for what could not be read, counts as no character."""
    return "Cn" if character == "\ufffd" else unicodedata.category(character)


@cache
def _script(character: str) -> str:
    """Return the alphabet of a letter; those that share words (kana and Chinese characters) are one."""
    name = unicodedata.name(character, "?").split(" ", 1)[0].split("-", 1)[0]
    return "HAN" if name in ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC") else name


def existing(text: str) -> float:
    """Return the share of the characters that exist and may stand in a text: no controls, none unassigned."""
    return sum(character in "\n\r\t" or _kind(character) not in ("Cc", "Cn", "Cs") for character in text) / len(text)


def likeness(text: str) -> tuple[float, str]:
    """Return how much like a language the text is, and which: below 150 for none, 300 to 1,500 for the best fitting.

    Only comparable for readings of the same bytes.
    """
    script = _main_script(text)
    common = 0.0
    if script in COMMON:
        common = min(1.0, max(0.0, 2 * _covered(text, script) / COVERED[script] - 1))
        if script != "CYRILLIC":
            return SURE * common, COMMON[script][1]
    readable = "".join(character if character.isprintable() else " " for character in text)
    try:
        _, _, languages = pycld2.detect(readable.encode("utf-8", "ignore"), bestEffort=True)
    except pycld2.error:
        return FAIR * common, "un"
    score = float(sum(percent * score for _, _, percent, score in languages)) / 100
    return max(score, FAIR * common), languages[0][1]


def _main_script(text: str) -> str:
    """Return the alphabet of most letters; one beyond Latin counts triply, as its words stand among Latin names."""
    counts = {"LATIN": 0}
    for character in text[:2_000]:
        if character.isalpha():
            script = _script(character) if character > "\x7f" else "LATIN"
            counts[script] = counts.get(script, 0) + (1 if script == "LATIN" else 3)
    return max(counts, key=lambda script: (counts[script], script))


def _covered(text: str, script: str) -> float:
    """Return the share of a script's characters that are among its commonest."""
    own = [
        character
        for character in text.lower()
        if character > "\x7f" and (character.isalpha() or _kind(character) == "Mn")
    ]
    kana = sum("\u3041" <= character <= "\u30fc" for character in own)
    if script == "HAN" and kana >= 0.15 * len(own):  # Japanese: half of it is kana
        return COVERED[script]
    return sum(character in COMMON[script][0] for character in own) / len(own) if own else 0.0
