"""The language of a text: by script, by votes, unknown where there is nothing to go on; the same at every call."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from schemas.article import Article, Source
from schemas.capture import Capture, place_of
from schemas.page import Cleaned, Page
from tasks.enrich.enrichers.language import ENRICHER, SAMPLE, detect, sampled
from tasks.enrich.languages.scripts import TELLING, by_script

SENTENCES = {
    "en": "The harbour reopened on Monday after the storm, the port authority said, and the first ships came in.",
    "de": "Der Hafen ist nach dem Sturm wieder geöffnet, teilte die Behörde am Montag mit, erste Schiffe liefen ein.",
    "fr": "Le port a rouvert lundi après la tempête, a annoncé sa direction, et les premiers bateaux sont entrés.",
    "es": "El puerto reabrió el lunes después de la tormenta, anunció su dirección, y entraron los primeros barcos.",
    "pt": "O porto reabriu na segunda-feira depois da tempestade, anunciou a direção, e os primeiros navios entraram.",
    "nl": "De haven is maandag na de storm weer opengegaan, zei het havenbedrijf, en de eerste schepen zijn binnen.",
    "nb": "Havnen åpnet igjen mandag etter stormen, opplyste havnevesenet, og de første skipene er kommet inn.",
    "pl": "Port został ponownie otwarty w poniedziałek po sztormie, poinformował zarząd, i wpłynęły pierwsze statki.",
    "tr": "Liman fırtınanın ardından pazartesi günü yeniden açıldı, yönetim duyurdu ve ilk gemiler limana girdi.",
    "ru": "Порт снова открыт в понедельник после шторма, сообщила его администрация, и первые суда уже вошли.",
    "uk": "Порт знову відкрито в понеділок після шторму, повідомила його адміністрація, і перші судна вже зайшли.",
    "ar": "أعيد فتح الميناء يوم الاثنين بعد العاصفة، كما أعلنت إدارته، ودخلت السفن الأولى.",
    "fa": "بندر روز دوشنبه پس از توفان دوباره باز شد و نخستین کشتی‌ها وارد شدند، مدیریت بندر گفت.",
    "hi": "तूफान के बाद बंदरगाह सोमवार को फिर से खुल गया, प्रशासन ने कहा, और पहले जहाज अंदर आ गए हैं।",
    "el": "Το λιμάνι άνοιξε ξανά τη Δευτέρα μετά την καταιγίδα, ανακοίνωσε η διοίκηση.",
    "he": "הנמל נפתח מחדש ביום שני לאחר הסערה, הודיעה ההנהלה.",
    "ja": "港は嵐のあと月曜日に再び開いたと、港湾局が発表した。",
    "zh": "港口管理局星期一宣布，港口在暴风雨过后重新开放，第一批船只已经进港，没有人受伤。",
    "ko": "항만 당국은 월요일 폭풍이 지나간 뒤 항구가 다시 문을 열었다고 밝혔다.",
    "th": "ท่าเรือเปิดให้บริการอีกครั้งเมื่อวันจันทร์หลังพายุผ่านไป",
    "tl": "Muling binuksan ang daungan noong Lunes matapos ang bagyo, ayon sa pamunuan, at pumasok na ang mga barko.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_of_news_is_known(code: str) -> None:
    found = detect(SENTENCES[code])
    assert found.code == code
    assert 0.5 < found.confidence <= 1.0
    assert found.votes


@pytest.mark.parametrize("code", ["en", "de", "fr", "pl", "tr", "ru"])
def test_capitals_change_nothing(code: str) -> None:
    assert detect(SENTENCES[code].upper()).code == code


@pytest.mark.parametrize("text", ["", "   \n", "12.05.2019 — 14:30", "😀🎉🚀", "\ufffd\ufffd", "--- *** ---", "१२३"])
def test_without_letters_the_language_is_unknown(text: str) -> None:
    found = detect(text)
    assert (found.code, found.confidence) == ("und", 0.0)


def test_split_votes_are_said_to_be_split() -> None:
    found = detect("xqzv brkt")
    assert found.code == "und" or found.confidence < 0.7


def test_an_article_with_foreign_names_keeps_its_language() -> None:
    assert detect("Η Microsoft και η Google ανακοίνωσαν κοινή επένδυση στην Αθήνα, δήλωσε ο υπουργός.").code == "el"
    assert detect("ソニーは月曜日、Google Cloud との提携を発表した。").code == "ja"


def test_only_a_sample_of_a_long_text_is_judged() -> None:
    text = " ".join([SENTENCES["en"]] * 2_000)
    assert len(sampled(text)) <= SAMPLE + 1
    assert detect(text).code == "en"


def test_a_long_text_that_cld2_is_sure_of_is_asked_of_nobody_else() -> None:
    assert detect(" ".join([SENTENCES["de"]] * 6)).votes == {"cld2": "de"}


@pytest.mark.parametrize("code", ["nb"])
def test_of_languages_with_a_near_twin_every_voter_is_asked(code: str) -> None:
    found = detect(" ".join([SENTENCES[code]] * 6))
    assert found.code == code
    assert set(found.votes) >= {"langid", "cld2"}


def test_the_sample_holds_whole_words_and_no_others() -> None:
    words = [f"word{number}" for number in range(3_000)]
    assert set(sampled(" ".join(words)).split()) <= set(words)


def test_threads_that_ask_at_once_agree() -> None:
    """In a new process, where none is loaded yet: langdetect's profiles loaded twice at once go wrong quietly."""
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from tasks.enrich.enrichers.language import detect\n"
        "texts = ['Havnen åpnet', 'port', 'la casa', 'Unutrašnjost tornja'] * 4\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    together = list(pool.map(detect, texts))\n"
        "assert together == [detect(text) for text in texts], together\n"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, timeout=120)


def test_the_same_text_gets_the_same_answer_every_time() -> None:
    for text in ("port", "la casa", SENTENCES["nb"], "Glavni general"):
        answers = {repr(detect(text)) for _ in range(30)}
        with ThreadPoolExecutor(4) as pool:
            answers |= set(map(repr, pool.map(detect, [text] * 20)))
        assert len(answers) == 1


def test_the_enricher_fills_the_field_and_its_evidence() -> None:
    capture = Capture(place=place_of("a.txt"), data=b"x", sha256="0" * 64, format="text")
    cleaned = Cleaned(page=Page(capture, "utf-8", ()), decisions=(), text=SENTENCES["de"])
    source = Source(uri="a.txt", member=None, sha256="0" * 64, format="text", charset="utf-8", captured_at=None)
    article = ENRICHER.run(cleaned, Article(source=source, text=SENTENCES["de"]))
    assert article.language is not None
    assert article.language.code == "de"
    assert article.evidence["language"].method == "langid+cld2"


def test_no_letter_that_tells_a_script_is_passed_over() -> None:
    passed = (
        letter for letter in map(chr, range(sys.maxunicode + 1)) if letter.isalpha() and not TELLING.search(letter)
    )
    names = {unicodedata.name(letter).partition(" ")[0] for letter in passed}
    assert names == {"LATIN", "FEMININE", "MASCULINE", "MICRO"}  # the last three are signs of Latin prose


def test_one_quoted_word_does_not_tell_a_script() -> None:
    assert by_script("“The port” – Порт – reopened for €40 on Monday") is None
    assert by_script("Порт открыт") is None
