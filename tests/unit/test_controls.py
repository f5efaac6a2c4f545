"""Unseen characters: which go, which stay, and that it is said."""

import pytest

from tasks.clean.encoding.charset import decode
from tasks.clean.encoding.controls import normalised


@pytest.mark.parametrize(
    ("text", "expected", "flags"),
    [
        ("one\r\ntwo\rthree\n\r\nfour\r\r\n", "one\ntwo\nthree\n\nfour\n", ()),
        ("one\u2028two\u2029three\x0bfour\x0cfive\x85six", "one\u2028two\u2028three\u2028four\u2028five\u2028six", ()),
        ("wait\x85 it\x92s", "wait… it’s", ("c1-controls",)),
        ("a stray nu\0ll\x07 and \x1b[31mred\x7f words", "a stray null and [31mred words", ("control-characters",)),
        ("it\x92s \x93quoted\x94", "it’s “quoted”", ("c1-controls",)),
        ("safe\u202egpj.exe\u2066x\u2069", "safegpj.exex", ("bidi-controls",)),
        ("com\u200bpu\xadter\ufeff\u2060", "computer", ("zero-width",)),
        ("می\u200cخواهم 👩\u200d🚀 א\u200fב", "می\u200cخواهم 👩\u200d🚀 א\u200fב", ()),
        ("what\ufffd", "what\ufffd", ("replacement-characters",)),
        ("e" + "\u0301" * 1000 + "nd", "e" + "\u0301" * 8 + "nd", ("stacked-marks",)),
        ("\ta b\xa0c\n", "\ta b\xa0c\n", ()),
        ("ﷺ" * 9, "ﷺ" * 9, ()),
    ],
)
def test_each_rule_does_what_it_says_and_says_so(text: str, expected: str, flags: tuple[str, ...]) -> None:
    assert normalised(text) == (expected, flags)
    decoded = decode(text.encode())
    assert (decoded.text, decoded.flags) == (expected, flags)


def test_a_lone_surrogate_does_not_come_through() -> None:
    assert normalised("a\ud800b") == ("a\ufffdb", ("no-characters",))
