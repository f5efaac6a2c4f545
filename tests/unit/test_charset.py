"""Charsets: a page comes out in the words it was written in, whatever it declares, or not at all."""

import contextlib
import random
import time

import pytest

from schemas.errors import UnknownEncoding
from tasks.clean.encoding.charset import decode
from tasks.clean.encoding.declaration import codec_of, declaration

STORIES = {
    "ru": (
        "Гавань Нордби снова открыта после шторма, сообщила"
        " в понедельник администрация порта. «Первые суда у"
        "же вошли в порт», — сказал её начальник. Ущерб ока"
        "зался небольшим, пострадавших нет."
    ),
    "uk": (
        "Гавань знову відкрито після шторму, повідомила в понеділок адміністрація порту. Перші судна вже зайш"
        "ли до порту, збитки виявилися невеликими, а її працівники не постраждали."
    ),
    "bg": (
        "Пристанището отново е отворено след бурята, съобщиха в понеделник от управлението. Първите кораби ве"
        "че са влезли, щетите са малки и няма пострадали хора."
    ),
    "el": (
        "Το λιμάνι άνοιξε ξανά μετά την καταιγίδα, ανακοίνωσε τη Δευτέρα η διοίκηση του λιμανιού. Τα πρώτα πλ"
        "οία μπήκαν ήδη και οι ζημιές ήταν μικρές."
    ),
    "he": (
        "הנמל נפתח מחדש לאחר הסערה, כך הודיעה ביום שני הנהלת הנמל. האוניות הראשונות כבר נכנסו, והנזקים היו קט"
        "נים מן הצפוי."
    ),
    "ar": (
        "أعيد فتح الميناء بعد العاصفة، كما أعلنت إدارة الميناء يوم الاثنين. وقد دخلت السفن الأولى بالفعل، وكا"
        "نت الأضرار أقل مما كان متوقعا."
    ),
    "th": ("ท่าเรือเปิดให้บริการอีกครั้งหลังพายุผ่านไป ฝ่ายบริหารท่าเรือแถลงเมื่อวันจันทร์ เรือลำแรกได้เข้าเทียบท่าแล้ว และความเสียหายมีไม่มากนัก"),
    "pl": (
        "Port został ponownie otwarty po sztormie, poinformował w poniedziałek jego zarząd. Pierwsze statki j"
        "uż wpłynęły, a szkody są mniejsze, niż się spodziewano; nikt nie został ranny."
    ),
    "cs": (
        "Přístav byl po bouři znovu otevřen, oznámilo v pondělí jeho vedení. První lodě už vpluly a škody jso"
        "u menší, než se čekalo. Nikdo nebyl zraněn, řekl mluvčí přístavu."
    ),
    "hu": (
        "A kikötőt a vihar után újra megnyitották, közölte hétfőn a kikötő vezetősége. Az első hajók már befu"
        "tottak, és a károk kisebbek a vártnál; senki sem sérült meg, mondta a szóvivő."
    ),
    "tr": (
        "Liman fırtınanın ardından yeniden açıldı, liman yönetimi pazartesi günü duyurdu. İlk gemiler şimdide"
        "n girdi ve hasar beklenenden küçük oldu; kimse yaralanmadı, dedi sözcü."
    ),
    "lt": (
        "Uostas po audros vėl atidarytas, pirmadienį pranešė jo vadovybė. Pirmieji laivai jau įplaukė, o žala"
        " mažesnė, nei tikėtasi; niekas nebuvo sužeistas, sakė atstovė šįryt."
    ),
    "lv": (
        "Osta pēc vētras atkal ir atvērta, pirmdien paziņoja tās vadība. Pirmie kuģi jau ir iebraukuši, un za"
        "udējumi ir mazāki, nekā gaidīts; neviens nav cietis, sacīja pārstāvis."
    ),
    "fr": (
        "Le port a rouvert après la tempête, a annoncé lund"
        "i sa direction. Les premiers bateaux sont déjà ent"
        "rés et les dégâts sont moins graves que prévu, a-t"
        "-on précisé à l’hôtel de ville."
    ),
    "de": (
        "Der Hafen ist nach dem Sturm wieder geöffnet, teilte die Hafenbehörde am Montag mit. Die ersten Schi"
        "ffe sind schon eingelaufen; die Schäden fielen kleiner aus als befürchtet, größere gab es nicht."
    ),
    "es": (
        "El puerto reabrió después de la tormenta, anunció el lunes su dirección. Los primeros barcos ya entr"
        "aron y los daños fueron menores de lo que se temía; según el señor Núñez, nadie resultó herido."
    ),
    "is": (
        "Höfnin er opin á ný eftir óveðrið, að sögn hafnarstjórnar á mánudag. Fyrstu skipin eru þegar komin i"
        "nn og tjónið varð minna en óttast var."
    ),
    "mr": "वादळानंतर बंदर पुन्हा सुरू झाले, असे बंदर प्रशासनाने सोमवारी सांगितले. पहिली जहाजे आत आली आहेत आणि नुकसान कमी आहे.",
    "te": "తుఫాను తర్వాత ఓడరేవు మళ్ళీ తెరుచుకుంది అని అధికారులు సోమవారం చెప్పారు. మొదటి ఓడలు ఇప్పటికే వచ్చాయి.",
    "ja": (
        "港は嵐のあと月曜日に再び開いたと、港湾局が発表した。最初の船はすでに入港しており、被害は予想よりも小"
        "さかったという。けがをした人はいなかった。"
    ),
    "zh": (
        "港口管理局星期一宣布，港口在暴风雨过后重新开放。第一批船只已经进港，损失比预料的要小，没有人受伤。他"
        "们说，这里的工作还会继续，对当地经济的影响不大。"
    ),
    "zh-tw": (
        "港口管理局星期一宣布，港口在暴風雨過後重新開放。第一批船隻已經進港，損失比預料的要小，沒有人受傷。他"
        "們說，這裡的工作還會繼續，對當地經濟的影響不大。"
    ),
    "ko": (
        "항만 당국은 월요일 폭풍이 지나간 뒤 항구가 다시 문을 열었다고 밝혔다. 첫 배들이 이미 "
        "들어왔고 피해는 예상보다 작았으며 다친 사람은 없었다고 한다."
    ),
}
WRITTEN = [
    ("ru", "windows-1251"), ("ru", "koi8-r"), ("ru", "ibm866"), ("ru", "iso-8859-5"), ("ru", "x-mac-cyrillic"),
    ("uk", "windows-1251"), ("uk", "koi8-u"), ("bg", "windows-1251"),
    ("el", "windows-1253"), ("el", "iso-8859-7"), ("he", "windows-1255"), ("ar", "windows-1256"), ("ar", "iso-8859-6"),
    ("th", "windows-874"), ("pl", "windows-1250"), ("pl", "iso-8859-2"), ("cs", "windows-1250"), ("cs", "iso-8859-2"),
    ("hu", "windows-1250"), ("tr", "windows-1254"), ("lt", "windows-1257"), ("lv", "windows-1257"),
    ("lv", "iso-8859-13"), ("fr", "windows-1252"), ("fr", "macintosh"), ("de", "windows-1252"), ("es", "windows-1252"),
    ("is", "windows-1252"), ("ja", "shift_jis"), ("ja", "euc-jp"), ("ja", "iso-2022-jp"), ("zh", "gb18030"),
    ("zh-tw", "big5"), ("ko", "euc-kr"),
]  # fmt: skip
CODECS = {"x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman", "windows-874": "cp874"}
WIDE = [
    (language, codec)
    for language in ("ru", "de", "ja", "ar", "ko", "th", "mr", "te")
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
]


def written(language: str, charset: str) -> tuple[bytes, str]:
    """Return a story as bytes, and as the text they hold (a charset may lack a dash or a quote)."""
    codec = CODECS.get(charset, charset)
    data = STORIES[language].encode(codec, "ignore")
    return data, data.decode(codec)


def page(body: bytes, label: str | None) -> bytes:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    menu = b'<ul class="menu"><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul>\n' * 20
    return (
        b"<html><head>"
        + declared.encode()
        + b"</head><body>\n"
        + menu
        + b"<p>"
        + body
        + b"</p>\n"
        + menu
        + b"</body></html>"
    )


@pytest.mark.parametrize(("language", "charset"), WRITTEN)
def test_a_text_without_a_declaration_comes_out_right(language: str, charset: str) -> None:
    data, text = written(language, charset)
    assert decode(data).text == text


@pytest.mark.parametrize("label", [None, "utf-8", "iso-8859-1", "windows-1251", "utf-9", "utf-16", "shift_jis"])
@pytest.mark.parametrize(("language", "charset"), [each for each in WRITTEN if each[1] != "iso-2022-jp"])
def test_a_page_comes_out_right_whatever_it_declares(language: str, charset: str, label: str | None) -> None:
    data, text = written(language, charset)
    assert text in decode(page(data, label)).text


@pytest.mark.parametrize(("language", "charset"), WRITTEN)
def test_a_right_declaration_is_kept(language: str, charset: str) -> None:
    data, text = written(language, charset)
    decoded = decode(page(data, charset))
    assert text in decoded.text
    assert decoded.charset == charset


@pytest.mark.parametrize(("language", "codec"), WIDE)
def test_wide_text_needs_no_byte_order_mark(language: str, codec: str) -> None:
    text = f"Title 1\n{STORIES[language]}\n"
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.charset, decoded.flags) == (text, codec, ())


def test_a_null_among_words_does_not_make_them_wide() -> None:
    text = "\n".join(f"\t\t<p>{STORIES['de']}</p>" for _ in range(5))
    decoded = decode(text.replace("Hafen", "Ha\0fen").encode())
    assert (decoded.text, decoded.charset, decoded.flags) == (text, "utf-8", ("control-characters",))


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_goes(codec: str) -> None:
    decoded = decode(STORIES["pl"].encode(codec), declared="iso-8859-1")
    assert (decoded.text, decoded.flags) == (STORIES["pl"], ())
    assert decoded.charset in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("label", [None, "iso-8859-1", "shift_jis", "utf-9", "\0", "utf-16", "hex", "x" * 999])
def test_valid_utf_8_is_utf_8_whatever_is_declared(label: str | None) -> None:
    for text in (*STORIES.values(), "Plain words."):
        assert decode(text.encode(), declared=label) == decode(text.encode())
        assert decode(text.encode()).text == text


def test_a_word_in_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode("The café “Zoë” — 5 € a cup".encode("cp1252")).text == "The café “Zoë” — 5 € a cup"


def test_stray_bytes_in_utf_8_are_mended_and_said() -> None:
    good = STORIES["de"].encode()
    decoded = decode(good + b" caf\xe9 \x93Zo\xeb\x94 " + good)
    assert decoded.text == f"{STORIES['de']} café “Zoë” {STORIES['de']}"
    assert (decoded.charset, decoded.flags) == ("utf-8", ("invalid-bytes",))


@pytest.mark.parametrize("label", ["utf-8", None])
@pytest.mark.parametrize(
    ("language", "charset"), [("ru", "cp1251"), ("ru", "koi8-r"), ("el", "cp1253"), ("de", "cp1252")]
)
def test_a_paragraph_from_another_page_leaves_the_rest_in_utf_8(language: str, charset: str, label: str | None) -> None:
    """Protects a page with few letters beyond ASCII from being read in the charset of one advertisement."""
    own = ("<p>The ferry costs £240 a day.</p>", "<p>“It is late,” said the harbour’s office.</p>")
    own += ("<p>Nobody waits.</p>", "<p>A café – the only one – is open.</p>")
    others = f"<p>{STORIES[language][:80]}</p>".encode(charset)
    decoded = decode(own[0].encode() + own[1].encode() + others + "".join(own[2:]).encode(), declared=label)
    assert all(each in decoded.text for each in own)
    assert (decoded.charset, decoded.flags) == ("utf-8", ("invalid-bytes",))


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "gb18030", "cp932"])
def test_a_page_in_another_charset_is_not_utf_8_for_a_few_letters(charset: str) -> None:
    lines = {
        "gb18030": "港口在风暴后重新开放，港务局周一表示。",
        "cp932": "港は嵐のあと再開したと港湾当局が月曜日に発表した。",
    }
    told = lines.get(charset, STORIES["ru"][:80])
    page = b"".join(f"<p>{told}</p>\n".encode(charset) for _ in range(4)) + "<p>© £</p>".encode()
    assert told in decode(page, declared="utf-8").text


def test_a_stray_byte_that_means_nothing_costs_no_page() -> None:
    words = "The harbour reopened on Monday, the port authority said. " * 40
    decoded = decode((words + "har\udc81bour \udcff\udcff\udc9d").encode("utf-8", "surrogateescape"))
    assert decoded.text.startswith(words)
    assert (decoded.charset, decoded.flags) == ("utf-8", ("invalid-bytes",))


def test_bytes_that_stand_in_attributes_alone_are_judged_there() -> None:
    decoded = decode(b"<html><body><p title='caf\xe9'>" + b"Plain words. " * 20 + b"</p>")
    assert (decoded.charset, "café" in decoded.text) == ("windows-1252", True)


@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_cut_in_two_is_marked_and_not_misread(cut: int) -> None:
    good = STORIES["ja"].encode()
    decoded = decode(good[:-cut])
    assert decoded.text == STORIES["ja"][:-1] + "\ufffd"
    assert decoded.flags == ("invalid-bytes",)


@pytest.mark.parametrize(
    ("amiss", "text"),
    [
        (b"\xed\xa0\xbd\xed\xb8\x80", "\U0001f600"),  # a character as two surrogates
        (b"\xed\xa0\xbd", "\ufffd"),  # one of the two
        (b"\xc0\xaf", "\ufffd"),  # a slash, longer than it may be
        (b"\xf8\x88\x80\x80\x80", "ø\u02c6€€€"),
    ],
)
def test_forbidden_sequences_are_neither_kept_nor_lost_quietly(amiss: bytes, text: str) -> None:
    decoded = decode(STORIES["ja"].encode() + amiss + STORIES["ru"].encode())
    assert decoded.flags == ("invalid-bytes",)
    assert decoded.text.startswith(STORIES["ja"])
    assert decoded.text.endswith(STORIES["ru"])
    assert decoded.text[len(STORIES["ja"]) : -len(STORIES["ru"])].replace("\ufffd\ufffd\ufffd", "\ufffd") == text


@pytest.mark.parametrize("seed", range(5))
def test_noise_is_no_text_in_any_charset(seed: int) -> None:
    chance = random.Random(seed)
    allowed = [0x0A, *range(0x20, 0x7F), *range(0x80, 0x100)]
    with pytest.raises(UnknownEncoding):
        decode(bytes(chance.choice(allowed) for _ in range(3_000)))


def test_ebcdic_is_refused_and_not_shown_as_rubbish() -> None:
    with pytest.raises(UnknownEncoding):
        decode(STORIES["de"].encode("cp500", "ignore"))


def test_utf_7_is_read_where_it_is_declared() -> None:
    assert decode(page(STORIES["ru"].encode("utf-7"), "utf-7")).text.count("Гавань Нордби") == 1


@pytest.mark.parametrize(
    ("html", "label"),
    [
        (b'<meta charset="UTF-8">', "utf-8"),
        (b"<META CHARSET=koi8-r />", "koi8-r"),
        (b'<meta http-equiv="content-type" content="text/html; charset=GBK">', "gbk"),
        (b"<meta content=\"text/html;charset = 'big5'\" http-equiv=content-type>", "big5"),
        (b'<?xml version="1.0" encoding="windows-1250"?><html>', "windows-1250"),
        (b'<!-- <meta charset="utf-8"> --><meta charset="euc-kr">', "euc-kr"),
        (b" " * 5_000 + b'<meta charset="utf-8">', None),
        (b"the charset=utf-8 of a page", None),
    ],
)
def test_the_declaration_is_the_markup_s(html: bytes, label: str | None) -> None:
    assert declaration(html) == label


@pytest.mark.parametrize(
    ("label", "codec"),
    [("latin1", "cp1252"), ("US-ASCII", "cp1252"), ("gb2312", "gb18030"), ("x-sjis", "cp932"), (" UTF8 ", "utf-8"),
     ("ISO-8859-9", "cp1254"), ("utf-9", None), ("", None), (None, None), ("rot13", None), ("base64", None)],
)  # fmt: skip
def test_a_label_means_what_browsers_take_it_for(label: str | None, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("unit", "what"),
    [
        (b"<!--", "comments"), (b"<meta charset=", "declarations"), (b"\xff", "noise"), (b"\xed\xa0\x80", "surrogates"),
        (b"<", "angles"), ("é".encode("cp1252") + b"a ", "latin"), ("ж".encode("cp1251") * 5 + b" ", "cyrillic"),
        (b"\r", "returns"), ("e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301".encode(), "marks"),
        (b"\0a", "wide"), (b"\x1b$", "escapes"),
    ],
)  # fmt: skip
def test_the_time_grows_no_faster_than_the_page(unit: bytes, what: str) -> None:
    def seconds(size: int) -> float:
        data = (unit * size)[:size]
        best = 9.0
        for _ in range(3):
            began = time.perf_counter()
            with contextlib.suppress(UnknownEncoding):
                decode(data)
            best = min(best, time.perf_counter() - began)
        return best

    small, large = seconds(250_000), seconds(1_000_000)
    assert large < 12 * small + 0.05, what
