"""Write `calendar.json`, the names of months and weekdays, from the Unicode CLDR as Babel ships it.

Run by hand when Babel is upgraded: `python -m tasks.grammar.calendar_from_cldr`. Reading Babel's locale data at run
time costs a third of a second, reading the file a millisecond.
"""

import json
from pathlib import Path

from babel import Locale

FILE = Path(__file__).with_name("calendar.json")

LOCALES = (
    "en de de_AT fr es es_PE pt it ru uk be bg mk sr sr_Latn hr sl bs cs sk pl lt lv et fi hu ro el tr az kk "
    "nl sv da nb ca id ms vi he ar ar_SY ar_MA ar_DZ fa hi ka hy zh ja ko"
)

SPOKEN: dict[str, dict[str, dict[int, tuple[str, ...]]]] = {  # forms that papers print and CLDR does not list
    "en": {"months": {9: ("sept",)}, "weekdays": {2: ("tues",), 3: ("weds",), 4: ("thur", "thurs")}},
    "de": {
        "months": {1: ("jan",), 2: ("febr",), 3: ("mrz",), 6: ("jun",), 7: ("jul",)},
        "weekdays": {6: ("sonnabend",)},
    },
    "es": {"months": {9: ("setiembre", "set", "sep")}, "weekdays": {}},
    "ru": {
        "months": {3: ("мар",), 5: ("мая",), 6: ("июн",), 7: ("июл",), 9: ("сен",), 11: ("ноя",)},
        "weekdays": {3: ("среду",), 5: ("пятницу",), 6: ("субботу",)},
    },
    "uk": {
        "months": {1: ("січ",), 3: ("бер",), 11: ("лис",)},
        "weekdays": {3: ("середу",), 5: ("п'ятницю", "п’ятницю"), 6: ("суботу",), 7: ("неділю",)},
    },
    "pl": {"months": {}, "weekdays": {3: ("środę",), 6: ("sobotę",), 7: ("niedzielę",)}},
    "cs": {"months": {}, "weekdays": {3: ("středu",), 6: ("sobotu",), 7: ("neděli",)}},
    "tr": {"months": {2: ("şub",), 8: ("ağu",)}, "weekdays": {}},
    "sr_Latn": {"months": {6: ("juna",), 7: ("jula",)}, "weekdays": {}},
    "lv": {"months": {6: ("jūnijā",), 7: ("jūlijā",)}, "weekdays": {}},
}


def names(locale: str) -> dict[str, list[list[str]]]:
    """Return the forms of each month from January and of each weekday from Monday."""
    data = Locale.parse(locale)
    spoken = SPOKEN.get(locale, {"months": {}, "weekdays": {}})
    months: list[set[str]] = [set(spoken["months"].get(number, ())) for number in range(1, 13)]
    weekdays: list[set[str]] = [set(spoken["weekdays"].get(number, ())) for number in range(1, 8)]
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, name in data.months[context].get(width, {}).items():
                months[number - 1].add(name.rstrip("."))
            for number, name in data.days[context].get(width, {}).items():
                weekdays[number].add(name.rstrip("."))
    return {"months": [sorted(each) for each in months], "weekdays": [sorted(each) for each in weekdays]}


def rendered() -> str:
    """Return the file's content: one line a language and kind, so that a change can be read."""
    lines = [
        f'  "{locale}": {{\n    "months": {json.dumps(forms["months"], ensure_ascii=False)},\n'
        f'    "weekdays": {json.dumps(forms["weekdays"], ensure_ascii=False)}\n  }}'
        for locale, forms in ((locale, names(locale)) for locale in LOCALES.split())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(rendered(), encoding="utf-8")
