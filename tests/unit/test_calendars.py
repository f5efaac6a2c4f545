"""Months and weekdays: every name of twelve languages, as papers of those languages print it in a date."""

import pytest

from tasks.grammar.calendar_words import weekday_of
from tasks.grammar.dates import find_dates

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "uk": "понеділок вівторок середа четвер пʼятниця субота неділя",
    "tr": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
}
SEPARATOR = {"es": " de ", "pt": " de "}


def printed(language: str, day: int, month: str) -> str:
    """Return a day of 2021 as papers of a language write it."""
    separator = SEPARATOR.get(language, " ")
    dot = "." if language == "de" else ""
    return f"{month} {day}, 2021" if language == "en" else f"{day}{dot}{separator}{month}{separator}2021"


@pytest.mark.parametrize("language", MONTHS)
def test_each_month_is_read_in_its_language_whoever_says_which_it_is(language: str) -> None:
    for number, month in enumerate(MONTHS[language].split(), start=1):
        for known in (language, None):
            found = [each.value for each in find_dates(printed(language, 15, month), language=known)]
            assert found == [f"2021-{number:02d}-15"], (month, known)


@pytest.mark.parametrize("pattern", ["2021年{}月15日", "2021年{}月15号"])
def test_each_month_is_read_in_chinese_and_japanese(pattern: str) -> None:
    for number in range(1, 13):
        assert [each.value for each in find_dates(pattern.format(number))] == [f"2021-{number:02d}-15"]


@pytest.mark.parametrize("language", WEEKDAYS)
def test_each_weekday_is_known_in_its_language(language: str) -> None:
    assert [weekday_of(word, language) for word in WEEKDAYS[language].split()] == list(range(1, 8))
