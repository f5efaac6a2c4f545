"""The three detectors: each text's probable languages, in the codes of our records."""

import math
import threading
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pycld2

Vote = Mapping[str, float]
"""How probable a voter holds each language; empty where it has nothing to say."""

CODES = {
    "no": "nb",
    "iw": "he",
    "hbo": "he",
    "jw": "jv",
    "fil": "tl",
    "grc": "el",
    "zh-cn": "zh",
    "zh-tw": "zh",
    "zh-Hant": "zh",
    "wuu": "zh",
    "yue": "zh",
    "arz": "ar",
    "ary": "ar",
    "uzs": "uz",
    "gug": "gn",
    "sr-ME": "sr",
}
"""What the detectors say, and what records say."""
NOTHING = frozenset({"un", "xxx", "zxx", "und", "tlh", "zzp"})
LEAST = 0.0005
ENOUGH = 300
"""Characters from which CLD2's sure answer is enough: the other voters take ten times as long, and a model to load."""
SURE, SURE_ENGLISH = 0.7, 0.9
"""The share of the text it must find in the language: names and titles are English everywhere."""
CLOSE = frozenset({"bs", "hr", "sr", "sl", "id", "ms", "nb", "nn", "da", "gl", "ca", "cs", "sk", "zu", "xh"})
"""Languages with a near twin: of these it is never sure enough. On the others it was right on all such texts."""
_loading = threading.Lock()  # langdetect's profiles, loaded by two threads at once, give wrong answers quietly


def langid(text: str) -> Vote:
    """Return py3langid's probabilities; the spaces around tell it where words begin and end."""
    identifier = _langid()
    ranking = identifier.rank(f" {text} ")
    best = ranking[0][1]
    if best == ranking[-1][1]:
        return {}
    # As the library does for its own probabilities: evidence adds up more slowly than the text grows.
    warmth = math.sqrt(len(text.encode("utf-8", "ignore")) or 1)
    weights = [(code, math.exp(max(-50.0, (score - best) / warmth))) for code, score in ranking]
    total = sum(weight for _, weight in weights)
    return _merged([(code, weight / total) for code, weight in weights])


def cld2(text: str) -> Vote:
    """Return CLD2's shares."""
    return _cld2(text)[1]


def surely(text: str) -> str | None:
    """Return the language of a text that CLD2 is sure of, where it has always been right; None where it may not be."""
    if len(text) < ENOUGH:
        return None
    reliable, vote = _cld2(text)
    first = max(vote, key=lambda code: (vote[code], code), default=None)
    if not reliable or first is None or first in CLOSE:
        return None
    return first if vote[first] >= (SURE_ENGLISH if first == "en" else SURE) else None


def _cld2(text: str) -> tuple[bool, Vote]:
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    try:
        reliable, _, languages = pycld2.detect(text.encode("utf-8", "ignore"), bestEffort=True)
    except pycld2.error:  # an unassigned character among them
        return False, {}
    return reliable, _merged([(code, percent / 100) for _, code, percent, _ in languages])


def langdetect(text: str) -> Vote:
    """Return langdetect's probabilities, the same at every call."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _langdetect().create()
    detector.append(f" {text.lower()} ")  # words in capitals would be passed over
    try:
        return _merged([(each.lang, each.prob) for each in detector.get_probabilities()])
    except LangDetectException:  # not a letter in it
        return {}


@cache
def known_to_langdetect() -> frozenset[str]:
    """Return the languages langdetect has a profile of: of others it says nothing, whatever it says."""
    return frozenset(_code(code) for code in _langdetect().get_lang_list())


def warm() -> None:
    """Load what the detectors need; to be called before threads ask."""
    _langid()
    known_to_langdetect()


VOTERS: Mapping[str, Callable[[str], Vote]] = {"langid": langid, "cld2": cld2, "langdetect": langdetect}


def _langid() -> Any:
    with _loading:
        return _loaded_langid()


def _langdetect() -> Any:
    with _loading:
        return _loaded_langdetect()


@cache
def _loaded_langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # four megabytes: loaded when first asked

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _loaded_langdetect() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def _merged(pairs: list[tuple[str, float]]) -> Vote:
    """Return probabilities by our codes, rounded so that the last bits of an addition decide nothing."""
    merged: dict[str, float] = {}
    for code, probability in pairs:
        if code not in NOTHING and probability >= LEAST:
            merged[_code(code)] = merged.get(_code(code), 0.0) + probability
    return {code: round(probability, 4) for code, probability in merged.items()}


def _code(code: str) -> str:
    return CODES.get(code, code)
