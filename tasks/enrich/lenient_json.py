"""JSON as pages write it: repaired where the repair is safe, and given up where it is not."""

import html
import json
import re

LONGEST = 2_000_000
"""Characters of a script that are read: a real one has some thousand, and a hostile one of 20 MB says nothing."""
SCRIPTS = 50
"""Values one script may hold one after the other."""

MARKS = ("<!--", "-->", "<![CDATA[", "<!]]>", "]]>", "//", "/*", "*/", ";", "\ufeff")
"""Comment and CDATA marks around the JSON: "<!--//--><![CDATA[//><!-- {…} //--><!]]>"."""
STRAY = re.compile(
    r"""
    ( " (?: [^"\\] | \\. ){0,2000000}+ (?: " | \Z ) )        # a string, to be left as it is but for bad escapes
    | , (?= \s{0,200} [}\]] )                                # the comma after the last element
    """,
    re.VERBOSE | re.DOTALL,
)
BAD_ESCAPE = re.compile(r"""\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})""")


def load_values(text: str) -> tuple[object, ...]:
    """Return the JSON values of a script; nothing of one that cannot be read without guessing.

    Numbers come as they are written, NaN and the infinities as None. Repairs: comment and CDATA marks around it,
    raw line breaks in strings, commas after the last element, escapes JSON does not know, HTML entities for
    quotes, several values in one script.

    >>> load_values('<!-- {"a": [1, 2,], "b": NaN} -->')
    ({'a': ['1', '2'], 'b': None},)
    """
    if len(text) > LONGEST:
        return ()
    bare = _unwrapped(text)
    for repair in (_as_is, _without_strays, _unescaped):
        try:
            return _values(repair(bare))
        except (ValueError, RecursionError):  # RecursionError: 10,000 levels; no repair changes that
            continue
    return ()


class Repeating(dict[str, object]):
    """An object that gives one key two values: the last counts, as in a browser."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    is_whole = len(found) == len(pairs) or all(found[name] == value for name, value in pairs)
    return found if is_whole else Repeating(found)


DECODER = json.JSONDecoder(
    strict=False, parse_constant=lambda _: None, parse_int=str, parse_float=str, object_pairs_hook=_object
)
"""Not strict about raw control characters in strings; numbers stay words, so one of 5,000 digits is harmless."""


def _values(text: str) -> tuple[object, ...]:
    """Return the values that stand one after the other.

    Raises:
        ValueError: the text is no JSON.
    """
    values: list[object] = []
    place = 0
    while place < len(text) and len(values) < SCRIPTS:
        value, place = DECODER.raw_decode(text, place)
        values.append(value)
        place = _next(text, place)
    return tuple(values)


GAP = re.compile(r"[\s;,]*")


def _next(text: str, place: int) -> int:
    gap = GAP.match(text, place)
    return gap.end() if gap else place


def _unwrapped(text: str) -> str:
    """Return the text without the marks at its start and its end."""
    for _ in range(SCRIPTS):
        bare = text.strip()
        for mark in MARKS:
            bare = bare.removeprefix(mark).removesuffix(mark)
        if bare == text:
            break
        text = bare
    return text


def _as_is(text: str) -> str:
    return text


def _without_strays(text: str) -> str:
    return STRAY.sub(lambda found: BAD_ESCAPE.sub("", found[1]) if found[1] else "", text)


def _unescaped(text: str) -> str:
    """Return the text with its entities resolved, if its very quotes are entities.

    Raises:
        ValueError: they are not.
    """
    if '"' in text or "&quot;" not in text:
        raise ValueError("no entities to resolve")
    return html.unescape(text)
