"""Datelines of Chinese, Japanese and Korean agencies: "【新华社北京6月3日电】", "（東京共同）", "(서울=연합뉴스)"."""

import re
from functools import cache

from tasks.grammar.agencies import signature_pattern, signing, signing_names

OPENING = "【（([［〔"
OPEN, CLOSE = r"[【（(\[［〔]", r"[】）)\]］〕]"
DAY = r"(?:(?:\d{4}年)?\s?\d{1,2}\s?月\s?)?\d{1,2}\s?日"
PLACE = r"[^\W\d_][^\d\s，。、,；:：（）()【】\[\]［］＝=]"

CLOSING = re.compile(CLOSE)
REACH = 120
"""Characters in which such a dateline names its agency."""
SHORTEST = 2
"""Letters of a place."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = signature_pattern()
    return (
        # 【新华社北京6月3日电】 · 新华社华盛顿6月3日电（记者 王五） · （中央社記者王五台北3日電） · 路透北京6月4日 -
        re.compile(
            rf"{OPEN}?(?P<agency>{names})(?P<reporter>(?:记者|記者)\S{{2,4}})?(?P<place>{PLACE}{{1,10}}?)?\s?{DAY}"
            rf"\s?(?:[电電讯訊]|[综綜]合外?[电電]|\s?[-–—])(?:\s?[（(](?:记者|記者)[^（()）]{{1,30}}[)）])?{CLOSE}?"
        ),
        # （東京共同） · 【ワシントン＝共同】 · ［東京 ４日 ロイター］ · 【ソウル時事】
        re.compile(rf"{OPEN}(?P<place>{PLACE}{{1,12}}?)[\s＝=・]?(?:{DAY})?\s?(?P<agency>{names}){CLOSE}\s?[-–—]?"),
        # 【3月4日 AFP】
        re.compile(rf"{OPEN}{DAY}(?P<place>)\s?(?P<agency>{names}){CLOSE}"),
        # (서울=연합뉴스) 홍길동 기자 =
        re.compile(rf"{OPEN}(?P<place>{PLACE}{{1,12}})\s?[=＝]\s?(?P<agency>{names}){CLOSE}(?:[^=\n]{{1,40}}=)?"),
    )


def match_cjk(text: str) -> tuple[int, str | None, str] | None:
    """Return where such a dateline ends, its place and its agency; None where none opens the text.

    >>> match_cjk("（東京共同）新しい")
    (6, '東京', 'Kyodo')
    """
    if text.isascii() or not ("日" in text or (text[:1] in OPENING and _ends_signed(text))):
        return None
    for pattern in _patterns():
        match = pattern.match(text)
        if match and (agency := signing(match["agency"])):
            # "記者王五台北3日電": where the reporter's name ends and the place begins is not printed
            reported = "reporter" in pattern.groupindex and match["reporter"]
            return match.end(), None if reported else match["place"] or None, agency
    return None


def _ends_signed(text: str) -> bool:
    """Return whether a bracket that opens a text ends in an agency's name after a place; "(Reuters)" has none."""
    ends = (close.start() for close in CLOSING.finditer(text[:REACH]))
    return any(text[1 + SHORTEST : end].endswith(signing_names()) for end in ends)
