"""Laws of language detection: any text gives an answer within bounds, and the same one twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.enrich.enrichers.language import detect

PIECES = ["the", "der", "og", "na", "и", "в", "ال", "的", "は", "\ud800", "\0", "\U0001f600", "’", "1", "ñ", "ő"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(st.characters(codec=None), max_size=200), WORDS.map(" ".join)))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = detect(text)
    assert 0.0 <= found.confidence <= 1.0
    assert found.code == "und" or (found.code.isascii() and 2 <= len(found.code) <= 3)
    assert detect(text) == found
