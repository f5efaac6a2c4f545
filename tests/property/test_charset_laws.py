"""Laws of decoding: any bytes give a text or UnknownEncoding, and a text holds nothing that is no character."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.errors import UnknownEncoding
from tasks.clean.encoding.charset import decode
from tasks.clean.encoding.controls import is_clean, line_ends, normalised

C1 = "".join(map(chr, range(0x80, 0xA0)))
ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
PIECES = st.sampled_from(
    [b"<html>", b"<meta charset=", b"utf-16", b"big5>", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b$B", b"\0", b"\xed\xa0\x80",
     b"\xe9", "мир ".encode("cp1251"), "世界".encode("shift_jis"), "été ".encode(), b"word ", b"\r\n", b"\xe2\x80"]
)  # fmt: skip
ANY_BYTES = st.one_of(
    st.binary(max_size=400),
    st.lists(PIECES, max_size=40).map(b"".join),
    ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
    ANY_TEXT.map(lambda text: text.encode("utf-16-le", "surrogatepass")),
    st.text(max_size=200).map(lambda text: text.encode("cp1251", "ignore")),
)


@given(ANY_BYTES, st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["utf-8", "utf-7", "gbk", "utf-16"])))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode(data, declared=declared)
    except UnknownEncoding:
        return
    decoded.text.encode("utf-8")  # raises where a surrogate is left
    assert {unicodedata.category(character) for character in decoded.text if character not in "\n\t"}.isdisjoint(
        {"Cc", "Cs"}
    )
    assert decoded.text.isascii() or normalised(decoded.text)[0] == decoded.text
    assert decode(data, declared=declared) == decoded


@given(st.text(st.characters(codec="utf-8", exclude_characters=C1), max_size=300))
def test_valid_utf_8_keeps_every_character_that_can_be_seen(text: str) -> None:
    data = text.encode()
    assume(b"\0" not in data and b"\x1b" not in data and not data.startswith((b"\xef\xbb\xbf", b"+")))
    visible = [character for character in decode(data).text if character.isprintable() and not character.isspace()]
    assert visible == [
        character for character in normalised(text)[0] if character.isprintable() and not character.isspace()
    ]
    kept = [character for character in text if unicodedata.category(character)[0] in "LNPS"]
    assert [
        character for character in visible if unicodedata.category(character)[0] in "LNPS" and character != "\ufffd"
    ] == [character for character in kept if character != "\ufffd" and character not in "\ufffe\uffff"]


@given(ANY_TEXT)
def test_the_rules_change_a_text_once(text: str) -> None:
    once, flags = normalised(text)
    assert normalised(once)[0] == once
    assert ("zero-width" in flags) == any(character in text for character in "\u200b\u2060\ufeff\xad\u180e")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_the_quick_look_never_passes_what_a_rule_would_change(text: str) -> None:
    if is_clean(text.encode(), text):
        assert normalised(text) == (line_ends(text), ())


@pytest.mark.parametrize(
    "code", [*range(0x20), *range(0x7F, 0xA1), 0xAD, *range(0x2000, 0x2070), 0xFEFF, 0xFFFD, 0xFFFE]
)
def test_the_quick_look_knows_every_character_of_the_rules(code: int) -> None:
    text = f"ä{chr(code)}b"
    if is_clean(text.encode(), text):
        assert normalised(text) == (line_ends(text), ())
