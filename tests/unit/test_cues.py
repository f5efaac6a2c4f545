"""The cue tables: every wording is found, in every language promised, and a sentence is no label."""

import pytest

from tasks.clean.cues.table import TABLE, folded, remainder

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "tr", "ja", "zh", "ar")


@pytest.mark.parametrize(
    "name", ["related-label", "related", "most-read-label", "comment-form", "comments-label", "topics"]
)
def test_every_promised_language_has_wordings(name: str) -> None:
    cue = TABLE().cues[name]
    missing = [language for language in LANGUAGES if not cue.lines.get(language) and not cue.starts.get(language)]
    assert missing == []


def test_every_wording_is_found_as_a_cue_of_its_own_role_or_a_stronger_one() -> None:
    table = TABLE()
    for name, cue in table.cues.items():
        for wording in (each for language in cue.lines.values() for each in language):
            found = table.match(wording)
            assert found is not None, (name, wording)
            assert found == name or table.cues[found].effect != "line" or table.cues[found].sure >= cue.sure


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("► READ ALSO (3):", "related-label"),
        ("Mehr zum Thema", "related-label"),
        ("À lire aussi", "related-label"),
        ("Te puede interesar", "related-label"),
        ("Leia também: Porto reabre", "related"),
        ("Leggi anche:", "related-label"),
        ("Читайте также:", "related-label"),
        ("Читайте також: Міст відкрили", "related"),
        ("İlgili Haberler", "related-label"),
        ("【関連記事】", "related-label"),
        ("相关阅读：港口重新开放", "related"),
        ("اقرأ أيضا", "related-label"),
        ("12 Kommentare", "comments-label"),
        ("Please enter your comment!", "comment-form"),
        ("Copyright © The Example", "copyright"),
        ("Foto: Jutta Ahrens", "credit"),
        ("Реклама", "advert"),
        ("34 responses to “Mill stream bridge opens”", "thread-heading"),
        ("One thought on « Mill stream bridge opens »", "thread-heading"),
        ("2 Gedanken zu „Die Brücke ist offen“", "thread-heading"),
        ("11 комментариев к «Мост открыли»", "thread-heading"),
        ("Share or comment on this article: Mill stream bridge opens to the baker's van", "article-end"),
    ],
)
def test_a_label_is_known_whatever_stands_around_it(line: str, cue: str) -> None:
    assert TABLE().match(line) == cue


@pytest.mark.parametrize(
    "line",
    [
        "The comments of the minister were read also in the capital.",
        "Related costs rose by a third, the harbour office said.",
        "Thoughts on “The Mill Stream” and other novels of the valley",
        "12 thoughts on how to bake bread",
        "Photography is not allowed in the old library.",
        "",
        "…",
        "x" * 1000,
    ],
)
def test_a_sentence_is_no_label(line: str) -> None:
    assert TABLE().match(line) is None


def test_the_item_of_a_line_follows_its_label() -> None:
    assert remainder("Read also: Talks: what next") == "Talks: what next"
    assert remainder("【関連記事】港が再開") == "港が再開"


def test_folding_twice_changes_nothing() -> None:
    for wording in ("► Read also (3):", "İLGİLİ HABERLER", "«По теме»"):
        assert folded(folded(wording)) == folded(wording)
